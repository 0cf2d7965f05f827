/** Two records of one person become one: which values stay. Pure, so that the preview shows what the server does. */
import { toE164 } from "./phone.ts";
import type { Row } from "./rows.ts";

/** A contact's own values, each of which is chosen when two are merged. */
export const MERGE_FIELDS = [
  "name",
  "phone",
  "email",
  "birth_date",
  "cpf",
  "rg",
  "customer_code",
  "address",
  "owner_id",
  "receives_broadcast",
  "bot_blocked",
] as const;
export type MergeField = typeof MERGE_FIELDS[number];

export const MERGE_UNDO_DAYS = 30;

/** Why two contacts look like one person. */
export const DUPLICATE_REASONS = ["phone", "cpf", "email", "name"] as const;
export type DuplicateReason = typeof DUPLICATE_REASONS[number];

export type Mergeable = Pick<
  Row<"contacts">,
  MergeField | "profile_name" | "fields" | "extra" | "tag_ids" | "blocked_at" | "blocked_by"
>;

/** `fields.<key>`: a custom field's value, chosen like the contact's own. */
export const customKey = (key: string): string => `fields.${key}`;

/**
 * The kept contact afterwards. `take` names the values that come from the other one. What does not exclude each other
 * is joined: tags, free information (the kept one's words where both have a name). Blocked, if one of them was.
 */
export function merged(kept: Mergeable, other: Mergeable, take: readonly string[]): Mergeable {
  const taken = new Set(take);
  const own = Object.fromEntries(
    MERGE_FIELDS.map((field) => [field, (taken.has(field) ? other : kept)[field]]),
  ) as Pick<Mergeable, MergeField>;
  const fields = { ...kept.fields };
  for (const key of new Set([...Object.keys(kept.fields), ...Object.keys(other.fields)])) {
    if (!taken.has(customKey(key))) continue;
    if (other.fields[key] === undefined) delete fields[key];
    else fields[key] = other.fields[key];
  }
  return {
    ...own,
    profile_name: kept.profile_name ?? other.profile_name,
    fields,
    extra: { ...other.extra, ...kept.extra },
    tag_ids: [...new Set([...kept.tag_ids, ...other.tag_ids])],
    blocked_at: kept.blocked_at ?? other.blocked_at,
    blocked_by: kept.blocked_at ? kept.blocked_by : other.blocked_by,
  };
}

/**
 * What one would take from the other without being asked: what the kept one lacks, a name where it only has a number,
 * and the stricter of two wishes (no broadcasts, no bot).
 */
export function suggestedTake(kept: Mergeable, other: Mergeable): string[] {
  const take = MERGE_FIELDS.filter((field) => {
    if (field === "name") return toE164(kept.name) !== undefined && toE164(other.name) === undefined;
    if (field === "receives_broadcast") return kept.receives_broadcast && !other.receives_broadcast;
    if (field === "bot_blocked") return !kept.bot_blocked && other.bot_blocked;
    return (kept[field] ?? "") === "" && (other[field] ?? "") !== "";
  });
  const fields = Object.keys(other.fields).filter((key) => (kept.fields[key] ?? "") === "");
  return [...take, ...fields.map(customKey)];
}
