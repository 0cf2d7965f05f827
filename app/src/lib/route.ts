import { isId } from "@domain/ids.ts";

/** What somebody wants with a ticket besides seeing it: its templates, or one of its messages. */
export type Then = "templates" | { message: string };

/** Every address of the app as a typed function; nothing else writes a path. */
export const route = {
  /** `isEnded`: a session ended by itself, which the door says. */
  signIn: (isEnded = false) => (isEnded ? "/sign-in?expired" : "/sign-in"),
  /** `then`: the template picker with the ticket (a held message whose window closed), or the message to be shown. */
  inbox(ticketId?: string, then?: Then): string {
    if (!ticketId) return "/inbox";
    const more = then === undefined ? "" : typeof then === "string" ? `?then=${then}` : `?message=${then.message}`;
    return `/inbox/${ticketId}${more}`;
  },
  /** STA-01: with the new attendance open. */
  newChat: () => "/inbox?new",
  contacts: (contactId?: string) => (contactId ? `/contacts/${contactId}` : "/contacts"),
  /** The conversation of a card stands beside the board. */
  boards: () => "/boards",
  board: (boardId: string, ticketId?: string) =>
    `/boards/${boardId}${ticketId === undefined ? "" : `?ticket=${ticketId}`}`,
  /** TAG-01: what wears a tag, as a list narrowed to it. */
  contactsTagged: (tagId: string) => `/contacts?tag=${tagId}`,
  inboxTagged: (tagId: string) => `/inbox?tag=${tagId}`,
  schedule: () => "/schedule",
  settings: (page?: string) => (page ? `/settings/${page}` : "/settings"),
  profile: () => "/settings/profile",
} as const;

/** What an address of the inbox wants besides its ticket. */
export function thenOf(query: Pick<URLSearchParams, "get">): Then | undefined {
  const message = query.get("message");
  return message ? { message } : query.get("then") === "templates" ? "templates" : undefined;
}

/** The id in an address; what is none leads where an address without one leads. */
export const idIn = (part: string | undefined): string | undefined => (part && isId(part) ? part : undefined);
