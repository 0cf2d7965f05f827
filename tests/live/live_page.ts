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
  desk: LivePageDesk | undefined;
  list: LivePageList | undefined;
  threads: Map<string, { loadOlder(): Promise<void>; readonly hasOlder: boolean }>;
  act(wish: Wish): Promise<string>;
  state(): LivePageState;
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
