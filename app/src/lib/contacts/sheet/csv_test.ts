import assert from "node:assert/strict";
import { decoded, parseCsv, writeCsv } from "./csv.ts";

Deno.test("what is written is read again: separators, quotes, line ends", () => {
  const rows = [["Nome", "Nota"], ["Silva; Rui", 'disse "oi"\nontem'], ["", "x"]];
  assert.deepEqual(parseCsv(writeCsv(rows).slice(1)), rows);
});

Deno.test("formulas leave as text and come back as they were", () => {
  const cells = ["=1+1", "+55 31", "-2", "@soma", "\t=x", "a=b"];
  const text = writeCsv([cells]);
  assert.match(text, /^\ufeff'=1\+1;'\+55 31;'-2;'@soma;'\t=x;a=b\r\n$/);
  assert.deepEqual(parseCsv(text.slice(1)), [cells]);
});

Deno.test("separators are found, old encodings read, a last line without end counts", () => {
  assert.deepEqual(parseCsv("a,b\nc,d"), [["a", "b"], ["c", "d"]]);
  assert.deepEqual(parseCsv("a\tb\r\n1\t2\r\n"), [["a", "b"], ["1", "2"]]);
  assert.equal(decoded(new Uint8Array([0x4a, 0x6f, 0xe3, 0x6f])), "João");
  assert.equal(decoded(new TextEncoder().encode("João")), "João");
});
