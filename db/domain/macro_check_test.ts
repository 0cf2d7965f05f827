import { deepEqual } from "node:assert/strict";
import type { MacroStep } from "./macro_step.ts";
import { macroFault, type MacroScene } from "./macro_check.ts";
import type { Permission } from "./policy.ts";

const scene = (change: Partial<MacroScene> = {}, permissions: Permission[] = []): MacroScene => ({
  actor: { id: "me", departmentIds: ["d"], permissions: ["chat.take", "chat.close", ...permissions] },
  at: { agent_id: null, department_id: "d", status: "waiting" },
  freeText: true,
  known: (id) => id !== "gone",
  ...change,
});
const answer: MacroStep = { kind: "reply", text: "Oi" };
const close: MacroStep = { kind: "close", message: "" };

Deno.test("a macro is looked through as its steps would leave the ticket: what one takes the next may close", () => {
  deepEqual(macroFault([{ kind: "take" }, answer, { kind: "pause" }, close], scene()), undefined);
  deepEqual(macroFault([{ kind: "pause" }], scene()), { step: 0, why: "not_in_hand" });
  // Given away, it is a colleague's: closing it needs more than one's own right.
  const given: MacroStep[] = [{ kind: "transfer", agentId: "b", departmentId: null }, close];
  const lacks = { step: 1, why: "permission" as const, permission: "chat.close" as const };
  deepEqual(macroFault(given, scene({}, ["chat.transfer", "chat.viewAll"])), lacks);
});

Deno.test("the first step that cannot be done is named: permission, window, closed, gone", () => {
  const transfer: MacroStep = { kind: "transfer", agentId: null, departmentId: "d" };
  deepEqual(macroFault([transfer], scene()), { step: 0, why: "permission", permission: "chat.transfer" });
  deepEqual(macroFault([{ kind: "take" }, answer], scene({ freeText: false })), { step: 1, why: "window" });
  deepEqual(macroFault([{ kind: "tag", tagId: "gone" }], scene()), { step: 0, why: "gone" });
  const closed = scene({ at: { agent_id: "me", department_id: "d", status: "closed" } });
  deepEqual(macroFault([{ kind: "internal", text: "x" }, { kind: "tag", tagId: "t" }], closed), undefined);
  deepEqual(macroFault([answer], closed), { step: 0, why: "closed" });
});
