import type { ListQuery, Schedule, Thread, TicketList } from "./desk_api.ts";
import { LiveList } from "./list.svelte.ts";
import type { LeaderClient } from "./rpc.ts";
import type { Note } from "./rpc_types.ts";
import { LiveSchedule } from "./schedule.svelte.ts";
import { LiveThread } from "./thread.svelte.ts";

/** What the screens of this tab look at in the mirror, until they close it. */
export class OpenScreens {
  readonly #client: LeaderClient;
  /** Asked again whenever anything in a list may have changed. */
  readonly #lists = new Set<LiveList | LiveSchedule>();
  readonly threads = new Set<LiveThread>();

  constructor(client: LeaderClient) {
    this.#client = client;
  }

  list(query: ListQuery): TicketList {
    const list = new LiveList(this.#client, query, (closed) => this.#lists.delete(closed));
    this.#lists.add(list);
    return list;
  }

  schedule(): Schedule {
    const schedule = new LiveSchedule(this.#client, (closed) => this.#lists.delete(closed));
    this.#lists.add(schedule);
    return schedule;
  }

  thread(conversationId: string): Thread {
    const thread = new LiveThread(this.#client, conversationId, (closed) => this.threads.delete(closed));
    this.threads.add(thread);
    return thread;
  }

  changed({ lists, conversations }: Pick<Extract<Note, { note: "changed" }>, "lists" | "conversations">): void {
    if (lists) { for (const list of this.#lists) void list.refresh(); }
    for (const thread of this.threads) {
      if (conversations === "all" || conversations.includes(thread.conversationId)) void thread.refresh();
    }
  }

  close(): void {
    for (const open of [...this.#lists, ...this.threads]) open.close();
  }
}
