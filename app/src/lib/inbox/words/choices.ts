import type { ChoiceKind } from "@domain/choice.ts";
import { isId } from "@domain/ids.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { m } from "../../../paraglide/messages.js";

export type SeenChoice = { name: string; colour: number | null };

/**
 * What a ticket's status, type or demand shows: its name and colour, or the words of before there were lists (no
 * colour). Undefined when nothing is chosen, or what was chosen is deleted.
 */
export function choice(desk: Desk, kind: ChoiceKind, value: string): SeenChoice | undefined {
  if (value === "") return undefined;
  const found = desk.config.choices[kind].find((one) => one.id === value);
  if (found) return { name: found.name, colour: found.colour };
  return isId(value) ? undefined : { name: value, colour: null };
}

/** In the history: what is deleted by now was something all the same. */
export function choiceName(desk: Desk, kind: ChoiceKind, value: string): string {
  return choice(desk, kind, value)?.name ?? m.inbox_choice_deleted();
}

const FIELD = {
  stage: () => m.inbox_field_stage(),
  type: () => m.inbox_field_type(),
  demand: () => m.inbox_field_demand(),
} satisfies Record<ChoiceKind, () => string>;

/** The field's label. */
export const choiceField = (kind: ChoiceKind): string => FIELD[kind]();
