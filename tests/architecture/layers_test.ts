import assert from "node:assert/strict";
import { forbiddenImports, resolve } from "./layers.ts";
import { allSources, importsOf } from "./sources.ts";

Deno.test("every import follows the table of design.md §2", async () => {
  const imports = (await allSources()).flatMap(importsOf);
  assert.ok(imports.length > 50, "the scan found almost nothing");
  assert.deepEqual(forbiddenImports(imports), []);
});

Deno.test("the table refuses what the design refuses", () => {
  const bad = [
    { path: "sync/server/a.ts", text: 'import { x } from "@db/tx.ts";' },
    { path: "app/src/lib/inbox/A.svelte", text: '<script lang="ts">import { x } from "@edge/app.ts";</script>' },
    { path: "edge/channels/sms/a.ts", text: 'export * from "../webchat/wire.ts";' },
    { path: "edge/a.ts", text: 'const x = await import("../db/tx.ts");' },
    { path: "db/domain/a.ts", text: 'import { Hono } from "hono";' },
    { path: "app/src/lib/ui/a.ts", text: 'import { x } from "@domain/ids.ts";' },
    { path: "db/queries/a.ts", text: 'import { x } from "../cache/open.ts";' },
  ];
  for (const source of bad) assert.equal(forbiddenImports(importsOf(source)).length, 1, source.path);
});

Deno.test("types of the edge may be named in the app, values may not", () => {
  const asType = {
    path: "app/src/a.ts",
    text: 'import type { Api } from "@edge/app.ts"; type B = import("@edge/b.ts").B;',
  };
  assert.deepEqual(forbiddenImports(importsOf(asType)), []);
});

Deno.test("no import goes in a circle at run time", async () => {
  const targets = new Map<string, string[]>();
  for (const source of await allSources()) {
    const values = importsOf(source).filter((found) => !found.typeOnly);
    targets.set(source.path, values.map(resolve).filter((path) => path !== undefined));
  }
  const circles: string[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (path: string, trail: string[]): void => {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
      return;
    }
    state.set(path, "open");
    for (const next of targets.get(path) ?? []) visit(next, [...trail, path]);
    state.set(path, "done");
  };
  for (const path of targets.keys()) visit(path, []);
  assert.deepEqual(circles, []);
});
