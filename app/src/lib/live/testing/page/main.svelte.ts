/** The data layer without screens: what a test may do and see. */
import type { Desk, ListQuery, Thread, TicketList, Wish } from "../../desk_api.ts";
import { openDesk } from "../../open_desk.ts";
import { StorageRefused } from "../../open_store.ts";
import { loadSession } from "../../session.ts";

/** `performance.now()` of each first, ms since the page began. */
const times: Record<string, number> = {};

class TestPage {
  times = times;
  signedOut = false;
  refused: string | undefined;
  desk: Desk | undefined;
  list: TicketList | undefined;
  threads = new Map<string, Thread>();

  async open(query: ListQuery): Promise<boolean> {
    try {
      const opening = await loadSession();
      if (opening.kind === "out") return false;
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
