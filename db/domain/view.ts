/** What a list of tickets asks for, as it is kept under a name. */
import * as z from "zod/mini";
import { IdSchema } from "./ids.ts";
import { type Actor, can } from "./policy.ts";
import { TicketStatusSchema, VIEWS } from "./ticket.ts";

export const SORTS = ["newest", "oldest", "opened_newest", "opened_oldest", "waiting_longest"] as const;
export type Sort = typeof SORTS[number];

/** The most views one member, or the team, may keep: each has a counter that is always live. */
export const MOST_VIEWS = 30;

export const ViewQuerySchema = /* @__PURE__ */ z.object({
  view: z.enum(VIEWS),
  status: z.optional(TicketStatusSchema),
  search: z.optional(z.string().check(z.maxLength(200))),
  departmentId: z.optional(IdSchema),
  agentId: z.optional(IdSchema),
  connectionId: z.optional(IdSchema),
  tagId: z.optional(IdSchema),
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

/** Own ones are their maker's; what the team shares needs the permission. */
export function mayEditView(actor: Actor, view: { owner_id: string | null }): boolean {
  return view.owner_id === null ? can(actor, "views.share") : view.owner_id === actor.id;
}
