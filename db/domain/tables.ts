/** Names of the mirrored tables (ROWS), in the order they are filled. Apart from their shapes: the first screen needs no zod. */
export const TABLES = [
  "workspaces",
  "roles",
  "members",
  "departments",
  "tags",
  "custom_fields",
  "flows",
  "connections",
  "templates",
  "contacts",
  "contact_identities",
  "conversations",
  "tickets",
  "ticket_notes",
  "messages",
  "events",
] as const;
export type TableName = typeof TABLES[number];

/** Those whose rows follow their conversation's visibility; the others are the whole workspace's. */
export const CONVERSATION_TABLES = [
  "conversations",
  "tickets",
  "ticket_notes",
  "messages",
  "events",
] as const satisfies TableName[];
