/**
 * What the web chat needs from the rest of the server. Implemented with the database by the edge; the routes here know
 * nothing of it.
 */
import type { Refusal } from "@domain/error.ts";
import type { Media, MessageKind } from "@domain/message.ts";
import type { ConnectionConfig, JournalPart } from "../channels/channel.ts";
import type { Visitor } from "../channels/webchat/wire.ts";

export type { Visitor };

/** Somebody of the team as the visitor sees them: a first name and a colour (1–8). */
export type WidgetPerson = { name: string; colour: number };

export type WidgetConnection = {
  config: ConnectionConfig;
  /** Who usually answers here, at most three. */
  team: WidgetPerson[];
  /** E.164 of a WhatsApp connection of the same workspace, for "continue on WhatsApp". */
  whatsapp?: string | undefined;
};

/** A message as its visitor may see it: never internal ones. */
export type WidgetMessage = {
  /** The visitor's own: the id their browser made (`Inbound.providerId`). The team's: the message's id. */
  id: string;
  from: "visitor" | "team" | "system";
  by?: WidgetPerson | undefined;
  kind: MessageKind;
  body: string;
  /** `url`: a signed link to the file. */
  media?: { url: string; mime: string; name: string; size: number; kind: Media["kind"] } | undefined;
  quoteId?: string | undefined;
  /** The visitor's: delivered when the team has it, read when an agent saw it. The team's: by the visitor's receipts. */
  status: "sent" | "delivered" | "read" | "failed";
  /** ms; the thread is ordered by (at, id). */
  at: number;
};

/** What wakes an open stream. `changed` says only that something may be new; `changes` then reads it. */
export type WidgetSignal = { type: "changed" } | { type: "typing"; name: string };

export interface WidgetStore {
  /** An active web-chat connection; undefined when there is none under this id or it is off. */
  connection(connectionId: string): Promise<WidgetConnection | undefined>;
  /**
   * The latest messages of this visitor's conversation, oldest first, or those before the one named. `cursor` is the
   * point from which `changes` goes on without losing anything. A visitor nobody knows has an empty history.
   */
  history(
    connection: ConnectionConfig,
    visitor: Visitor,
    page: { before?: string | undefined; limit: number },
  ): Promise<{ messages: WidgetMessage[]; hasOlder: boolean; cursor: string }>;
  /** What is new or changed since the cursor (new messages, moved ticks), oldest first, and the next cursor. */
  changes(
    connection: ConnectionConfig,
    visitor: Visitor,
    cursor: string,
  ): Promise<{ messages: WidgetMessage[]; cursor: string }>;
  /** Signals of this visitor's conversation on any node, until the returned function is called. */
  subscribe(connection: ConnectionConfig, visitor: Visitor, onSignal: (signal: WidgetSignal) => void): () => void;
  /** Into the inbound journal, like any webhook: resolves when committed, and a known key changes nothing. */
  accept(connection: ConnectionConfig, parts: JournalPart[]): Promise<void>;
  /** The visitor is (not) typing: a light event for the agents, never stored. */
  typing(connection: ConnectionConfig, visitor: Visitor, isTyping: boolean): Promise<void>;
  /** Stores an upload under the browser's id, typed by its content; the same id again answers the same. */
  putMedia(
    connection: ConnectionConfig,
    visitor: Visitor,
    id: string,
    file: { name: string; bytes: Uint8Array },
  ): Promise<{ ok: true; media: Media; url: string } | Refusal>;
}
