import assert from "node:assert/strict";
import { SILENT } from "@domain/automation.ts";
import { automationOf, automationValues, wrongNumbers } from "./automation_form.ts";

Deno.test("what a connection says comes through its form unchanged (AUT-01)", () => {
  const taught = { ...SILENT, greeting: "Oi!", noticeMinutes: 30, ratingMax: 2 };
  assert.deepEqual(automationOf(automationValues(taught)), taught);
  assert.deepEqual(automationOf(automationValues(null)), SILENT);
});

Deno.test("minutes and maxima are whole numbers within their bounds (AUT-04, RAT-04)", () => {
  const values = automationValues(SILENT);
  assert.deepEqual(wrongNumbers(values), []);
  const wrong = { ...values, noticeMinutes: "-1", closeMinutes: "1,5", ratingMax: "0", ratingMinutes: "" };
  assert.deepEqual(wrongNumbers(wrong), ["noticeMinutes", "closeMinutes", "ratingMax", "ratingMinutes"]);
});
