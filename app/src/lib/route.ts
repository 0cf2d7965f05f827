/** Every address of the app as a typed function; nothing else writes a path. */
export const route = {
  /** `isEnded`: a session ended by itself, which the door says. */
  signIn: (isEnded = false) => (isEnded ? "/sign-in?expired" : "/sign-in"),
  /** `then`: open the template picker with the ticket (a held message whose window closed). */
  inbox: (
    ticketId?: string,
    then?: "templates",
  ) => (ticketId ? `/inbox/${ticketId}${then ? `?then=${then}` : ""}` : "/inbox"),
  /** STA-01: with the new attendance open. */
  newChat: () => "/inbox?new",
  /** The ticket, at one of its messages. */
  message: (ticketId: string, messageId: string | null) => `/inbox/${ticketId}${messageId ? `#m-${messageId}` : ""}`,
  contacts: (contactId?: string) => (contactId ? `/contacts/${contactId}` : "/contacts"),
  schedule: () => "/schedule",
  settings: (page?: string) => (page ? `/settings/${page}` : "/settings"),
  profile: () => "/settings/profile",
} as const;
