import type { ListQuery } from "#lib/live/desk_api.ts";
import { m } from "../../../paraglide/messages.js";

/** INB-25 to INB-28, X-40. */
export const SORTS = [
  "newest",
  "oldest",
  "waiting_longest",
  "opened_newest",
  "opened_oldest",
] as const satisfies readonly ListQuery["sort"][];

const NAMES = {
  newest: m.inbox_sort_newest,
  oldest: m.inbox_sort_oldest,
  waiting_longest: m.inbox_sort_waiting_longest,
  opened_newest: m.inbox_sort_opened_newest,
  opened_oldest: m.inbox_sort_opened_oldest,
} satisfies Record<ListQuery["sort"], () => string>;

/** INB-29: what the button of the order turns it into. Waiting longest is a queue, which has one direction. */
export const OPPOSITE: Partial<Record<ListQuery["sort"], ListQuery["sort"]>> = {
  newest: "oldest",
  oldest: "newest",
  opened_newest: "opened_oldest",
  opened_oldest: "opened_newest",
};

export const sortName = (sort: ListQuery["sort"]) => NAMES[sort]();
