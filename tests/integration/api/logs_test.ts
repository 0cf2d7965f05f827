import assert from "node:assert/strict";
import { testDatabase } from "../../support/postgres.ts";
import { startServer, TEST_SETUP_TOKEN } from "../../support/server.ts";
import { waitFor } from "../../support/waiting.ts";
import { Client, PASSWORD } from "../harness/client.ts";
import { callerOf } from "./caller.ts";

Deno.test("a call that breaks is in the log, the token that made it is not", async () => {
  const db = await testDatabase();
  try {
    await using edge = await startServer({ databaseUrl: db.url, env: { LOG_LEVEL: "debug" } });
    const admin = new Client(edge.url);
    await admin.json("POST", "/api/setup", {
      token: TEST_SETUP_TOKEN,
      workspace: "Beira-Serra",
      name: "Ana",
      email: "ana@beira.test",
      password: PASSWORD,
    });
    await admin.signedIn();
    const caller = await callerOf(admin);
    await caller.json("GET", "/me");
    // What no code expects: the search finds its table gone.
    await db.sql`alter table message_words rename to hidden_words`;
    assert.deepEqual(await caller.refusal("GET", "/search?q=12345"), [500, "server_error"]);
    await waitFor("the line in the log", async () => edge.logs().includes("request failed") || undefined);
    assert.ok(edge.logs().includes("/api/v1/search"));
    assert.ok(!edge.logs().includes(caller.token.split("_").slice(2).join("_")));
    assert.ok(!edge.logs().includes("Bearer"));
  } finally {
    await db.drop();
  }
});
