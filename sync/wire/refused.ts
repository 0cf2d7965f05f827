import * as z from "zod/mini";

export const REFUSAL_REASONS = [
  "malformed", // not an update, or not a frame
  "pending", // built on something the server does not have
  "foreign_root", // a root the document does not have
  "foreign_key", // a key its map does not have
  "bad_shape", // another kind of content than the shape knows there
  "bad_value", // right place, wrong value
  "too_large", // update, text, value, keys or depth
  "foreign_client", // written under another member's client id
  "forbidden", // no permission for this root
] as const;
export type RefusalReason = typeof REFUSAL_REASONS[number];

/**
 * Server → client: update frame number `count` of this connection was not accepted, nor will any later one be; the
 * connection closes (4422). `path` is the root, or root.key, or empty. [W4]
 */
export const RefusedSchema = z.object({
  reason: z.enum(REFUSAL_REASONS),
  path: z.string(),
  count: z.number().check(z.int(), z.nonnegative()),
});
export type Refused = z.infer<typeof RefusedSchema>;
