import assert from "node:assert/strict";
import { parseSettings as parseWebchat } from "./webchat/settings.ts";
import { parseSettings as parseWhatsapp } from "./whatsapp/settings.ts";

const whatsapp = { phoneNumberId: "104 558 220 117", wabaId: "220117", accessToken: "EAAJ", appSecret: "abc" };

Deno.test("WhatsApp: only the token has to be pasted again when it expires", () => {
  const first = parseWhatsapp(whatsapp);
  assert.ok(first.ok);
  assert.equal(first.public.phoneNumberId, "104558220117");
  const second = parseWhatsapp({ accessToken: "new" }, first);
  assert.ok(second.ok);
  assert.deepEqual(second.secrets, { ...first.secrets, accessToken: "new" });
  assert.deepEqual(second.public, first.public);
});

Deno.test("WhatsApp: what is missing or wrong is named", () => {
  assert.deepEqual(parseWhatsapp({}), { ok: false, field: "phoneNumberId", reason: "required" });
  assert.deepEqual(parseWhatsapp({ ...whatsapp, wabaId: "../x" }), { ok: false, field: "wabaId", reason: "digits" });
  assert.deepEqual(parseWhatsapp({ ...whatsapp, version: "26" }), { ok: false, field: "version", reason: "version" });
  assert.deepEqual(parseWhatsapp({ ...whatsapp, appSecret: " " }), {
    ok: false,
    field: "appSecret",
    reason: "required",
  });
});

Deno.test("web chat: sites become origins that cannot break out of a header", () => {
  const parsed = parseWebchat({
    origins: "https://Alecrim.test/contato, *.alecrim.test\nhttp://localhost:5173",
    title: "Clínica",
  });
  assert.ok(parsed.ok);
  assert.equal(parsed.public.origins, "https://alecrim.test https://*.alecrim.test http://localhost:5173");
  assert.equal(parsed.address, "alecrim.test");
  for (const origins of ["", "javascript:alert(1)", "https://a.test;script-src *", "https://*"]) {
    const wrong = parseWebchat({ origins, title: "x" });
    assert.ok(!wrong.ok && wrong.field === "origins", origins);
  }
  const again = parseWebchat({ title: "Outra" }, parsed);
  assert.ok(again.ok);
  assert.deepEqual(again.secrets, parsed.secrets);
});
