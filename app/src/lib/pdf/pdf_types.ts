/** What the page and the PDF's worker say to each other. */
import type { ErrorCode } from "@domain/error.ts";
import type { MessageKind } from "@domain/message.ts";
import type { Locale } from "#lib/i18n/format.ts";

export type PdfOrder = {
  conversationId: string;
  /** Only this ticket's messages; null: all of the conversation. */
  ticketId: string | null;
  /** When that ticket was opened: what is older need not be asked for. */
  since: string | null;
  /** Messages among the team too. */
  internal: boolean;
  locale: Locale;
  timeZone: string | undefined;
  head: { workspace: string; title: string; facts: string[]; footer: string };
  /** Names of members by id, and of who else writes. */
  names: { members: Record<string, string>; contact: string; bot: string; internal: string };
  words: {
    kinds: Record<MessageKind, string>;
    failed: string;
    empty: string;
    /** `{page}` and `{pages}` stand where the numbers go. */
    page: string;
  };
};

export type PdfNews =
  | { kind: "progress"; done: number; /** How far back the pages have come, of what is to come; 0–1. */ share: number }
  | { kind: "file"; file: Blob; messages: number }
  | { kind: "failed"; why: ErrorCode | "offline" };
