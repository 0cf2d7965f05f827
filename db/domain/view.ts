/** Lists of tickets that are kept under a name (view_query.ts: what they ask for). */
import { type Actor, can } from "./policy.ts";

export const SORTS = ["newest", "oldest", "opened_newest", "opened_oldest", "waiting_longest"] as const;
export type Sort = typeof SORTS[number];

/** The most views one member, or the team, may keep: each has a counter that is always live. */
export const MOST_VIEWS = 30;

/** Own ones are their maker's; what the team shares needs the permission. */
export function mayEditView(actor: Actor, view: { owner_id: string | null }): boolean {
  return view.owner_id === null ? can(actor, "views.share") : view.owner_id === actor.id;
}
