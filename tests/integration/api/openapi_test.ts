import assert from "node:assert/strict";
import { ACTIONS, parseAction } from "@domain/action.ts";
import { openPool } from "@db/client.ts";
import { v1Routes } from "@edge/http/v1.ts";
import type { Deps } from "@edge/deps.ts";
import type { Document } from "@edge/openapi/document.ts";
import { suite } from "../harness/suite.ts";

const check = suite({ withConnection: false });
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

check(
  "the document lists exactly the routes that are mounted, and each of them asks for a token (API-01)",
  async (world) => {
    const doc: Document = await world.admin.json("GET", "/api/openapi.json");
    const pool = openPool(world.db.url, 1);
    // Only mounted, never called: of what routes need, mounting looks at the pool alone.
    const mounted = v1Routes({ sql: pool } as Deps).routes
      .filter(({ method }) => METHODS.includes(method))
      .map(({ method, path }) => `${method} /api/v1${path.replace(/:(\w+)/g, "{$1}")}`);
    await pool.end();
    const documented = Object.entries(doc.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
    );
    assert.deepEqual(documented.sort(), [...new Set(mounted)].sort());
    for (const route of documented) {
      const [method, path] = route.split(" ");
      const url = path!.replace(/\{\w+\}/g, crypto.randomUUID());
      const { status, code } = await world.admin.problem(method!, url, { cookie: null, origin: null });
      assert.deepEqual([route, status, code], [route, 401, "not_signed_in"]);
    }
  },
);

check(
  "the document stands by itself: references lead somewhere, path parameters are told, tokens are asked for",
  async (world) => {
    const doc: Document = await world.admin.json("GET", "/api/openapi.json");
    assert.equal(doc.openapi, "3.1.0");
    assert.deepEqual([doc.servers, doc.security], [[{ url: world.url }], [{ token: [] }]]);
    assert.ok(doc.components.securitySchemes.token);
    const names = [...JSON.stringify(doc).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]!);
    assert.ok(names.length > 50);
    for (const name of names) assert.ok(Object.hasOwn(doc.components.schemas, name), name);
    const ids = Object.values(doc.paths).flatMap(Object.values).map((operation) => operation.operationId);
    assert.equal(new Set(ids).size, ids.length);
    for (const [path, methods] of Object.entries(doc.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const operation of Object.values(methods)) {
        const told = (operation.parameters ?? []).filter((one) => one.in === "path").map((one) => one.name);
        assert.deepEqual(told, inPath, path);
        for (const status of ["401", "429", "500"]) assert.ok(operation.responses[status], `${path} ${status}`);
      }
    }
  },
);

check("every action has its example, and the server takes every example as it stands", async (world) => {
  const doc: Document = await world.admin.json("GET", "/api/openapi.json");
  for (const type of Object.keys(ACTIONS)) {
    const schema = doc.components.schemas[`action.${type}`];
    const parsed = parseAction(schema?.examples?.[0]);
    assert.ok(parsed.ok, `${type}: ${JSON.stringify(parsed)}`);
    assert.equal(parsed.action.type, type);
    assert.ok((schema?.description ?? "").length > 5, type);
  }
  const { examples } = doc.paths["/api/v1/actions"]!.post!.requestBody!.content["application/json"]!;
  for (const { value } of Object.values(examples!)) {
    const { actions } = value as { actions: unknown[] };
    assert.ok(actions.length > 0 && actions.every((action) => parseAction(action).ok));
  }
});

check("the page speaks the reader's language, runs nothing, and fetches only from here", async (world) => {
  for (
    const [asked, language, word] of [["pt-BR,pt;q=0.9,en;q=0.8", "pt-BR", "Para começar"], [
      "en-GB",
      "en",
      "Getting started",
    ]]
  ) {
    const response = await world.admin.fetch("GET", "/api/docs", {
      headers: { "accept-language": asked! },
      cookie: null,
    });
    const text = await response.text();
    assert.equal(response.status, 200);
    assert.ok(text.includes(`<html lang="${language}">`) && text.includes(word!));
    const csp = response.headers.get("content-security-policy")!;
    assert.match(csp, /default-src 'none'/);
    assert.doesNotMatch(csp, /unsafe|script-src|https?:|\*/);
    assert.doesNotMatch(text, /<script|style=| on\w+=/);
    const links = [...text.matchAll(/<link [^>]*href="([^"]+)"/g)].map((match) => match[1]!);
    for (const link of links.filter((link) => link.startsWith("/api/"))) {
      const file = await world.admin.fetch("GET", link);
      await file.body?.cancel();
      assert.deepEqual([link, file.status], [link, 200]);
    }
    const anchors = [...text.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]!);
    assert.ok(anchors.length > 50);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!);
    assert.equal(new Set(ids).size, ids.length, "an id stands twice");
    for (const anchor of anchors) assert.ok(text.includes(`id="${anchor}"`), `#${anchor} leads nowhere`);
    for (const type of Object.keys(ACTIONS)) assert.ok(text.includes(`<code>${type}</code>`), type);
  }
});
