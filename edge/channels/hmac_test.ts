import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { hmacHex, isSameDigest } from "./hmac.ts";

Deno.test("hmacHex is HMAC-SHA256 for keys shorter than a block, as long, longer, and empty; a second time too", () => {
  for (const length of [0, 1, 32, 63, 64, 65, 131, 400]) {
    const key = "ç1".repeat(200).slice(0, length);
    for (const data of ["", "oi", "é".repeat(1000), new Uint8Array([0, 255, 128]), new Uint8Array(0)]) {
      const expected = createHmac("sha256", key).update(data).digest("hex");
      assert.equal(hmacHex(key, data), expected, `key of ${length}`);
      assert.equal(hmacHex(key, data), expected, `key of ${length}, again`);
    }
  }
});

Deno.test("a digest is the same in capitals, and nothing but 64 hexadecimal digits is one", () => {
  const digest = hmacHex("k", "x");
  assert.equal(isSameDigest(digest, digest.toUpperCase()), true);
  for (const wrong of ["", digest.slice(1), `${digest}0`, `g${digest.slice(1)}`, `${digest}\n`]) {
    assert.equal(isSameDigest(digest, wrong), false, JSON.stringify(wrong));
  }
});
