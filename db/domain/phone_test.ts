import assert from "node:assert/strict";
import { phoneKey, toE164 } from "./phone.ts";

Deno.test("toE164() takes DDD + number as Brazilian and a plus as international", () => {
  assert.equal(toE164("(31) 90000-1147"), "+5531900001147");
  assert.equal(toE164("31 3333-4444"), "+553133334444");
  assert.equal(toE164("5531900001147"), "+5531900001147");
  assert.equal(toE164("+351 912 345 678"), "+351912345678");
  assert.equal(toE164("351912345678", true), "+351912345678");
});

Deno.test("toE164() refuses what cannot be a number", () => {
  for (const text of ["", "123", "abc", "+0123456789", "(31) 1234-5678", "+55 31 1234 5678"]) {
    assert.equal(toE164(text), undefined, text);
  }
});

Deno.test("phoneKey() ignores the ninth digit of mobiles and leaves landlines alone", () => {
  assert.equal(phoneKey("+553190001147"), "5531990001147");
  assert.equal(phoneKey("+5531990001147"), "5531990001147");
  assert.equal(phoneKey("+553133334444"), "553133334444");
  assert.equal(phoneKey("+351912345678"), "351912345678");
});
