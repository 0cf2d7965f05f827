/** What the state line opens: the outbox, or what waits for a decision. */
export type TrayKind = "queue" | "decide";
