import assert from "node:assert/strict";
import type { ConnectionConfig } from "../channel.ts";
import { isIdentity, readVisitor, signVisitor } from "./verify.ts";

const connection: ConnectionConfig = {
  id: "c1",
  workspaceId: "w",
  channel: "webchat",
  public: {},
  secrets: { identitySecret: "s3cr3t", visitorKey: "key" },
};

Deno.test("a site vouches for its user with HMAC-SHA256 of the id", () => {
  const hash = "a379c661dfcf95d510364f7c42405613270a7c2bc2ec8d01d186f24ec207e06c";
  assert.equal(isIdentity("user-1", hash, connection), true);
  assert.equal(isIdentity("user-2", hash, connection), false);
  assert.equal(isIdentity("user-1", "", connection), false);
  assert.equal(isIdentity("user-1", hash, { ...connection, secrets: { visitorKey: "key" } }), false);
});

Deno.test("a visitor's token cannot be changed, nor used on another connection", () => {
  const token = signVisitor({ ids: ["v:1"], name: "Ana" }, connection);
  assert.deepEqual(readVisitor(token, connection), { ids: ["v:1"], name: "Ana" });
  const forged = `${btoa(JSON.stringify({ ids: ["user:admin"] })).replace(/=/g, "")}.${token.split(".")[1]}`;
  assert.equal(readVisitor(forged, connection), undefined);
  assert.equal(readVisitor(token, { ...connection, id: "c2" }), undefined);
  assert.equal(readVisitor("", connection), undefined);
});
