/** What screens of this tab have open onto the worker, asked again when rows change. */
import type { LiveCards } from "./board_cards.svelte.ts";
import type { ContactQuery } from "./contacts_api.ts";
import type { LiveContactList } from "./contact_list.svelte.ts";
import type { ListQuery } from "./desk_api.ts";
import { LiveList } from "./list.svelte.ts";
import { LiveNotifications } from "./notifications.svelte.ts";
import type { LivePerson } from "./person.svelte.ts";
import type { LeaderClient } from "./rpc.ts";
import type { Note } from "./rpc_types.ts";
import type { LiveSchedule } from "./schedule.svelte.ts";
import type { LiveThread } from "./thread.svelte.ts";
import { viewMaker } from "./view_makers.ts";

type Changed = Extract<Note, { note: "changed" }>;

export class OpenViews {
  readonly threads = new Set<LiveThread>();
  readonly notifications: LiveNotifications;
  readonly #client: LeaderClient;
  readonly #lists = new Set<LiveList | LiveSchedule>();
  readonly #contacts = new Set<LiveContactList>();
  readonly #people = new Set<LivePerson>();
  readonly #cards = new Set<LiveCards>();

  constructor(client: LeaderClient) {
    this.#client = client;
    this.notifications = new LiveNotifications(client);
  }

  list(query: ListQuery): LiveList {
    return kept(this.#lists, new LiveList(this.#client, query, (closed) => this.#lists.delete(closed)));
  }
  schedule(): LiveSchedule {
    return kept(this.#lists, new (viewMaker("schedule"))(this.#client, (closed) => this.#lists.delete(closed)));
  }
  contacts(query: ContactQuery): LiveContactList {
    return kept(
      this.#contacts,
      new (viewMaker("contacts"))(this.#client, query, (closed) => this.#contacts.delete(closed)),
    );
  }
  thread(conversationId: string): LiveThread {
    return kept(
      this.threads,
      new (viewMaker("thread"))(this.#client, conversationId, (closed) => this.threads.delete(closed)),
    );
  }
  person(contactId: string): LivePerson {
    return kept(
      this.#people,
      new (viewMaker("person"))(this.#client, contactId, (closed) => this.#people.delete(closed)),
    );
  }

  boardCards(boardId: string): LiveCards {
    return kept(this.#cards, new (viewMaker("cards"))(this.#client, boardId, (closed) => this.#cards.delete(closed)));
  }

  refresh(): void {
    for (const open of this.#all()) void open.refresh();
  }

  changed({ lists, conversations, notifications }: Changed): void {
    if (notifications) void this.notifications.refresh();
    if (lists) { for (const open of [...this.#lists, ...this.#contacts, ...this.#people]) void open.refresh(); }
    for (const cards of this.#cards) cards.changed();
    for (const thread of this.threads) {
      if (conversations === "all" || conversations.includes(thread.conversationId)) void thread.refresh();
    }
  }

  close(): void {
    for (const open of this.#all()) open.close();
  }

  #all() {
    return [...this.#lists, ...this.#contacts, ...this.threads, ...this.#people, ...this.#cards, this.notifications];
  }
}

function kept<All, View extends All>(views: Set<All>, view: View): View {
  views.add(view);
  return view;
}
