/** One step of a flow (flow.ts). Apart from it: pages that show flows need no zod. */
import * as z from "zod/mini";
import { MAX_STEP_TEXT, MAX_WAIT } from "./flow.ts";
import { IdSchema } from "./id_schema.ts";

export const FlowStepSchema = /* @__PURE__ */ z.discriminatedUnion("kind", [
  z.object({
    id: IdSchema,
    kind: z.literal("text"),
    /** With variables (fill_variables.ts). */
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_STEP_TEXT)),
  }),
  z.object({ id: IdSchema, kind: z.literal("wait"), seconds: z.int().check(z.gte(1), z.lte(MAX_WAIT)) }),
], "expected a step {id, kind: text, text} or {id, kind: wait, seconds}");
export type FlowStep = z.infer<typeof FlowStepSchema>;
