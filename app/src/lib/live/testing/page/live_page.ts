/** What a test may do with the data layer and see of it: `globalThis.live` of the test page. */
import type { Desk, ListCounts, SyncState, Thread, TicketList, Wish } from "../../desk_api.ts";

export type LivePage = {
  /** `performance.now()` of each first. */
  times: Record<string, number>;
  signedOut: boolean;
  desk: Desk | undefined;
  list: TicketList | undefined;
  threads: Map<string, Thread>;
  act(wish: Wish): Promise<string>;
  state(): LivePageState;
  /** Opens the thread at the first call; empty until its first answer. */
  thread(conversationId: string): { body: string; local: "pending" | "held" | undefined; status: string }[];
};

export type LivePageState = {
  sync: SyncState["kind"] | undefined;
  total: number | undefined;
  counts: ListCounts | undefined;
  first: string | undefined;
  departments: number | undefined;
  problems: { code: string; id: string }[] | undefined;
};

declare global {
  // A `var` is what makes a name of the global object.
  var live: LivePage;
}
