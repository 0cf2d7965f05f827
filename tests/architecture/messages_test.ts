import assert from "node:assert/strict";
import { literalTexts, messageFiles, placeholders } from "./messages.ts";
import { allSources } from "./sources.ts";

Deno.test("every area says the same in both languages, with the same placeholders", async () => {
  const problems: string[] = [];
  for (const [area, locales] of await messageFiles()) {
    const pt = locales.get("pt-BR") ?? {};
    const en = locales.get("en") ?? {};
    for (const key of new Set([...Object.keys(pt), ...Object.keys(en)])) {
      if (!(key in pt) || !(key in en)) problems.push(`${area}: ${key} is missing in ${key in pt ? "en" : "pt-BR"}`);
      else if (String(placeholders(pt[key])) !== String(placeholders(en[key]))) {
        problems.push(`${area}: ${key} has {${placeholders(pt[key])}} in pt-BR and {${placeholders(en[key])}} in en`);
      }
    }
  }
  assert.deepEqual(problems, []);
});

Deno.test("a key stands in one area only", async () => {
  const areasByKey = new Map<string, string[]>();
  for (const [area, locales] of await messageFiles()) {
    for (const key of Object.keys(locales.get("en") ?? {})) areasByKey.set(key, [...areasByKey.get(key) ?? [], area]);
  }
  assert.deepEqual([...areasByKey].filter(([, areas]) => areas.length > 1), []);
});

Deno.test("every message is used", async () => {
  const used = new Set<string>();
  for (const { path, text } of await allSources()) {
    if (path.startsWith("app/src/")) { for (const [word] of text.matchAll(/\w+/g)) used.add(word); }
  }
  const keys = [...await messageFiles()].flatMap(([area, locales]) => {
    return Object.keys(locales.get("en") ?? {}).map((key) => ({ area, key }));
  });
  assert.deepEqual(keys.filter(({ key }) => !used.has(key)).map(({ area, key }) => `${area}: ${key}`), []);
});

Deno.test("no component has words of its own in its markup", async () => {
  // The gallery shows the parts to developers, with samples for content.
  const components = (await allSources(/\.svelte$/)).filter(({ path }) => !path.startsWith("app/src/routes/(dev)/"));
  assert.deepEqual(components.flatMap(literalTexts), []);
});

Deno.test("literal words are found wherever they hide", () => {
  const find = (text: string) => literalTexts({ path: "A.svelte", text });
  assert.equal(find("<p>Hello</p>").length, 1);
  assert.equal(find("{#if a}{:else}Hello{/if}").length, 1);
  assert.equal(find("{#each a as b (b)}<i title='Hello'></i>{:else}None{/each}").length, 2);
  assert.equal(find("<A>{#snippet s()}Hello{/snippet}</A>").length, 1);
  assert.deepEqual(find("<p>{m.hello()} · <kbd>Esc</kbd> Mutirão</p><style>p { color: red }</style>"), []);
});

Deno.test("placeholders() reads every variant of a plural", () => {
  const plural = [{
    declarations: ["input n"],
    selectors: ["n"],
    match: { "n=one": "{n} of {name}", "n=other": "{n}" },
  }];
  assert.deepEqual(placeholders(plural), ["n", "name"]);
});
