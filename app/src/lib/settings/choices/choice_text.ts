import type { ChoiceKind } from "@domain/choice.ts";
import { m } from "../../../paraglide/messages.js";

type Words = { list: string; help: string; create: string; edit: string; none: string; noneHelp: string };

/** What the page says about each of the three lists. */
export function choiceText(kind: ChoiceKind): Words {
  return TEXT[kind]();
}

const TEXT = {
  stage: () => ({
    list: m.settings_choice_stages(),
    help: m.settings_choice_stages_help(),
    create: m.settings_choice_stage_new(),
    edit: m.settings_choice_stage_edit(),
    none: m.settings_choice_stage_none(),
    noneHelp: m.settings_choice_stage_none_help(),
  }),
  type: () => ({
    list: m.settings_choice_types(),
    help: m.settings_choice_types_help(),
    create: m.settings_choice_type_new(),
    edit: m.settings_choice_type_edit(),
    none: m.settings_choice_type_none(),
    noneHelp: m.settings_choice_type_none_help(),
  }),
  demand: () => ({
    list: m.settings_choice_demands(),
    help: m.settings_choice_demands_help(),
    create: m.settings_choice_demand_new(),
    edit: m.settings_choice_demand_edit(),
    none: m.settings_choice_demand_none(),
    noneHelp: m.settings_choice_demand_none_help(),
  }),
} satisfies Record<ChoiceKind, () => Words>;
