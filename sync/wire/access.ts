import * as z from "zod/mini";

/** Server → client, at the start and whenever it changes: the roots this member may write. Empty: read only. [W5] */
export const AccessSchema = z.object({ write: z.array(z.string()) });
export type Access = z.infer<typeof AccessSchema>;
