/** What tests use of the page in app/src/lib/live/testing/page: `globalThis.live` there. */
import type { Actions, ActionType } from "@domain/action.ts";
import type { Media } from "@domain/message.ts";
import type { ListCounts, ListQuery } from "@db/cache/list_query.ts";

type Wish = { [T in ActionType]: Omit<Actions[T], "id" | "composedAt"> }[ActionType];

export type LivePage = {
  /** `performance.now()` of each first. */
  times: Record<string, number>;
  signedOut: boolean;
  /** Why nothing can be kept here: the desk does not open. */
  refused: string | undefined;
  /** Nobody is signed in; `ended`: somebody was. */
  out: "ended" | "nobody" | undefined;
  desk: LivePageDesk | undefined;
  list: LivePageList | undefined;
  threads: Map<string, { loadOlder(): Promise<void>; readonly hasOlder: boolean }>;
  act(wish: Wish): Promise<string>;
  state(): LivePageState;
  /** What waits: `behind` are held, or stand behind a message of their conversation that is. */
  left(): { sync: string; actions: number; behind: number; documents: number };
  /** How many documents lie on this disk. */
  copies(): Promise<number>;
  /** Writes into note, draft, stage and tags of a ticket. */
  edit(ticketId: string, words: string, tagId: string): Promise<void>;
  /** Opens the thread at the first call; empty until its first answer. */
  thread(conversationId: string): { body: string; local: "pending" | "held" | undefined; status: string }[];
};

type LivePageDesk = {
  readonly me: { id: string };
  search(text: string): Promise<{ kind: string }[]>;
  attach(file: Blob, name: string): Promise<Media>;
  replace(actionId: string, wish: Wish): Promise<string>;
  resync(): Promise<void>;
  unsent(): Promise<number>;
  readonly waiting: { actions: { action: { id: string }; state: string }[]; documents: { ticketId: string }[] };
  readonly problems: { action: { id: string; type: string; text?: string }; code: string }[];
  readonly sync: { kind: string; done?: number; total?: number };
  signOut(): Promise<void>;
};

type LivePageList = {
  query: ListQuery;
  readonly loading: boolean;
  row(index: number): { conversation: { id: string } } | undefined;
  show(first: number, last: number): void;
};

export type LivePageState = {
  sync: string | undefined;
  total: number | undefined;
  counts: ListCounts | undefined;
  first: string | undefined;
  departments: number | undefined;
  keepsHistory: boolean | undefined;
  unkept: string | undefined;
  problems: { code: string; id: string }[] | undefined;
};

declare global {
  // A `var` is what makes a name of the global object.
  var live: LivePage;
}
