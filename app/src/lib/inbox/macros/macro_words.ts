import type { MacroStep } from "@domain/macro_step.ts";
import type { MacroFault } from "@domain/macro_check.ts";
import type { Config } from "#lib/live/desk_api.ts";
import { permissionText } from "#lib/errors/permission_text.ts";
import type { IconComponent } from "#lib/ui/icon/icon.ts";
import ArrowRightLeft from "@lucide/svelte/icons/arrow-right-left";
import BellPlus from "@lucide/svelte/icons/bell-plus";
import Check from "@lucide/svelte/icons/check";
import Hand from "@lucide/svelte/icons/hand";
import Lock from "@lucide/svelte/icons/lock";
import Pause from "@lucide/svelte/icons/pause";
import Send from "@lucide/svelte/icons/send-horizontal";
import Tag from "@lucide/svelte/icons/tag";
import { m } from "../../../paraglide/messages.js";

export const STEP_ICONS = {
  reply: Send,
  internal: Lock,
  tag: Tag,
  untag: Tag,
  take: Hand,
  transfer: ArrowRightLeft,
  pause: Pause,
  follow: BellPlus,
  close: Check,
} satisfies Record<MacroStep["kind"], IconComponent>;

export const stepKindName = (kind: MacroStep["kind"]) => KINDS[kind]();
const KINDS = {
  reply: m.inbox_macro_reply,
  internal: m.inbox_macro_internal,
  tag: m.inbox_macro_tag,
  untag: m.inbox_macro_untag,
  take: m.inbox_macro_take,
  transfer: m.inbox_macro_transfer,
  pause: m.inbox_macro_pause,
  follow: m.inbox_macro_follow,
  close: m.inbox_macro_close,
} satisfies Record<MacroStep["kind"], () => string>;

type Places = Pick<Config, "tags" | "members" | "departments">;

/** What a step does, in a few words: "Etiqueta: Troca". */
export function stepDetail({ tags, members, departments }: Places, step: MacroStep): string {
  switch (step.kind) {
    case "reply":
    case "internal":
      return step.text;
    case "tag":
    case "untag":
      return tags.get(step.tagId)?.name ?? m.inbox_macro_gone();
    case "transfer": {
      const names = [
        step.agentId && (members.get(step.agentId)?.name ?? m.inbox_macro_gone()),
        step.departmentId && (departments.get(step.departmentId)?.name ?? m.inbox_macro_gone()),
      ];
      return names.filter(Boolean).join(", ");
    }
    case "close":
      return step.message;
    default:
      return "";
  }
}

/** Why it cannot run here, as a sentence. */
export function faultText(steps: readonly MacroStep[], fault: MacroFault): string {
  const kind = steps[fault.step]?.kind ?? "reply";
  const step = stepKindName(kind);
  switch (fault.why) {
    case "permission":
      return m.inbox_macro_fault_permission({ step, permission: permissionText(fault.permission).name });
    case "window":
      return m.inbox_macro_fault_window({ step });
    case "closed":
      return m.inbox_macro_fault_closed({ step });
    case "gone":
      return m.inbox_macro_fault_gone({ step });
    case "not_in_hand":
      return m.inbox_macro_fault_not_in_hand({ step });
  }
}
