/**
 * What the interface knows of the data layer. Screens use these types only; `desk.svelte.ts` joins the worker (PGlite,
 * feed, outbox), the documents and Svelte's runes behind them. Everything read here is already overlaid with what waits
 * in the outbox, so a screen never asks "online or not" to show the right thing.
 */
import type { Action, Actions, ActionType } from "@domain/action.ts";
import type { ChoiceKind } from "@domain/choice.ts";
import type { ErrorCode, ErrorParams } from "@domain/error.ts";
import type { Actor } from "@domain/policy.ts";
import type { Row } from "@domain/rows.ts";
import type { DocRef } from "@sync/doc/kinds.ts";
import type { ListQuery } from "@db/cache/list_query.ts";
import type { Scheduled } from "@db/cache/overlay_scheduled.ts";
import type { TicketStatus } from "@domain/ticket.ts";
import type { BoardCards } from "./board_api.ts";
import type { Thread } from "./thread_api.ts";
import type { ContactList, ContactQuery, ContactRow, Person } from "./contacts_api.ts";
import type { Found, Occurrences, SearchHit } from "./find_api.ts";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";

export type { ListQuery };
export type { ContactList, ContactQuery, ContactRow, Found, Occurrences, Person, SearchHit };

export type Me = { id: string; name: string; email: string; colour: number; actor: Actor; workspaceId: string };

/** The line at the foot of the screen. Times in ms. */
export type SyncState =
  /** First start: nothing cached yet. */
  | { kind: "loading"; done: number; total: number }
  | { kind: "live"; savedAt: number }
  | { kind: "offline"; since: number; waiting: number }
  | { kind: "syncing"; done: number; total: number }
  /** Just came back: what left, what came, what waits for a decision. */
  | { kind: "returned"; at: number; sent: number; received: number; held: number }
  /** "Ressincronizar" was pressed and it still does not work (SYN-04). */
  | { kind: "failed"; since: number; waiting: number }
  /** The server is newer than this page: reload (nothing is lost). */
  | { kind: "old" };

/** One row of the list: everything it shows, joined and overlaid. */
export type ListRow = {
  conversation: Row<"conversations">;
  ticket: Row<"tickets">;
  contact: Row<"contacts">;
  /** Something of mine for this ticket is not at the server yet. */
  pending: boolean;
  /** Something of mine waits for my decision. */
  held: number;
};

/** What comes after a page of older tickets: more of them, no more, or the server was not reached. */
export type OlderEnd = "more" | "end" | "unreached";

/** Counts of the whole view before status and search narrow it. */
export type ListCounts = Record<TicketStatus, number> & { unread: number };

/** A live list: reassign `query` to change it; call `show` with the rows in sight. Close when done. */
export interface TicketList {
  query: ListQuery;
  readonly total: number;
  readonly counts: ListCounts;
  /** True until the first answer for this query. */
  readonly loading: boolean;
  row(index: number): ListRow | undefined;
  indexOf(ticketId: string): number;
  ticketIdAt(index: number): string | undefined;
  show(first: number, last: number): void;
  close(): void;
}

/** A scheduled message with whom it goes to. `local`: something about it is only here yet. */
export type ScheduledItem = Scheduled & {
  contact: Row<"contacts"> | undefined;
  conversation: Row<"conversations"> | undefined;
  ticketId: string | undefined;
};

/** What is scheduled in every conversation I see, the soonest first; what was due in the last two months too. */
export interface Schedule {
  readonly items: ScheduledItem[];
  /** True until the first answer. */
  readonly loading: boolean;
  close(): void;
}

/** Something I am told, with whose conversation it is about. */
export type NotificationItem = Row<"notifications"> & { contact: Row<"contacts"> | undefined };

/** A refused or held action: shown to its author with what they wrote until they decide. */
export type Problem = {
  action: Action;
  code: ErrorCode;
  params: ErrorParams;
  at: number;
  conversationId: string | undefined;
  ticketId: string | undefined;
  /** Where it was going, as it is now; undefined when it left this member's sight. */
  conversation: Row<"conversations"> | undefined;
  contact: Row<"contacts"> | undefined;
};

/** An action of this browser that the server has not carried out. */
export type WaitingAction = {
  action: Action;
  /** `sending`: on its way, or its file is; too late to take it back. `held`: waits for its author (see `problems`). */
  state: "queued" | "sending" | "held";
  conversationId: string | undefined;
  ticketId: string | undefined;
  contact: Row<"contacts"> | undefined;
};
/** Everything the server does not have yet. */
export type Waiting = {
  /** In the order they leave. */
  actions: WaitingAction[];
  /** Edited here (`name`: the ticket's contact's, the board's); they merge by themselves. */
  /** `isOutOfSight`: its author no longer sees it; the edits wait here in case they see it again. */
  documents: { of: DocRef; name: string | undefined; isOutOfSight: boolean }[];
};

/** Why what somebody wrote is on no disk: it is full, a newer page owns it (reload), or the browser refuses. */
export type Unkept = "full" | "newer" | "refused";

/** What needs a word and no decision: shown for some seconds. */
export type PassingNote =
  & { conversationId: string }
  & (
    /** Somebody sent these very words before mine arrived. */
    | { kind: "same_words"; memberId: string; sentAt: string; composedAt: string }
    /** It was taken out of the queue, but the server had it already. */
    | { kind: "too_late"; text: string }
  );

export type PresenceState = "viewing" | "typing" | "internal";
export type Present = { id: string; state: PresenceState; draft?: string | undefined };

export type DocState = "offline" | "saving" | "saved" | "refused";

/** A document (of a ticket, of a board) while its screen is open. */
export interface TicketDoc {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** From the server's acknowledgements only, never a timer. */
  readonly state: DocState;
  /** First sync (or the cached copy) has been applied; before that nothing may be typed. */
  readonly ready: boolean;
  /** Text the server did not accept, kept for its author. */
  readonly refused: { reason: string; text: string } | undefined;
  dismissRefused(): void;
  close(): void;
}

export type Config = {
  workspace: Row<"workspaces"> | undefined;
  members: Map<string, Row<"members">>;
  roles: Map<string, Row<"roles">>;
  departments: Map<string, Row<"departments">>;
  tags: Map<string, Row<"tags">>;
  /** Of tickets, in their order. */
  fields: Row<"custom_fields">[];
  /** Of contacts, in their order (CFD-01). */
  contactFields: Row<"custom_fields">[];
  /** Statuses, types and demands of tickets, in their order. */
  choices: Record<ChoiceKind, Row<"choices">[]>;
  /** In their order, inactive ones too. */
  flows: Row<"flows">[];
  connections: Map<string, Row<"connections">>;
  templates: Map<string, Row<"templates">>;
  /** Shared ones and my own, by shortcut. */
  replies: Row<"quick_replies">[];
  /** By name. */
  gallery: Row<"gallery_items">[];
  /** Shared ones and my own, by name. */
  macros: Row<"macros">[];
  /** Lists kept under a name: the team's, then my own, in their order. */
  views: Row<"saved_views">[];
  boards: Row<"boards">[]; // by name, archived ones too
};

/** An action as a screen writes it: id and time of writing are added by `act`. */
export type Wish = { [T in ActionType]: Omit<Actions[T], "id" | "composedAt"> }[ActionType];
export type Settled = { ok: true; data: Record<string, unknown> } | { ok: false; code: ErrorCode; params: ErrorParams };

export interface Desk {
  readonly me: Me;
  readonly sync: SyncState;
  readonly config: Config;
  readonly problems: Problem[];
  readonly waiting: Waiting;
  readonly passing: PassingNote[];
  /** False: history lies in memory only and cannot be looked at without network. What is written here is kept apart. */
  readonly keepsHistory: boolean;
  /** What was written last could not be kept on this computer: it is on the screen only. Undefined once it could. */
  readonly unkept: Unkept | undefined;
  /** What I am told, newest first. */
  readonly notifications: NotificationItem[];
  /** Members online now (green dot), by id. Empty while offline: nobody knows. */
  readonly online: Set<string>;
  /** Milliseconds of a clock that ticks every 15 s, corrected by the server's: for waits and windows. */
  readonly now: number;
  list(query: ListQuery): TicketList;
  thread(conversationId: string): Thread;
  /** All contacts of the workspace. */
  contacts(query: ContactQuery): ContactList;
  person(contactId: string): Person;
  schedule(): Schedule;
  /** The conversation a ticket belongs to, from the mirror. */
  conversationOf(ticketId: string): Promise<string | undefined>;
  document(ticketId: string): TicketDoc;
  board(boardId: string): TicketDoc;
  boardCards(boardId: string): BoardCards;
  /** Who is in a ticket besides me. */
  present(ticketId: string): Present[];
  contactTyping(conversationId: string): boolean;
  /** Tells colleagues where I am. */
  setPresence(ticketId: string | null, state: PresenceState, draft?: string): void;
  /**
   * Puts an action into the outbox (durable before this resolves). Answers the action's id. Those of one `run` leave one
   * after the other, and none after one that was refused until its author has decided; dropping that one drops the rest.
   */
  act(wish: Wish, run?: string): Promise<string>;
  /** The same for things that make no sense offline (settings): waits for the server's word. */
  actNow(wish: Wish): Promise<Settled>;
  /** Keeps a file for a message (durable), uploads it when there is network. Answers the media for `message.send`. */
  attach(
    file: Blob,
    name: string,
    extra?: { voice?: boolean; duration?: number; waveform?: number[] },
  ): Promise<Actions["message.send"]["media"]>;
  /** URL under which a media shows, also while it is only here. Revoked with the page. */
  mediaUrl(mediaId: string): string;
  cancelUpload(mediaId: string): void;
  /** Takes a problem off the list; what was written is dropped only by this. */
  dismiss(actionId: string): Promise<void>;
  /** Puts another action in a problem's place, at its place in the order. */
  replace(actionId: string, wish: Wish): Promise<string>;
  /**
   * Takes a waiting action back, so that it never runs. False: it is on its way. Should the server have had it already
   * (an answer was lost), `passing` says so later.
   */
  withdraw(actionId: string): Promise<boolean>;
  /** What was written in a document here and the server does not have goes for good. */
  discardEdits(of: DocRef): Promise<void>;
  /** INB-33: the next page of closed tickets beyond what this browser holds, into the lists that show such. */
  olderTickets(query: ListQuery): Promise<OlderEnd>;
  search(text: string): Promise<SearchHit[]>;
  /** The same over the whole history, on the server; `before`: the older messages that follow an earlier answer. */
  searchServer(text: string, before?: string): Promise<Found>;
  /** CNV-04: what holds the words in one conversation, newest first; at once from here, or complete from the server. */
  occurrences(conversationId: string, text: string, from: "here" | "server"): Promise<Occurrences>;
  /** SYN-02. */
  resync(): Promise<void>;
  /** Asks first when something is unsent (`unsent` tells how many). Wipes the local database. */
  unsent(): Promise<number>;
  signOut(): Promise<void>;
  /** Loads the newer version of the page (sync state `old`); nothing is lost. */
  reload(): Promise<void>;
}
