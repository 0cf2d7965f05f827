/** How far one of our messages got. `pending`: only on this computer. `held`, `unknown`: a person decides. */
export type TickState = "pending" | "sent" | "delivered" | "read" | "failed" | "held" | "unknown";
