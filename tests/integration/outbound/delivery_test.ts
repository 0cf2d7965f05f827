import assert from "node:assert/strict";
import type { NextFault } from "../../emulators/whatsapp/state.ts";
import { silentOgg } from "../../emulators/whatsapp/samples.ts";
import { waitFor } from "../../support/waiting.ts";
import { closeWindow } from "../harness/facts.ts";
import { pdf, png, upload } from "../harness/files.ts";
import { statusHook } from "../harness/hooks.ts";
import { suite } from "../harness/suite.ts";
import { whatsappSettings, type World } from "../harness/world.ts";

const check = suite();
const postsOf = (world: World, messageId: string) => world.meta.sent.filter((sent) => sent.callbackData === messageId);

/** `hold`: receipts wait at Meta from here on. */
async function sendInto(world: World, fault: NextFault, text: string = fault, hold = false) {
  const story = await world.story();
  world.meta.faults.hold = hold;
  world.meta.faults.next.push(fault);
  const messageId = await world.admin.send(story.conversationId, text);
  return { ...story, messageId };
}

/** As if the request had been out for longer than anybody waits, and nobody held the conversation any more. */
async function letTimePass(world: World): Promise<void> {
  await world.db.sql`update messages set attempted_at = attempted_at - interval '10 minutes' where status = 'sending'`;
  await world.db.sql`update deliveries set until = clock_timestamp() - interval '1 second'`;
}

async function sweepNow(world: World): Promise<void> {
  await world.db.sql`insert into pgboss.job (name, data) values ('sweep', '{}')`;
}

/** Waiting times of tries are the provider's; a test need not sit through them. */
async function hurry(world: World, what: string, done: () => boolean): Promise<void> {
  await waitFor(what, async () => {
    if (done()) return true;
    await world.db
      .sql`update pgboss.job set start_after = clock_timestamp() where state < 'active' and start_after > clock_timestamp()`;
    return undefined;
  }, 20_000);
}

check("twenty messages of one conversation go out once each and in order", async (world) => {
  const { conversationId, customer } = await world.story();
  const texts = Array.from({ length: 20 }, (_, index) => `mensagem ${index + 1}`);
  const ids: string[] = [];
  for (const text of texts) ids.push(await world.admin.send(conversationId, text));
  await Promise.all(ids.map((id) => world.admin.mirror.message(id, "delivered")));
  const received = customer.data.messages.filter((message) => message.from === "business");
  assert.deepEqual(received.map((message) => message.text), texts);
  assert.deepEqual(ids.map((id) => postsOf(world, id).length), Array(20).fill(1));
});

check("messages of many conversations and members at once go out once each", async (world) => {
  const stories = await Promise.all(Array.from({ length: 8 }, () => world.story()));
  const ids = await Promise.all(
    stories.flatMap((story) => [1, 2, 3].map((n) => world.admin.send(story.conversationId, `oi ${n}`))),
  );
  await Promise.all(ids.map((id) => world.admin.mirror.message(id, "delivered")));
  assert.deepEqual(ids.map((id) => postsOf(world, id).length), ids.map(() => 1));
});

check("picture, document, voice note, template, quote and reaction arrive as what they are", async (world) => {
  const { conversationId, customer } = await world.story("Pergunta");
  const asked = customer.data.messages[0]!;
  const [row] = await world.db.sql`select id from messages where provider_id = ${asked.id}`;
  const image = await upload(world.admin, await png(), "sala.png");
  const paper = await upload(world.admin, pdf(), "contrato.pdf");
  const voice = await upload(world.admin, silentOgg(2), "voz.ogg");
  const ids = [
    await world.admin.send(conversationId, "A sala", { media: image }),
    await world.admin.send(conversationId, "", { media: paper }),
    await world.admin.send(conversationId, "", { media: { ...voice, voice: true, duration: 2, waveform: [1, 2] } }),
    await world.admin.send(conversationId, "Respondo", { quoteId: row!.id }),
  ];
  for (const id of ids) await world.admin.mirror.message(id, "delivered");
  await world.admin.done("message.react", { messageId: row!.id, emoji: "👍" });
  await waitFor("the reaction on the phone", () => asked.reactions.business === "👍" || undefined);
  const received = customer.data.messages.filter((message) => message.from === "business");
  assert.deepEqual(received.map((message) => [message.kind, message.text]), [
    ["image", "A sala"],
    ["document", ""],
    ["audio", ""],
    ["text", "Respondo"],
  ]);
  assert.equal(received[3]!.quoteId, asked.id);
});

check(
  "a refusal of the provider is failed with its code and what it said; 131047 closes the window here too (SES-09)",
  async (world) => {
    const { conversationId, messageId, ticketId } = await sendInto(world, "window");
    const row = await world.admin.mirror.message(messageId, "failed");
    assert.equal(row.error_code, "131047");
    assert.match(row.error_text ?? "", /24 hours/);
    const { mirror } = world.admin;
    await mirror.until("its line", () => mirror.row("conversations", conversationId)?.last_status === "failed");
    const [event] = await world.db
      .sql`select after from events where ticket_id = ${ticketId} and type = 'message_failed'`;
    assert.equal(event!.after.code, "131047");
    // Meta knows better than our clock: the window is closed here too.
    await world.admin.refused("window_closed", "message.send", {
      conversationId,
      messageId: crypto.randomUUID(),
      text: "outra",
      seen: null,
    });
  },
);

check("a rate limit is tried again by itself, once is sent, and what stands behind waits its turn", async (world) => {
  const { conversationId, messageId, customer } = await sendInto(world, "rate", "primeira");
  const second = await world.admin.send(conversationId, "segunda");
  await hurry(
    world,
    "both delivered",
    () => [messageId, second].every((id) => world.admin.mirror.row("messages", id)?.status === "delivered"),
  );
  const texts = customer.data.messages.filter((message) => message.from === "business").map((message) => message.text);
  assert.deepEqual(texts, ["primeira", "segunda"]);
});

check("Meta's own 500 is tried again, a gateway's 502 is not: nobody knows whether it went on", async (world) => {
  const own = await sendInto(world, "server_error");
  const gateway = await sendInto(world, "bad_gateway");
  await hurry(world, "the retry", () => world.admin.mirror.row("messages", own.messageId)?.status === "delivered");
  assert.equal(postsOf(world, own.messageId).length, 1);
  assert.equal(world.admin.mirror.row("messages", gateway.messageId)?.status, "sending");
  await letTimePass(world);
  await sweepNow(world);
  await world.admin.mirror.message(gateway.messageId, "unknown");
  const [event] = await world.db.sql`
    select after from events where ticket_id = ${gateway.ticketId} and type = 'message_failed'`;
  assert.equal(event!.after.status, "unknown");
  assert.equal(postsOf(world, gateway.messageId).length, 0);
  await world.admin.done("message.retry", { messageId: gateway.messageId });
  await world.admin.mirror.message(gateway.messageId, "delivered");
  assert.equal(postsOf(world, gateway.messageId).length, 1);
});

check(
  "an answer that breaks off is not asked again: the receipt says it arrived, and the queue goes on at once",
  async (world) => {
    const { conversationId, messageId } = await sendInto(world, "cut", "cortada", true);
    const second = await world.admin.send(conversationId, "atrás");
    await waitFor("the POST", () => postsOf(world, messageId)[0]);
    await world.admin.mirror.message(messageId, "sending");
    await world.admin.mirror.message(second, "queued");
    world.meta.faults.hold = false;
    world.meta.flush();
    await world.admin.mirror.message(messageId, "delivered");
    await world.admin.mirror.message(second, "delivered");
    assert.deepEqual([postsOf(world, messageId).length, postsOf(world, second).length], [1, 1]);
  },
);

check(
  "without any receipt it becomes unknown; a late receipt still settles it, and settling by hand does too",
  async (world) => {
    const stories = [await world.story(), await world.story()];
    world.meta.faults.hold = true;
    const hanging: { messageId: string; conversationId: string }[] = [];
    for (const { conversationId } of stories) {
      world.meta.faults.next.push("cut");
      const messageId = await world.admin.send(conversationId, "sem recibo");
      await waitFor("the POST", () => postsOf(world, messageId)[0]);
      await world.admin.mirror.message(messageId, "sending");
      hanging.push({ messageId, conversationId });
    }
    const [one, two] = [hanging[0]!, hanging[1]!];
    await waitFor("the requests' end", async () => {
      const [row] = await world.db
        .sql`select count(*)::int as n from deliveries where conversation_id in (${one.conversationId}, ${two.conversationId})`;
      return row!.n === 0 || undefined;
    });
    await letTimePass(world);
    await sweepNow(world);
    await world.admin.mirror.message(one.messageId, "unknown");
    await world.admin.mirror.message(two.messageId, "unknown");
    await world.admin.done("message.settle", { messageId: two.messageId });
    await world.admin.mirror.message(two.messageId, "sent");
    const { wamid } = postsOf(world, one.messageId)[0]!;
    await world.webhook(statusHook(world, { id: wamid, status: "delivered", ours: one.messageId }));
    await world.admin.mirror.message(one.messageId, "delivered");
    world.meta.faults.hold = false;
    world.meta.flush();
    assert.deepEqual([one, two].map(({ messageId }) => postsOf(world, messageId).length), [1, 1]);
  },
);

check(
  "CHN-14 an expired token stops the queue and loses nothing; a new token sends it on, in order (MSG-10)",
  async (world) => {
    const { conversationId, customer } = await world.story();
    world.meta.expireToken();
    const first = await world.admin.send(conversationId, "antes um");
    const { mirror } = world.admin;
    await mirror.until("needs_token", () => mirror.row("connections", world.connectionId)?.status === "needs_token");
    await world.admin.mirror.message(first, "queued");
    await mirror.until("its event", () => mirror.rows("events").some((event) => event.type === "connection_problem"));
    await world.admin.refused("connection_off", "message.send", {
      conversationId,
      messageId: crypto.randomUUID(),
      text: "agora não",
      seen: null,
    });
    await world.db.sql`update connections set status = 'active' where id = ${world.connectionId}`;
    const second = await world.admin.send(conversationId, "antes dois");
    await mirror.until(
      "needs_token again",
      () => mirror.row("connections", world.connectionId)?.status === "needs_token",
    );
    const tried = world.meta.attempts.length;
    world.meta.expireToken(false);
    await world.admin.done("connection.save", whatsappSettings(world, world.connectionId));
    await mirror.message(first, "delivered");
    await mirror.message(second, "delivered");
    assert.ok(tried >= 1);
    const texts = customer.data.messages.filter((message) => message.from === "business").map((message) =>
      message.text
    );
    assert.deepEqual(texts, ["antes um", "antes dois"]);
  },
);

check("SES-03 a template goes out with the window closed and opens no free text", async (world) => {
  const { conversationId, customer } = await world.story();
  const { mirror } = world.admin;
  const template = await mirror.until(
    "templates",
    () => mirror.rows("templates").find((row) => row.name === "lembrete_visita"),
  );
  await closeWindow(world, conversationId);
  customer.data.wroteAt = Date.now() - 25 * 3_600_000;
  const id = await world.admin.send(conversationId, "", {
    template: { templateId: template.id, values: ["Marina", "sábado", "10h"] },
  });
  await mirror.message(id, "delivered");
  assert.equal(
    customer.data.messages.at(-1)?.text,
    "Oi, Marina. Sua visita está marcada para sábado, às 10h. Confirma?",
  );
  assert.ok((mirror.row("conversations", conversationId)?.free_text_until ?? "") < new Date().toISOString());
});

check("a customer without a number is answered by user id", async (world) => {
  const gabi = world.meta.addCustomer({ name: "Gabi", withoutPhone: true });
  gabi.sendText("Só meu usuário");
  const { mirror } = world.admin;
  const message = await mirror.until(
    "her message",
    () => mirror.rows("messages").find((row) => row.body === "Só meu usuário"),
  );
  const id = await world.admin.send(message.conversation_id, "Olá, Gabi");
  await mirror.message(id, "delivered");
  assert.equal(postsOf(world, id)[0]?.body.recipient, gabi.data.userId);
});
