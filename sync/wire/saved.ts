import * as z from "zod/mini";

/**
 * Server → client: of the update frames (sync step 2 and update) this connection has sent, the first `count` are
 * committed. Cumulative, so a lost or merged one costs nothing. [W3]
 */
export const SavedSchema = z.object({ count: z.number().check(z.int(), z.nonnegative()) });
export type Saved = z.infer<typeof SavedSchema>;
