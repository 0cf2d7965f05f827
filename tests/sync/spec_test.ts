import assert from "node:assert/strict";
import { fromFileUrl } from "../support/waiting.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test("every rule of sync/SPEC.md has a test that starts with its number, and no test quotes a rule that is not there", async () => {
  const spec = await Deno.readTextFile(new URL("sync/SPEC.md", ROOT));
  const rules = [...spec.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map((match) => match[1]!);
  assert.equal(new Set(rules).size, rules.length, "a number is given twice");
  const quoted = new Set<string>();
  for (const folder of ["sync", "tests/sync", "tests/live", "tests/integration", "tests/crash", "app/src/lib/live"]) {
    for await (const text of testFiles(fromFileUrl(new URL(folder, ROOT)))) {
      for (const match of text.matchAll(/(?:[tT]est|check)\(\s*["`]((?:\[[A-Z]\d+\] ?)+)/g)) {
        for (const rule of match[1]!.match(/[A-Z]\d+/g)!) quoted.add(rule);
      }
    }
  }
  assert.deepEqual(rules.filter((rule) => !quoted.has(rule)), [], "rules without a test");
  assert.deepEqual([...quoted].filter((rule) => !rules.includes(rule)), [], "tests of rules that do not exist");
});

async function* testFiles(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* testFiles(path);
    else if (entry.name.endsWith("_test.ts")) yield await Deno.readTextFile(path);
  }
}
