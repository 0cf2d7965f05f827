import assert from "node:assert/strict";
import { addressFault, MEDIA, reachedBy } from "./start.ts";

const nothing = { phone: "", foreign: false, email: "" };

Deno.test("the channel decides what must be filled in: phone for WhatsApp, SMS and VoIP, e-mail for e-mail (STA-03)", () => {
  const asked = MEDIA.map((medium) => [medium, addressFault(medium, nothing)?.field]);
  assert.deepEqual(asked, [
    ["whatsapp", "phone"],
    ["webchat", undefined],
    ["sms", "phone"],
    ["email", "email"],
    ["voip", "phone"],
  ]);
  assert.equal(reachedBy("webchat"), undefined);
  const both = { phone: "31 98888-7777", foreign: false, email: "rui@x.test" };
  for (const medium of MEDIA) assert.equal(addressFault(medium, both), undefined);
});

Deno.test("what a channel does not ask for may be left out, but not be wrong (STA-03, STA-15)", () => {
  const phone = { ...nothing, phone: "31 98888-7777" };
  assert.equal(addressFault("sms", phone), undefined);
  assert.deepEqual(addressFault("sms", { ...phone, email: "rui" }), {
    field: "email",
    reason: "not an e-mail address",
  });
  assert.deepEqual(addressFault("email", { ...nothing, email: "rui@x.test", phone: "12" }), {
    field: "phone",
    reason: "not a phone number",
  });
  assert.equal(addressFault("whatsapp", { ...nothing, phone: "1 202 555 0143", foreign: true }), undefined);
  assert.equal(addressFault("whatsapp", { ...nothing, phone: "1 202 555 0143" })?.reason, "not a phone number");
});
