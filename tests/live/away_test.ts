/** Thirty days without the server, on the real one: a browser full of work comes back in one go. */
import { newId } from "@domain/ids.ts";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openStage, type Stage } from "../e2e/world/stage.ts";
import { PASSWORD } from "../integration/harness/client.ts";
import { waitFor } from "../support/waiting.ts";
import { openStagePage, rewriteOutbox, withBrowser } from "./away_world.ts";
import { until } from "./live_world.ts";

const TICKETS = 40;
const DAYS = 30;
/** How many tickets meet each kind of trouble. Documents of tickets that left sight cannot leave: their edits stay. */
const GROUP = 4;
type Ticket = { id: string; conversationId: string; contactId: string };

Deno.test({
  name:
    "[F3] [O2] [O7] [O10] 30 days away: signed out meanwhile, 500 actions and 40 documents leave in order, once, in batches; what is refused is shown; nothing is lost",
  // The server's sockets and Meta's emulator live longer than one test.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const stage = await openStage({ bare: false });
    try {
      await withBrowser(stage.edge.url, async ({ url, context, again }) => {
        const tickets = await makeTickets(stage);
        const first = await openStagePage(context, url, stage.people.get("Bruno")!.cookie);
        await until(first, "live");
        await untilCopied(first, tickets);
        await stage.edge.kill("SIGTERM");
        await until(first, "offline");
        const ids = await work(first, tickets, await tagOf(stage));
        await first.waitForFunction((count) => live.left().documents === count, TICKETS);
        await rewriteOutbox(first, DAYS);
        const reopened = await again();
        await stage.edge.restart();
        await meanwhile(stage, tickets);

        const began = performance.now();
        const page = await openStagePage(reopened, url);
        await page.waitForFunction(() => live.out === "ended");
        await page.evaluate(async (body) => {
          await fetch("/api/auth/sign-in", { method: "POST", headers: { "content-type": "application/json" }, body });
        }, JSON.stringify({ email: "bruno@beira.test", password: PASSWORD }));
        const requests: number[] = [];
        page.on("request", (request) => {
          if (request.url().endsWith("/api/actions")) requests.push(request.postDataJSON().actions.length);
        });
        await page.reload();
        await page.waitForFunction(() => globalThis.live?.desk !== undefined);
        await waitFor("everything to be answered", async () => {
          const { sync, actions, behind, documents } = await page.evaluate(() => live.left());
          return (sync === "live" && actions > 0 && actions === behind && documents === GROUP) || undefined;
        }, 90_000);
        await until(page, "live");
        console.log(`  back in ${((performance.now() - began) / 1000).toFixed(1)} s, ${requests.length} requests`);
        await compare(stage, page, ids);
        assert.ok(requests.every((length) => length <= 50) && requests.length < 40, `requests of ${requests}`);
      });
    } finally {
      await stage.close();
    }
  },
});

/** Forty customers wrote, Bruno took each. */
async function makeTickets(stage: Stage): Promise<Ticket[]> {
  for (let i = 0; i < TICKETS; i++) {
    stage.meta.addCustomer({ name: `Cliente ${i}` }).sendText("Bom dia");
  }
  const tickets = await waitFor("the tickets", async () => {
    const rows = await stage.db.sql<Ticket[]>`
      select t.id, t.conversation_id as "conversationId", c.contact_id as "contactId" from tickets t
      join conversations c on c.id = t.conversation_id order by t.id`;
    return rows.length === TICKETS ? rows.map((row) => ({ ...row })) : undefined;
  }, 60_000);
  for (const { id } of tickets) await stage.people.get("Bruno")!.done("ticket.take", { ticketId: id });
  await stage.db.sql`update tickets set opened_at = opened_at - ${`${DAYS + 1} days`}::interval`;
  return tickets;
}

async function tagOf(stage: Stage): Promise<string> {
  const [tag] = await stage.db.sql<{ id: string }[]>`select id from tags limit 1`;
  return tag!.id;
}

/** Copies of the member's own documents come unasked. */
async function untilCopied(page: Page, tickets: readonly Ticket[]): Promise<void> {
  const copied = async () => await page.evaluate(() => live.copies()) >= tickets.length || undefined;
  await waitFor("copies of the documents", copied, 60_000);
}

/** 500 actions of eight kinds and an edit in every document. Answers the actions' ids in order. */
async function work(page: Page, tickets: readonly Ticket[], tagId: string): Promise<string[]> {
  return await page.evaluate(async ({ tickets, tagId, ids }) => {
    const done: string[] = [];
    for (const [n, { id: ticketId, conversationId, contactId }] of tickets.entries()) {
      const act = async (wish: Parameters<typeof live.act>[0]) => void done.push(await live.act(wish));
      const words = { conversationId, seen: null, anyway: false };
      await act({ type: "ticket.pause", ticketId });
      await act({ type: "ticket.resume", ticketId });
      for (let i = 0; i < 6; i++) {
        await act({ type: "message.send", messageId: ids.pop()!, text: `Resposta ${i} a ${n}`, ...words });
      }
      await act({ type: "message.internal", conversationId, messageId: ids.pop()!, text: `Nota ${n}` });
      await act({ type: "contact.update", contactId, email: `cliente${n}@example.org` });
      await act({ type: "conversation.unread", conversationId });
      await act({ type: "ticket.pause", ticketId });
      if (n >= 20) await act({ type: "ticket.close", ticketId, message: "" });
      await live.edit(ticketId, `Combinado ${n}`, tagId);
    }
    return done;
  }, { tickets, tagId, ids: Array.from({ length: TICKETS * 7 }, () => newId()) });
}

/** A month of other people's work: windows shut, tickets taken and closed, customers answered, sessions over. */
async function meanwhile(stage: Stage, tickets: readonly Ticket[]): Promise<void> {
  const ana = stage.people.get("Ana")!;
  const carla = stage.people.get("Carla")!;
  const at = (from: number) => tickets.slice(from, from + GROUP);
  const conversations = (some: Ticket[]) => some.map(({ conversationId }) => conversationId);
  await stage.db.sql`update conversations set free_text_until = clock_timestamp() - interval '29 days'
    where id = any(${conversations(at(0))}::uuid[])`;
  for (const { id } of at(4)) {
    await ana.done("ticket.transfer", { ticketId: id, agentId: carla.memberId, departmentId: null });
  }
  for (const { conversationId } of at(8)) await ana.send(conversationId, "Ana respondeu");
  for (const { id } of at(12)) await ana.done("ticket.close", { ticketId: id, message: "" });
  await stage.db.sql`update sessions set expires_at = clock_timestamp() - interval '1 day' where member_id = ${
    stage.people.get("Bruno")!.memberId
  }`;
}

/** Each action ran once or is on the author's screen; words arrived once, in order; documents hold what was written. */
async function compare(stage: Stage, page: Page, ids: readonly string[]): Promise<void> {
  const { sql } = stage.db;
  const rows = await sql<{ id: string; status: string; type: string; code: string | null }[]>`
    select id, type, result->>'status' as status, result->>'code' as code from actions where id = any(${ids}::uuid[])`;
  const held = await page.evaluate(() =>
    live.desk!.waiting.actions.map(({ action, state }) => ({ id: action.id, state }))
  );
  const problems = await page.evaluate(() => live.desk!.problems.map(({ action, code }) => ({ id: action.id, code })));
  console.log(`  done ${rows.filter(({ status }) => status === "done").length}, held ${held.length}`, count(problems));
  assert.equal(new Set([...rows.map(({ id }) => id), ...held.map(({ id }) => id)]).size, ids.length);
  assert.equal(ids.length, 500);
  const refused = rows.filter(({ status, type }) => status === "refused" && type !== "conversation.unread");
  const shown = new Set(problems.map(({ id }) => id));
  assert.deepEqual(refused.filter(({ id }) => !shown.has(id)), []);
  for (const code of ["window_closed", "moved_on"]) {
    assert.ok(problems.some((one) => one.code === code), code);
  }
  const sent = await sql<{ conversation_id: string; texts: string[] }[]>`
    select conversation_id, array_agg(body order by created_at, id) as texts from messages
    where member_id = ${stage.people.get("Bruno")!.memberId} and direction = 'out' group by 1`;
  for (const { texts } of sent) {
    assert.deepEqual(texts, [...texts].sort(), "in order");
    assert.equal(new Set(texts).size, texts.length, "once");
  }
  await stage.meta.idle();
  const bodies = stage.meta.sent.map((one) => `${one.customerId} ${JSON.stringify(one)}`);
  assert.equal(new Set(bodies).size, bodies.length);
}

function count(problems: { code: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of problems) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
