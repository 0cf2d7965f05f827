import assert from "node:assert/strict";
import { originLines, saveWish, whatsAppValues } from "./connection_values.ts";

Deno.test("saveWish() leaves an empty secret out, so that the stored one stays (CHN-14)", () => {
  const values = { ...whatsAppValues({ name: "Recepção" }, { phoneNumberId: "104" }), accessToken: " EAAJ " };
  const wish = saveWish("id", "whatsapp", values);
  assert.ok(wish.type === "connection.save");
  assert.equal(wish.settings.accessToken, "EAAJ");
  assert.equal(wish.settings.phoneNumberId, "104");
  assert.ok(!("appSecret" in wish.settings));
  assert.equal(wish.departmentId, null);
});

Deno.test("originLines() cuts pages to origins, drops repeats and keeps what it does not understand", () => {
  assert.equal(
    originLines("https://a.exemplo/contato, https://a.exemplo\nhttp://b.exemplo:8080/x  a.exemplo"),
    "https://a.exemplo\nhttp://b.exemplo:8080\na.exemplo",
  );
});
