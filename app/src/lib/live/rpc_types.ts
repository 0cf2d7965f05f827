/** What a tab may ask of the worker that leads, and what that one tells all tabs. All of it is structured-cloneable. */
import type { Action } from "@domain/action.ts";
import type { LiveEvent } from "@domain/feed.ts";
import type { ConfigRows } from "@db/cache/mirrored.ts";
import type { CardsAnswer, CardsRequest } from "./board_api.ts";
import type { ContactQuery, ContactRow } from "./contacts_api.ts";
import type { ListCounts, ListQuery } from "@db/cache/list_query.ts";
import type { Scheduled } from "@db/cache/overlay_scheduled.ts";
import type { PgliteFiles } from "@db/cache/open.ts";
import type {
  Found,
  ListRow,
  Me,
  NotificationItem,
  OlderEnd,
  PassingNote,
  Problem,
  ScheduledItem,
  SearchHit,
  SyncState,
  Unkept,
  Waiting,
} from "./desk_api.ts";
import type { ThreadMessage } from "./thread_api.ts";
import type { Row } from "@domain/rows.ts";
import type { OutboxRecord } from "./local_db.ts";

/** First message to each worker: who may lead, and from where. */
export type WorkerInit = { me: Me; clockOffset: number; files: PgliteFiles; scope: string };

/** The rows of a list from `first` to `last`, and where the one called `find` stands. */
export type WindowRequest<Query> = { query: Query; first: number; last: number; find?: string | undefined };
export type ListRequest = WindowRequest<ListQuery>;
export type ListAnswer = {
  first: number;
  rows: ListRow[];
  /** One a row; the same number means the same row as before. */
  stamps: number[];
  total: number;
  counts: ListCounts;
  /** From the small picture of last time: the real answer follows. */
  partial: boolean;
  found?: { ticketId: string; index: number } | undefined;
};

export type ContactListRequest = WindowRequest<ContactQuery>;
export type ContactListAnswer = {
  first: number;
  rows: ContactRow[];
  total: number;
  serverTotal: number | undefined;
  /** The server has no more than what is here. */
  isDone: boolean;
  /** How many rows from above are complete. */
  reach: number;
  found?: { id: string; index: number } | undefined;
};
export type ContactAnswer = {
  contact: Row<"contacts"> | undefined;
  identities: Row<"contact_identities">[];
  observations: Row<"observations">[];
  conversations: Row<"conversations">[];
  tickets: Row<"tickets">[];
  events: Row<"events">[];
  involved: string[];
};

export type ThreadAnswer = {
  conversation: Row<"conversations"> | undefined;
  ticket: Row<"tickets"> | undefined;
  contact: Row<"contacts"> | undefined;
  identities: Row<"contact_identities">[];
  observations: Row<"observations">[];
  tickets: Row<"tickets">[];
  messages: ThreadMessage[];
  events: Row<"events">[];
  scheduled: Scheduled[];
  hasOlder: boolean;
};

export type PartRequest = { conversationId: string; messageId: string; side: "around" | "before" | "after" };
export type ThreadPart = {
  messages: Row<"messages">[];
  events: Row<"events">[];
  hasOlder: boolean;
  hasNewer: boolean;
};

export type Hello = {
  sync: SyncState;
  problems: Problem[];
  waiting: Waiting;
  config: ConfigRows;
  live: LiveEvent[];
  clockOffset: number;
  keepsHistory: boolean;
};

export type Calls = {
  hello: { in: null; out: Hello };
  list: { in: ListRequest; out: ListAnswer };
  thread: { in: { conversationId: string; limit: number }; out: ThreadAnswer };
  schedule: { in: null; out: ScheduledItem[] };
  notifications: { in: null; out: NotificationItem[] };
  /** Brings older messages from the server when they are not here. Answers false when nothing older came. */
  older: { in: { conversationId: string; limit: number }; out: boolean };
  olderTickets: { in: { query: ListQuery }; out: OlderEnd };
  conversationOf: { in: { ticketId: string }; out: string | undefined };
  contacts: { in: ContactListRequest; out: ContactListAnswer };
  /** Brings the server's next page. False when there is none, or no answer. */
  moreContacts: { in: { query: ContactQuery }; out: boolean };
  person: { in: { contactId: string }; out: ContactAnswer };
  /** Everything of a contact from the server. False: there is none such; undefined: no answer. */
  fetchPerson: { in: { contactId: string }; out: boolean | undefined };
  search: { in: { text: string }; out: SearchHit[] };
  searchServer: { in: { text: string; before: string | undefined }; out: Found };
  occurrences: {
    in: { conversationId: string; text: string; from: "here" | "server" };
    out: { messages: Row<"messages">[]; reached: boolean };
  };
  /** A part of a thread that may lie before what is here. Undefined: it cannot be had. */
  part: { in: PartRequest; out: ThreadPart | undefined };
  boardCards: { in: CardsRequest; out: CardsAnswer };
  /** The tab has put this into the outbox on disk. */
  queued: { in: OutboxRecord; out: void };
  /** The tab has put a file on disk. */
  attached: { in: { mediaId: string }; out: void };
  cancelUpload: { in: { mediaId: string }; out: void };
  dismiss: { in: { actionId: string }; out: void };
  replace: { in: { actionId: string; action: Action }; out: void };
  /** False: on its way already. */
  withdraw: { in: { actionId: string }; out: boolean };
  resync: { in: null; out: void };
  /** The tab's window saw the network come or go, or was looked at again. */
  network: { in: { online: boolean }; out: void };
  unsent: { in: null; out: number };
  /** The disk is full: drop what can be fetched again. */
  makeRoom: { in: null; out: void };
  /** Sign-out: stop, close everything, delete the cache. */
  wipe: { in: null; out: void };
};
export type CallName = keyof Calls;

export type Note =
  | { note: "leader" }
  | {
    note: "changed";
    lists: boolean;
    config: ConfigRows | undefined;
    conversations: string[] | "all";
    notifications: boolean;
  }
  | { note: "sync"; state: SyncState }
  | { note: "problems"; problems: Problem[] }
  | { note: "waiting"; waiting: Waiting }
  | { note: "passing"; passing: PassingNote }
  | { note: "live"; event: LiveEvent }
  | { note: "clock"; offset: number }
  | { note: "files" }
  /** Is what the cache holds on disk? */
  | { note: "history"; isKept: boolean }
  /** What somebody wrote could not be kept, or (no reason) now it could. */
  | { note: "unkept"; why: Unkept | undefined }
  /** The session is over; `wiped` when it was this browser's own sign-out. */
  | { note: "signed_out"; wiped: boolean };
