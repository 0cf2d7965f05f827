/** The motifs of empty states (look/empty.html). */
export type WeaveKind = "plain" | "search" | "lock" | "offline" | "columns" | "first";
