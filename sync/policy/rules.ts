import type { Actor, Placed } from "@domain/policy.ts";
import type { DocKind } from "../doc/kinds.ts";
import { BOARD_RULE } from "./board_rule.ts";
import type { DocRule } from "./rule.ts";
import { TICKET_RULE } from "./ticket_rule.ts";

export const RULES = { ticket: TICKET_RULE, board: BOARD_RULE } satisfies Record<DocKind, DocRule>;

/** The roots this actor may write in a document that stands at `at`. */
export function writableRoots(kind: DocKind, actor: Actor, at: Placed): string[] {
  return Object.entries(RULES[kind].roots).filter(([, rule]) => rule.mayWrite(actor, at)).map(([root]) => root);
}
