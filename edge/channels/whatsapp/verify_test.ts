import assert from "node:assert/strict";
import type { ConnectionConfig } from "../channel.ts";
import { authentic, verify } from "./verify.ts";

const connection: ConnectionConfig = {
  id: "c",
  workspaceId: "w",
  channel: "whatsapp",
  public: {},
  secrets: { appSecret: "test_app_secret", verifyToken: "segredo" },
};
const bytes = (text: string) => new TextEncoder().encode(text);
const COMPACT = "dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756";
const SPACED = "56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a";
const isAuthentic = (body: string, digest: string) =>
  authentic(new Headers({ "x-hub-signature-256": digest }), bytes(body), connection);

Deno.test("the signature is over the raw bytes: the same JSON with spaces has another one", async () => {
  const compact = `{"object":"whatsapp_business_account","entry":[]}`;
  const spaced = `{"object": "whatsapp_business_account", "entry": []}`;
  assert.equal(await isAuthentic(compact, `sha256=${COMPACT}`), true);
  assert.equal(await isAuthentic(spaced, `sha256=${SPACED}`), true);
  assert.equal(await isAuthentic(spaced, `sha256=${COMPACT}`), false);
  assert.equal(await isAuthentic(compact, COMPACT), false);
  assert.equal(await isAuthentic(compact, "sha256=zz"), false);
  assert.equal(await authentic(new Headers(), bytes(compact), connection), false);
});

Deno.test("the challenge comes back only for our own token", () => {
  const ask = (token: string, mode = "subscribe") =>
    verify(new URLSearchParams({ "hub.mode": mode, "hub.challenge": "42", "hub.verify_token": token }), connection);
  assert.deepEqual(ask("segredo"), { status: 200, body: "42" });
  assert.equal(ask("outro").status, 403);
  assert.equal(ask("segredo", "unsubscribe").status, 403);
  assert.equal(ask("").status, 403);
});
