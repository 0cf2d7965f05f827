/** Colour of a member as others see them; oneself is always `"me"`. Classes in `lib/theme/who.css`. */
export type PersonColor = "me" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8";

const COLORS = ["p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"] as const;

/** The same member has the same colour on every computer: it depends on the id alone (FNV-1a, 32 bits). */
export function personColor(memberId: string, myId?: string): PersonColor {
  if (memberId === myId) return "me";
  let hash = 0x811c9dc5;
  for (let at = 0; at < memberId.length; at++) {
    hash = Math.imul(hash ^ memberId.charCodeAt(at), 0x01000193);
  }
  // The low bits of FNV are weak: fold the high half in before taking three of them.
  return COLORS[(hash ^ (hash >>> 15)) & 7] ?? "p1";
}
