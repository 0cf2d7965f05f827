/** What a list of tickets asks for, as it is kept under a name. Apart from view.ts: the first screen needs no zod. */
import * as z from "zod/mini";
import { IdSchema } from "./id_schema.ts";
import { TicketStatusSchema, VIEWS } from "./ticket.ts";
import { SORTS } from "./view.ts";

export const ViewQuerySchema = /* @__PURE__ */ z.object({
  view: z.enum(VIEWS),
  status: z.optional(TicketStatusSchema),
  search: z.optional(z.string().check(z.maxLength(200))),
  departmentId: z.optional(IdSchema),
  agentId: z.optional(IdSchema),
  connectionId: z.optional(IdSchema),
  tagId: z.optional(IdSchema),
  /** Choices of the ticket (choice.ts): status, type and demand. */
  stageId: z.optional(IdSchema),
  typeId: z.optional(IdSchema),
  demandId: z.optional(IdSchema),
  unreadOnly: z.optional(z.boolean()),
  sort: z.enum(SORTS),
});
export type ViewQuery = z.infer<typeof ViewQuerySchema>;

/** Columns of a view kept under a name. `owner_id`: that member's own, and in nobody else's browser. */
export const savedView = {
  owner_id: z.nullable(IdSchema),
  name: z.string(),
  query: ViewQuerySchema,
  position: z.number(),
};
