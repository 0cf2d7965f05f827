import assert from "node:assert/strict";
import { fitsField, isDate, mayBlock, shownCpf, toCpf } from "./contact.ts";

const NOW = Date.parse("2026-11-21T12:00:00.000Z");
const until = (hours: number) => ({
  has_window: true,
  free_text_until: new Date(NOW + hours * 3_600_000).toISOString(),
});

Deno.test("a CPF is its eleven digits with right check digits; nothing else is one (CTP-07, CTP-08)", () => {
  assert.equal(toCpf("529.982.247-25"), "52998224725");
  assert.equal(toCpf(" 52998224725 "), "52998224725");
  for (const wrong of ["529.982.247-24", "529.982.247-35", "11111111111", "5299822472", "529982247250", "abc", ""]) {
    assert.equal(toCpf(wrong), undefined, wrong);
  }
  assert.equal(shownCpf("52998224725"), "529.982.247-25");
});

Deno.test("a value fits the type of its custom field (CFD-01)", () => {
  const field = (type: Parameters<typeof fitsField>[0]["type"], options: string[] = []) => ({ type, options });
  assert.ok(fitsField(field("text"), "qualquer coisa"));
  assert.ok(fitsField(field("number"), "-3.5") && !fitsField(field("number"), "3,5"));
  assert.ok(fitsField(field("money"), "620000.00") && !fitsField(field("money"), "620000"));
  assert.ok(fitsField(field("date"), "2024-02-29") && !fitsField(field("date"), "2026-02-29"));
  assert.ok(fitsField(field("select", ["A", "B"]), "B") && !fitsField(field("select", ["A", "B"]), "C"));
  assert.ok(fitsField(field("boolean"), "no") && !fitsField(field("boolean"), "não"));
  assert.equal(isDate("2026-13-01"), false);
});

Deno.test("blocking asks for a message of the last 24 h on official WhatsApp only (BLK-03, X-24)", () => {
  assert.equal(mayBlock([until(2)], true, NOW), true);
  assert.equal(mayBlock([until(-1)], true, NOW), false);
  assert.equal(mayBlock([until(-1), until(3)], true, NOW), true);
  assert.equal(mayBlock([{ has_window: true, free_text_until: null }], true, NOW), false);
  assert.equal(mayBlock([], true, NOW), false, "known by number only: WhatsApp is how they would be reached");
  assert.equal(mayBlock([], false, NOW), true);
  assert.equal(mayBlock([{ has_window: false, free_text_until: null }], false, NOW), true, "web chat");
  assert.equal(mayBlock([{ has_window: false, free_text_until: null }, until(-1)], true, NOW), false);
});
