import assert from "node:assert/strict";
import type { Inbound, Outbound, SendOutcome } from "@domain/inbound.ts";
import type { Channel, ConnectionConfig, Io } from "@edge/channels/channel.ts";

/** How one kind of channel is put through the contract. */
export type Subject = {
  name: string;
  channel: Channel;
  connection: ConnectionConfig;
  payloads: URL;
  /** Headers that make these bytes authentic. */
  sign: (raw: Uint8Array) => Headers;
  /** A recorded message, its text and its key in the journal. */
  message: { scenario: string; body: string };
  /** A recorded receipt and its status. */
  receipt: { scenario: string; status: string };
  unknownKind: string;
  batch: { scenario: string; count: number };
  address: Outbound["to"][number];
  /** Where the channel has groups: a recorded message of one, and one that can be written to (CHN-15). */
  group?: { scenario: string; providerId: string; address: Outbound["to"][number]; unknown: Outbound["to"][number] };
  /** What the provider was sent, read back. */
  lastSent?: () => unknown;
  io: Io;
  /** Provider's troubles and the outcome each must have. None for a channel without a provider. */
  troubles: { name: string; cause: () => Io | undefined; expected: Partial<SendOutcome> }[];
};

/** The promises of `Channel`, kept by every adapter. */
export function channelContract(subject: Subject): void {
  const { channel, connection } = subject;
  const test = (name: string, work: () => Promise<void>) => Deno.test(`${subject.name}: ${name}`, work);
  const read = (scenario: string) => Deno.readFile(new URL(`${scenario}.json`, subject.payloads));
  const inbound = (raw: Uint8Array): Inbound[] =>
    // Through JSON, because the journal keeps it as such.
    channel.split(raw, connection).flatMap((part) =>
      channel.receive(JSON.parse(JSON.stringify(part.part)), connection)
    );
  const outbound = (): Outbound => ({
    messageId: crypto.randomUUID(),
    to: [subject.address],
    content: { kind: "text", body: "Está sim" },
  });

  test("a recorded message becomes ours, with addresses and the provider's time", async () => {
    const [message] = inbound(await read(subject.message.scenario));
    assert.ok(message?.type === "message");
    assert.equal(message.body, subject.message.body);
    assert.ok(message.contact.identities.length > 0);
    assert.equal(message.at, 1790416800000);
  });

  test("a recorded receipt moves our message", async () => {
    const [receipt] = inbound(await read(subject.receipt.scenario));
    assert.ok(receipt?.type === "status");
    assert.equal(receipt.status, subject.receipt.status);
    assert.ok(receipt.messageId);
  });

  test("the right signature passes; a changed body, another secret and none at all do not", async () => {
    const raw = await read(subject.message.scenario);
    const headers = subject.sign(raw);
    assert.equal(await channel.authentic(headers, raw, connection), true);
    const changed = new TextEncoder().encode(
      new TextDecoder().decode(raw).replace("Ana", "Eva").replace("Marina", "Karina"),
    );
    assert.notDeepEqual(changed, raw);
    assert.equal(await channel.authentic(headers, changed, connection), false);
    assert.equal(await channel.authentic(new Headers(), raw, connection), false);
    const secrets = Object.fromEntries(Object.keys(connection.secrets).map((name) => [name, "another"]));
    assert.equal(await channel.authentic(headers, raw, { ...connection, secrets }), false);
  });

  test("the same delivery twice has the same keys; different news has different ones", async () => {
    const keys = async (scenario: string) => channel.split(await read(scenario), connection).map((part) => part.key);
    const first = await keys(subject.message.scenario);
    assert.deepEqual(await keys(subject.message.scenario), first);
    const batch = await keys(subject.batch.scenario);
    assert.equal(batch.length, subject.batch.count);
    const all = [...first, ...batch, ...await keys(subject.receipt.scenario)];
    assert.equal(new Set(all).size, all.length);
  });

  test("a kind nobody knows is a message that says so", async () => {
    const [message] = inbound(await read(subject.unknownKind));
    assert.ok(message?.type === "message");
    assert.equal(message.kind, "unsupported");
  });

  test("bytes that are no payload at all bring nothing and break nothing", () => {
    for (
      const text of ["", "null", "[]", "{", `{"entry":7}`, `{"entry":[{"changes":[{"field":"messages","value":3}]}]}`]
    ) {
      assert.deepEqual(inbound(new TextEncoder().encode(text)), []);
    }
    return Promise.resolve();
  });

  test("a message of ours is accepted under a provider's id", async () => {
    const sent = await channel.send(outbound(), connection, subject.io);
    assert.ok(sent.type === "sent", JSON.stringify(sent));
    assert.ok(sent.providerId.length > 0);
  });

  const { group } = subject;
  if (group) {
    test("a message of a group is its author's, and says which group (CHN-15)", async () => {
      const [message] = inbound(await read(group.scenario));
      assert.ok(message?.type === "message");
      assert.equal(message.group?.providerId, group.providerId);
      assert.ok(message.contact.identities.length > 0);
    });

    test("a message of ours reaches a group once, as a group's; one that is not there fails (CHN-15)", async () => {
      const sent = await channel.send({ ...outbound(), to: [group.address] }, connection, subject.io);
      assert.ok(sent.type === "sent", JSON.stringify(sent));
      const lost = await channel.send({ ...outbound(), to: [group.unknown] }, connection, subject.io);
      assert.equal(lost.type, "failed", JSON.stringify(lost));
    });

    test("what a group does not carry fails as the content's, and nobody is told twice (CHN-15)", async () => {
      const content: Outbound["content"] = {
        kind: "contacts",
        cards: [{ name: "Ana", phones: ["+5531"], emails: [] }],
      };
      const outcome = await channel.send({ ...outbound(), to: [group.address], content }, connection, subject.io);
      assert.ok(outcome.type === "failed" && outcome.kind === "content", JSON.stringify(outcome));
    });

    test("the groups of a connection come with their names (CHN-15)", async () => {
      const fetched = await channel.groups!(connection, subject.io);
      assert.ok(fetched.ok, JSON.stringify(fetched));
      assert.ok(fetched.groups.some((one) => one.providerId === group.address.value && one.name !== ""));
    });
  }

  test("without an address it can use, it fails as the recipient's", async () => {
    const sent = await channel.send({ ...outbound(), to: [] }, connection, subject.io);
    assert.ok(sent.type === "failed");
    assert.equal(sent.kind, "recipient");
  });

  for (const trouble of subject.troubles) {
    test(`${trouble.name} → ${JSON.stringify(trouble.expected)}`, async () => {
      const io = trouble.cause() ?? subject.io;
      const outcome = await channel.send(outbound(), connection, io);
      for (const [key, value] of Object.entries(trouble.expected)) {
        assert.equal(new Map(Object.entries(outcome)).get(key), value, JSON.stringify(outcome));
      }
    });
  }
}
