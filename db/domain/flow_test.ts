import assert from "node:assert/strict";
import * as z from "zod/mini";
import { MAX_STEP_TEXT, MAX_WAIT, turnFrom } from "./flow.ts";
import { type FlowStep, FlowStepSchema } from "./flow_step.ts";
import { newId } from "./ids.ts";

const text = (text: string): FlowStep => ({ id: newId(), kind: "text", text });
const wait = (seconds: number): FlowStep => ({ id: newId(), kind: "wait", seconds });

Deno.test("a turn takes the texts up to the next wait, and says where the one after it begins (ASG-09)", () => {
  const steps = [text("a"), text("b"), wait(5), text("c")];
  assert.deepEqual(turnFrom(steps, 0), { texts: ["a", "b"], then: { step: 3, seconds: 5 } });
  assert.deepEqual(turnFrom(steps, 3), { texts: ["c"], then: undefined });
});

Deno.test("waits in a row are one; a wait before nothing ends the run at once (ASG-09)", () => {
  assert.deepEqual(turnFrom([wait(2), wait(3), text("a"), wait(60)], 0), { texts: [], then: { step: 2, seconds: 5 } });
  assert.deepEqual(turnFrom([wait(2), wait(3), text("a"), wait(60)], 2), { texts: ["a"], then: undefined });
  assert.deepEqual(turnFrom([], 0), { texts: [], then: undefined });
});

// As the server does (edge/http/body.ts): without a language every reason is "Invalid input".
z.config(z.locales.en());

Deno.test("a step is a text with words or a wait of 1 to 600 seconds, and what is wrong is named (ASG-09)", () => {
  const id = newId();
  const parse = (step: unknown) => FlowStepSchema.safeParse(step);
  assert.deepEqual(z.parse(FlowStepSchema, { id, kind: "text", text: " Oi " }), { id, kind: "text", text: "Oi" });
  assert.ok(parse({ id, kind: "wait", seconds: MAX_WAIT }).success);
  const wrong: [unknown, RegExp][] = [
    [{ id, kind: "text", text: "  " }, />=1 char/],
    [{ id, kind: "text", text: "x".repeat(MAX_STEP_TEXT + 1) }, /<=3500 char/],
    [{ id, kind: "wait", seconds: 0 }, />=1/],
    [{ id, kind: "wait", seconds: MAX_WAIT + 1 }, /<=600/],
    [{ id, kind: "wait", seconds: 1.5 }, /int/],
    [{ id, kind: "dance" }, /expected a step/],
    [{ kind: "wait", seconds: 1 }, /string/],
  ];
  for (const [step, reason] of wrong) {
    const parsed = parse(step);
    assert.ok(!parsed.success, JSON.stringify(step));
    assert.match(parsed.error.issues[0]!.message, reason);
  }
});
