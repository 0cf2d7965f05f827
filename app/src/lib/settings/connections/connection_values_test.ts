import assert from "node:assert/strict";
import { saveWish, webchatValues, whatsAppValues } from "./connection_values.ts";

Deno.test("saveWish() leaves an empty secret out, so that the stored one stays (CHN-14)", () => {
  const values = { ...whatsAppValues({ name: "Recepção" }, { phoneNumberId: "104" }), accessToken: " EAAJ " };
  const wish = saveWish("id", "whatsapp", values);
  assert.ok(wish.type === "connection.save");
  assert.equal(wish.settings.accessToken, "EAAJ");
  assert.equal(wish.settings.phoneNumberId, "104");
  assert.ok(!("appSecret" in wish.settings));
  assert.equal(wish.departmentId, null);
});

Deno.test("webchatValues() shows the sites one a line, as they are typed", () => {
  assert.equal(
    webchatValues({}, { origins: "https://a.exemplo https://*.b.exemplo" }).origins,
    "https://a.exemplo\nhttps://*.b.exemplo",
  );
});
