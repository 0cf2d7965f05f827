import type { Row } from "@domain/rows.ts";
import type { PersonColor } from "#lib/i18n/person_color.ts";

const COLORS = ["p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"] as const;

/** A colleague's colour as their row gives it. */
export function memberColor(member: Pick<Row<"members">, "colour">): PersonColor {
  return COLORS[(member.colour - 1) & 7] ?? "p1";
}
