import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { waitFor } from "../../support/waiting.ts";
import { letTimePass, teach } from "../automatic/houses.ts";
import { closeWindow, eventsOf, ticketOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import type { Story, World } from "../harness/world.ts";
import { sweepNow, written } from "./closings.ts";

const check = suite();
const RATING = {
  ratingOn: true,
  ratingQuestion: "De 0 a 10, como foi?",
  ratingComment: "Quer contar por quê?",
  ratingThanks: "Obrigado!",
  ratingMax: 2,
  ratingMinutes: 60,
};

/** A ticket that was closed and asked for a grade. */
async function closed(world: World): Promise<Story> {
  const story = await world.story();
  await world.admin.done("ticket.close", { ticketId: story.ticketId, message: "Tchau" });
  return story;
}
async function ratingOf(world: World, ticketId: string) {
  const [row] = await world.db.sql<{ rating: number | null; rating_comment: string | null; waits: boolean }[]>`
    select rating, rating_comment, rating_until is not null as waits from tickets where id = ${ticketId}`;
  return { ...row! };
}
async function says(world: World, story: Story, text: string): Promise<void> {
  const { id } = story.customer.sendText(text);
  await waitFor(`“${text}”`, async () => {
    const [row] = await world.db.sql`select 1 from messages where provider_id = ${id}`;
    return row ? true : undefined;
  });
}
const latest = async (world: World, { conversationId }: Story) => {
  const [row] = await world.db
    .sql`select ticket_id, unread, waiting_since from conversations where id = ${conversationId}`;
  return { ...row! };
};

check("RAT-01 X-44 asked after the closing message, once it is on; off, nothing is asked", async (world) => {
  await teach(world, { ...RATING, ratingOn: false });
  const quiet = await closed(world);
  assert.deepEqual((await written(world, quiet.conversationId)).map((one) => one.origin), ["closing"]);
  await teach(world, RATING);
  const story = await closed(world);
  assert.deepEqual(await written(world, story.conversationId), [
    { body: "Tchau", origin: "closing" },
    { body: RATING.ratingQuestion, origin: "rating" },
  ]);
  assert.equal((await ratingOf(world, story.ticketId)).waits, true);
});

check(
  "RAT-02 RAT-03 X-19 the grade is the ticket's, opens nothing and asks nothing of the team; then its comment",
  async (world) => {
    await teach(world, RATING);
    const story = await closed(world);
    const before = await latest(world, story);
    await says(world, story, " 10 ");
    assert.deepEqual(await ratingOf(world, story.ticketId), { rating: 10, rating_comment: null, waits: true });
    assert.deepEqual(await latest(world, story), before, "no new ticket, nothing unread, nobody waits");
    await says(world, story, "Atendimento ótimo, 5 minutos");
    assert.deepEqual(await ratingOf(world, story.ticketId), {
      rating: 10,
      rating_comment: "Atendimento ótimo, 5 minutos",
      waits: false,
    });
    assert.deepEqual((await written(world, story.conversationId)).slice(2).map((one) => one.origin), [
      "rating_comment",
      "rating_thanks",
    ]);
    assert.equal((await latest(world, story)).ticket_id, story.ticketId);
    const given = await eventsOf(world, story.ticketId, "rating_given");
    assert.deepEqual(given.map((one) => one.after), [{ grade: 10 }, { comment: "Atendimento ótimo, 5 minutos" }]);
    await says(world, story, "Mais uma dúvida");
    assert.notEqual((await latest(world, story)).ticket_id, story.ticketId, "and then it is a new matter");
  },
);

check(
  "RAT-02 X-19 anything that is no integer from 0 to 10 goes its normal way and ends the waiting",
  async (world) => {
    await teach(world, RATING);
    for (const text of ["11", "nota 9", "9,5"]) {
      const story = await closed(world);
      await says(world, story, text);
      assert.notEqual((await latest(world, story)).ticket_id, story.ticketId, text);
      assert.deepEqual(await ratingOf(world, story.ticketId), { rating: null, rating_comment: null, waits: false });
      const [ended] = await eventsOf(world, story.ticketId, "rating_expired");
      assert.deepEqual(ended?.after, { reason: "other_message" });
    }
  },
);

check(
  "RAT-04 one contact is asked so often at most, over all its tickets; the button counts as well (RAT-06, X-18)",
  async (world) => {
    await teach(world, RATING);
    const story = await closed(world);
    await world.admin.done("ticket.ask_rating", { ticketId: story.ticketId, messageId: newId() });
    assert.deepEqual(
      await world.admin.refused("rating_limit", "ticket.ask_rating", { ticketId: story.ticketId, messageId: newId() }),
      { max: 2 },
    );
    await says(world, story, "Oi de novo");
    const { ticket_id: ticketId } = await latest(world, story);
    await world.admin.done("ticket.close", { ticketId: String(ticketId), message: "" });
    const asked = (await written(world, story.conversationId)).filter((one) => one.origin === "rating");
    assert.equal(asked.length, 2);
    assert.deepEqual(await eventsOf(world, String(ticketId), "rating_skipped"), []);
  },
);

check("RAT-05 after its time nobody waits any more: the sweep ends it, and a number is a new matter", async (world) => {
  await teach(world, RATING);
  const story = await closed(world);
  await letTimePass(world, story.conversationId, 61);
  await sweepNow(world);
  assert.equal((await ratingOf(world, story.ticketId)).waits, false);
  const [ended] = await eventsOf(world, story.ticketId, "rating_expired");
  assert.deepEqual(ended?.after, { reason: "time" });
  const late = await closed(world);
  await letTimePass(world, late.conversationId, 61);
  await says(world, late, "8");
  assert.equal((await ratingOf(world, late.ticketId)).rating, null, "also before the sweep came");
  assert.notEqual((await latest(world, late)).ticket_id, late.ticketId);
});

check("RAT-06 asked by hand on an open ticket: the grade is taken, the ticket stays open", async (world) => {
  await teach(world, { ...RATING, ratingOn: false, ratingComment: "" });
  const story = await world.story();
  await world.admin.done("ticket.take", { ticketId: story.ticketId });
  await world.admin.done("ticket.ask_rating", { ticketId: story.ticketId, messageId: newId() });
  await says(world, story, "7");
  assert.deepEqual(await ratingOf(world, story.ticketId), { rating: 7, rating_comment: null, waits: false });
  assert.equal((await ticketOf(world, story.ticketId)).status, "in_progress");
  await teach(world, {});
  await world.admin.refused("rating_off", "ticket.ask_rating", { ticketId: story.ticketId, messageId: newId() });
});

check("RAT-01 X-45 with the window closed it is skipped, and the skip is written", async (world) => {
  await teach(world, RATING);
  const { ticketId, conversationId } = await world.story();
  await closeWindow(world, conversationId);
  await world.admin.done("ticket.close", { ticketId, message: "" });
  const [skip] = await eventsOf(world, ticketId, "rating_skipped");
  assert.deepEqual(skip?.after, { reason: "window_closed" });
  await world.admin.refused("window_closed", "ticket.ask_rating", { ticketId, messageId: newId() });
});

check("X-44 forwarding to a flow closes silently: no message, no rating", async (world) => {
  await teach(world, RATING);
  const { ticketId, conversationId } = await world.story();
  const flowId = newId();
  const steps = [{ id: newId(), kind: "text" as const, text: "do fluxo" }];
  await world.admin.done("flow.save", { flowId, name: "Silêncio", colour: 1, active: true, steps });
  await world.admin.done("ticket.forward_to_flow", { ticketId, flowId });
  await waitFor("the flow", async () => (await written(world, conversationId)).length > 0 || undefined);
  assert.deepEqual(await written(world, conversationId), [{ body: "do fluxo", origin: null }]);
});

check(
  "PRO-01 PRO-02 PRO-04 X-26 each ticket has a protocol of its own; the button tells it to the contact",
  async (world) => {
    await teach(world, {});
    const story = await world.story();
    const { protocol } = await ticketOf(world, story.ticketId);
    assert.match(protocol, /^\d{4}\.\d{4}\.\d{4,}$/);
    await world.admin.done("ticket.send_protocol", { ticketId: story.ticketId, messageId: newId() });
    const [sent] = await written(world, story.conversationId);
    assert.equal(sent?.origin, "protocol");
    assert.ok(sent?.body.includes(protocol));
    await waitFor("it at the phone", () => story.customer.data.messages.some((one) => one.text?.includes(protocol)));
    await world.admin.done("ticket.close", { ticketId: story.ticketId, message: "" });
    await says(world, story, "Outro assunto");
    const { ticket_id } = await latest(world, story);
    assert.notEqual((await ticketOf(world, String(ticket_id))).protocol, protocol);
    await world.admin.refused("conversation_exists", "ticket.send_protocol", {
      ticketId: story.ticketId,
      messageId: newId(),
    });
  },
);

check("PRO-03 a conversation is found by the protocol of any of its tickets", async (world) => {
  const { ticketId, conversationId } = await world.story();
  const { protocol } = await ticketOf(world, ticketId);
  const found = await world.admin.json("GET", `/api/search?q=${encodeURIComponent(protocol)}`);
  assert.deepEqual(found.conversations.map((row: { id: string }) => row.id), [conversationId]);
});
