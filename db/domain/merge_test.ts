import assert from "node:assert/strict";
import { NO_DETAILS } from "./contact.ts";
import { type Mergeable, merged, suggestedTake } from "./merge.ts";

const person = (more: Partial<Mergeable>): Mergeable => ({
  ...NO_DETAILS,
  name: "Rui",
  profile_name: null,
  phone: null,
  email: null,
  ...more,
});

Deno.test("merged: each value is the kept one's or the one taken; tags and free information are joined", () => {
  const kept = person({
    name: "Rui Prado",
    email: "rui@exemplo.test",
    fields: { plan: "Ouro", size: "P" },
    extra: { Pet: "Bidu" },
    tag_ids: ["a", "b"],
  });
  const other = person({
    name: "Ruizinho",
    cpf: "52998224725",
    fields: { plan: "Prata" },
    extra: { Pet: "Rex", Time: "Galo" },
    tag_ids: ["b", "c"],
  });
  const after = merged(kept, other, ["cpf", "fields.plan", "fields.size"]);
  assert.deepEqual([after.name, after.email, after.cpf], ["Rui Prado", "rui@exemplo.test", "52998224725"]);
  assert.deepEqual(after.fields, { plan: "Prata" });
  assert.deepEqual(after.extra, { Pet: "Bidu", Time: "Galo" });
  assert.deepEqual(after.tag_ids, ["a", "b", "c"]);
});

Deno.test("merged: blocked stays blocked, whichever of the two it was", () => {
  const blocked = person({ blocked_at: "2026-11-01T10:00:00.000Z", blocked_by: "m1" });
  assert.equal(merged(person({}), blocked, []).blocked_by, "m1");
  assert.equal(merged(blocked, person({}), []).blocked_at, "2026-11-01T10:00:00.000Z");
});

Deno.test("suggestedTake: what is missing, a name for a number, and the stricter of two wishes", () => {
  const kept = person({ name: "+5531988887777", phone: "+5531988887777", fields: { plan: "Ouro" } });
  const other = person({
    name: "Rui Prado",
    phone: "+5531977776666",
    email: "rui@exemplo.test",
    fields: { plan: "Prata", size: "G" },
    receives_broadcast: false,
    bot_blocked: true,
  });
  assert.deepEqual(suggestedTake(kept, other), ["name", "email", "receives_broadcast", "bot_blocked", "fields.size"]);
  assert.deepEqual(suggestedTake(other, kept), []);
});
