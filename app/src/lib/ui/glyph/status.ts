/** The five shapes of a ticket's status. */
export type Status = "waiting" | "attending" | "bot" | "paused" | "closed";
