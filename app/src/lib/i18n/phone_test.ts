import assert from "node:assert/strict";
import { phone } from "./phone.ts";

Deno.test("phone() writes Brazilian numbers as Brazilians do and others with their country", () => {
  assert.equal(phone("+5531900001147"), "(31) 90000-1147");
  assert.equal(phone("553133334444"), "(31) 3333-4444");
  assert.equal(phone("+351912345678"), "+351 912 345 678");
  assert.equal(phone("+14155552671"), "+1 415 555 2671");
  assert.equal(phone("+5491123456789"), "+54 911 234 56789");
  assert.equal(phone("+595981123456"), "+595 981 123 456");
  assert.equal(phone("abc"), "abc");
});
