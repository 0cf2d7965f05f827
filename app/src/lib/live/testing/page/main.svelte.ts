/** The data layer without screens: what a test may do and see. */
import "../../thread.svelte.ts";
import { setTicketField, setTicketTag, ticketDraft, ticketNote } from "@sync/doc/ticket_doc.ts";
import * as Y from "yjs";
import "../../documents.svelte.ts";
import type { Desk, ListQuery, TicketList, Wish } from "../../desk_api.ts";
import type { Thread } from "../../thread_api.ts";
import { openDesk } from "../../open_desk.ts";
import { type LocalDb, openLocalDb } from "../../local_db.ts";
import { StorageRefused } from "../../open_store.ts";
import { loadSession } from "../../session.ts";

/** `performance.now()` of each first, ms since the page began. */
const times: Record<string, number> = {};

class TestPage {
  #disk: LocalDb | undefined;
  times = times;
  signedOut = false;
  refused: string | undefined;
  out: "ended" | "nobody" | undefined;
  desk: Desk | undefined;
  list: TicketList | undefined;
  threads = new Map<string, Thread>();

  async open(query: ListQuery): Promise<boolean> {
    try {
      const opening = await loadSession();
      if (opening.kind === "out") {
        this.out = opening.isEnded ? "ended" : "nobody";
        return false;
      }
      this.desk = await openDesk(opening.session, () => (this.signedOut = true));
    } catch (cause) {
      if (!(cause instanceof StorageRefused)) throw cause;
      this.refused = cause.reason;
      return false;
    }
    this.list = this.desk.list(query);
    $effect.root(() => {
      $effect(() => {
        if (this.list && this.list.row(0)) times.firstRows ??= performance.now();
      });
      $effect(() => {
        if (this.desk?.sync.kind === "live") times.live ??= performance.now();
      });
    });
    return true;
  }

  act(wish: Wish): Promise<string> {
    return this.desk!.act(wish);
  }

  state() {
    const { desk, list } = this;
    return {
      sync: desk?.sync.kind,
      total: list?.total,
      counts: list && $state.snapshot(list.counts),
      first: list?.row(0)?.contact.name,
      departments: desk?.config.departments.size,
      keepsHistory: desk?.keepsHistory,
      unkept: desk?.unkept,
      problems: desk?.problems.map(({ code, action }) => ({ code, id: action.id })),
    };
  }

  /** What waits: `behind` are held, or stand behind a message of their conversation that is. */
  left() {
    const { actions, documents } = this.desk!.waiting;
    const halted = new Set(actions.filter(({ state }) => state === "held").map((one) => one.conversationId));
    return {
      sync: this.desk!.sync.kind,
      actions: actions.length,
      behind:
        actions.filter(({ state, conversationId }) =>
          state === "held" || (conversationId !== undefined && halted.has(conversationId))
        ).length,
      documents: documents.length,
    };
  }

  /** How many documents lie on this disk. */
  async copies(): Promise<number> {
    this.#disk ??= await openLocalDb(this.desk!.me.id);
    return (await this.#disk.run((db) => db.getAllKeys("doc_states"))).length;
  }

  /** Edits a ticket's document in all its roots, as its screen would; answers when that is on disk. */
  async edit(ticketId: string, words: string, tagId: string): Promise<void> {
    const ticket = this.desk!.document(ticketId);
    while (!ticket.ready) await new Promise((resolve) => setTimeout(resolve, 5));
    const { doc } = ticket;
    doc.transact(() => {
      setTicketField(doc, "stage", words);
      setTicketTag(doc, tagId, true);
      for (const root of [ticketNote(doc), ticketDraft(doc)]) {
        const paragraph = new Y.XmlElement("paragraph");
        paragraph.insert(0, [new Y.XmlText(words)]);
        root.insert(0, [paragraph]);
      }
    });
    ticket.close();
  }

  thread(conversationId: string) {
    let thread = this.threads.get(conversationId);
    if (!thread) {
      thread = this.desk!.thread(conversationId);
      this.threads.set(conversationId, thread);
    }
    return thread.messages.map(({ body, local, status }) => ({ body, local, status }));
  }
}

const page = new TestPage();
declare global {
  // A `var` is what makes a name of the global object. tests/live/live_page.ts says what of it tests use.
  var live: TestPage;
}
globalThis.live = page;
times.script = performance.now();
const view = new URLSearchParams(location.search).get("view") === "mine" ? "meus" : "todos";
void page.open({ view, sort: "newest" });
