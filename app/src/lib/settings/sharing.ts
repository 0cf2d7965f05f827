import { can } from "@domain/policy.ts";
import type { Desk } from "../live/desk_api.ts";
import { m } from "../../paraglide/messages.js";
import { byName } from "./by_name.ts";

/** What is kept for oneself, for everybody, or for a department: quick replies and macros. */
type Kept = { owner_id: string | null; department_id: string | null };

/** `own`, `all`, or a department's id: one choice on the screen. */
export const placeOf = ({ owner_id, department_id }: Kept): string => owner_id ? "own" : department_id ?? "all";

/** The same as an action says it. */
export const keptAt = (place: string) => ({
  personal: place === "own",
  departmentId: place === "own" || place === "all" ? null : place,
});

const own = () => ({ value: "own", label: m.settings_place_own() });

/** Everybody's, then each department's. */
export function sharedPlaces(desk: Desk) {
  const departments = byName([...desk.config.departments.values()]);
  return [
    { value: "all", label: m.settings_place_all() },
    ...departments.map(({ id, name }) => ({ value: id, label: name })),
  ];
}

/** The places to choose from. `isShared`: the team's already, it does not become somebody's own again. */
export function placesFor(desk: Desk, isShared: boolean) {
  if (isShared) return sharedPlaces(desk);
  return [own(), ...(can(desk.me.actor, "quickReplies.manage") ? sharedPlaces(desk) : [])];
}

/** Mine first, then everybody's, then each department's; without the empty ones. */
export function byPlace<Row extends Kept>(desk: Desk, rows: readonly Row[]): { name: string; rows: Row[] }[] {
  return [own(), ...sharedPlaces(desk)]
    .map(({ value, label }) => ({ name: label, rows: rows.filter((row) => placeOf(row) === value) }))
    .filter((group) => group.rows.length > 0);
}
