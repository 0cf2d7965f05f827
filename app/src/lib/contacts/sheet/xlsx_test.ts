import assert from "node:assert/strict";
import { readSheet } from "read-excel-file/web-worker";
import { writeXlsx } from "./xlsx.ts";

Deno.test("a workbook that is written is read again; a formula is text in it", async () => {
  const rows = [["Nome", "Conta"], ["João & <Ana>", "=1+1"], ["", "\u0007sino 😀"]];
  const wide = Array.from({ length: 28 }, (_, at) => `c${at}`);
  const read = await readSheet(new Blob([writeXlsx([...rows, wide], "Contatos/1")]), { trim: false });
  assert.deepEqual(read.slice(0, 3).map((row) => row.slice(0, 2)), [
    ["Nome", "Conta"],
    ["João & <Ana>", "=1+1"],
    [null, "sino 😀"],
  ]);
  assert.equal(read[3]![27], "c27");
});
