import assert from "node:assert/strict";
import type { Inbound } from "@domain/inbound.ts";
import { receive } from "./receive.ts";
import { split } from "./split.ts";

const GROUP = "Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD";

async function parts(scenario: string, change: (text: string) => string = (text) => text) {
  const raw = await Deno.readTextFile(new URL(`./payloads/${scenario}.json`, import.meta.url));
  return split(new TextEncoder().encode(change(raw)));
}
const received = async (scenario: string, change?: (text: string) => string): Promise<Inbound[]> =>
  (await parts(scenario, change)).flatMap((part) => receive(JSON.parse(JSON.stringify(part.part))));

Deno.test("what is written in a group names the group and who wrote it (CHN-15)", async () => {
  const [message, ...rest] = await received("group_text");
  assert.deepEqual(rest, []);
  assert.ok(message?.type === "message");
  assert.deepEqual(message.group, { providerId: GROUP });
  assert.deepEqual(message.contact, {
    identities: [{ kind: "wa_user", value: "BR.1502576394655843" }, { kind: "phone", value: "+5531988880101" }],
    profileName: "Marina Teles",
  });
});

Deno.test("a message to one of us names no group, also in what the journal keeps", async () => {
  const [message] = await received("text");
  assert.ok(message && !("group" in message));
});

Deno.test("a group that is made, renamed or deleted is told, for the number it is of (CHN-15)", async () => {
  const group = { providerId: GROUP };
  assert.deepEqual(await received("group_created"), [
    { type: "group", group, name: "Condomínio Vila Serena", isGone: false },
  ]);
  assert.deepEqual(await received("group_renamed"), [
    { type: "group", group, name: "Vila Serena, síndicos", isGone: false },
  ]);
  assert.deepEqual(await received("group_deleted"), [{ type: "group", group, name: undefined, isGone: true }]);
  for (const scenario of ["group_created", "group_renamed", "group_deleted"]) {
    assert.equal((await parts(scenario))[0]?.route, "104558220117");
  }
});

Deno.test("what failed at the provider, and who joins, changes nothing here", async () => {
  const failed = (text: string) =>
    text.replace('"type": "group_delete"', '"type": "group_delete", "errors": [{"code": 1}]');
  assert.deepEqual(await received("group_deleted", failed), []);
  assert.deepEqual(await received("group_renamed", (text) => text.replace("true", "false")), []);
  assert.deepEqual(
    await received("group_created", (text) => text.replace("group_lifecycle", "group_participants")),
    [],
  );
});
