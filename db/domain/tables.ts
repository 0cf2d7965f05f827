/** Names of the mirrored tables (ROWS). Apart from their shapes: the first screen needs no zod. */

/** The whole workspace's, all of it in every browser. */
export const CONFIG_TABLES = [
  "workspaces",
  "roles",
  "members",
  "departments",
  "tags",
  "custom_fields",
  "choices",
  "flows",
  "connections",
  "templates",
  "quick_replies",
  "gallery_items",
  "macros",
  "saved_views",
  "boards",
] as const;

/** Those whose rows with an `owner_id` are that member's alone. */
export const OWNED_TABLES = ["quick_replies", "macros", "saved_views", "notifications"] as const;

/** Those whose rows follow their conversation's visibility; the others are the whole workspace's. */
export const CONVERSATION_TABLES = [
  "conversations",
  "tickets",
  "ticket_notes",
  "scheduled_messages",
  "messages",
  "events",
  "notifications",
] as const;

/** In the order they are filled. */
export const TABLES = [
  ...CONFIG_TABLES,
  "contacts",
  "contact_identities",
  "observations",
  ...CONVERSATION_TABLES,
] as const;
export type TableName = typeof TABLES[number];
