/** One step of a macro (macro.ts). Apart from it: pages that show macros need no zod. */
import * as z from "zod/mini";
import { IdSchema } from "./id_schema.ts";

const id = IdSchema;
const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(4096));

export const MacroStepSchema = /* @__PURE__ */ z.discriminatedUnion("kind", [
  /** To the contact, variables filled. */
  z.object({ kind: z.literal("reply"), text: words }),
  /** To the team only. */
  z.object({ kind: z.literal("internal"), text: words }),
  z.object({ kind: z.literal("tag"), tagId: id }),
  z.object({ kind: z.literal("untag"), tagId: id }),
  /** By whoever runs it. */
  z.object({ kind: z.literal("take") }),
  /** To an agent, a department or both. */
  z.object({ kind: z.literal("transfer"), agentId: z.nullable(id), departmentId: z.nullable(id) }),
  z.object({ kind: z.literal("pause") }),
  z.object({ kind: z.literal("follow") }),
  /** `message`: the closing message; empty says nothing. */
  z.object({ kind: z.literal("close"), message: z.string().check(z.maxLength(4096)) }),
]);
export type MacroStep = z.infer<typeof MacroStepSchema>;
export type MacroStepKind = MacroStep["kind"];
