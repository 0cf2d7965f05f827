/**
 * How long a search over millions of messages takes, from the request to the whole answer, for who sees everything and
 * for who sees one department: `deno run -A tests/bench/load/search.ts [millions]`. Prints one line a question.
 */
import { createHash } from "node:crypto";
import { newId } from "@domain/ids.ts";
import { fillSynthetic } from "@db/seed/synthetic.ts";
import { ticketSeed } from "@sync/doc/ticket_doc.ts";
import { openWorld } from "../../integration/harness/world.ts";
import type { Client } from "../../integration/harness/client.ts";
import { median } from "../numbers.ts";

const TICKETS = 100_000;
const IN_ONE_GO = 250_000;
const TIMES = 9;

/** A word is known by its rank: how often it comes falls with it. */
const QUESTIONS = {
  "a word in half of all messages": word(1),
  "in one of ten": word(9),
  "in one of a hundred": word(95),
  "in one of a thousand": word(950),
  "in one of ten thousand": word(9_500),
  "in one of thirty thousand": word(27_000),
  "two frequent words": `${word(1)} ${word(2)}`,
  "a frequent and a rare one": `${word(1)} ${word(20_000)}`,
  "three letters": word(400).slice(0, 3),
  "a name": "conceição",
  "a number": "98888",
  "a protocol": "2026.1121.0042",
  nowhere: "zzzzzzzz",
};

if (import.meta.main) {
  const messages = Number(Deno.args[0] ?? 5) * 1_000_000;
  const world = await openWorld();
  try {
    const departmentIds = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((n) => world.department(`Setor ${n}`)));
    // Nobody listens: what is filled in is history.
    world.admin.close();
    const draftId = newId();
    await fillSynthetic(world.db.sql, {
      workspaceId: world.workspaceId,
      connectionId: world.connectionId,
      departmentIds,
      memberIds: [world.admin.memberId],
      tickets: TICKETS,
      messagesPerTicket: 1,
      documentSeed: ticketSeed(draftId),
      documentDraftId: draftId,
    });
    const began = performance.now();
    for (let n = TICKETS; n < messages; n += IN_ONE_GO) {
      await addMessages(world.db.sql, n, Math.min(IN_ONE_GO, messages - n));
    }
    await world.db.sql`vacuum analyze messages`;
    await world.db.sql`vacuum analyze message_words`;
    console.log(`${messages} messages after ${Math.round((performance.now() - began) / 1000)} s`);
    const [size] = await world.db.sql`
      select pg_size_pretty(pg_total_relation_size('messages')) as messages,
        pg_size_pretty(pg_table_size('message_words')) as words, pg_size_pretty(pg_indexes_size('message_words')) as indexes`;
    console.log(size);
    const agent = await world.member("Bruno Reis", "agent", [departmentIds[0]!]);
    agent.close();
    for (
      const [who, client] of [
        ["sees all", world.admin],
        ["one of eight departments", agent],
      ] as const
    ) {
      for (const [question, q] of Object.entries(QUESTIONS)) console.log(who, "·", question, "·", await ask(client, q));
    }
  } finally {
    await world.close();
  }
}

async function ask(client: Client, q: string): Promise<string> {
  const times: number[] = [];
  let found = 0;
  for (let n = 0; n < TIMES; n++) {
    const began = performance.now();
    const answer = await client.json("GET", `/api/search?${new URLSearchParams({ q })}`);
    times.push(performance.now() - began);
    found = answer.messages.length;
  }
  const [first] = times;
  times.sort((a, b) => a - b);
  return `first ${first!.toFixed(0)} ms, median ${median(times).toFixed(0)} ms, slowest ${
    times
      .at(-1)!
      .toFixed(0)
  } ms (${found} messages)`;
}

/** Ten words a message, each with a probability that falls with its rank, as in a language. */
async function addMessages(sql: Awaited<ReturnType<typeof openWorld>>["db"]["sql"], from: number, count: number) {
  await sql`
    insert into messages (id, workspace_id, created_at, conversation_id, direction, kind, body, status, connection_id,
      version)
    select gen_random_uuid(), c.workspace_id, clock_timestamp() - interval '700 days' + ((${from}::int + n) * 10) * interval '1 second', c.id,
      'in', 'text', (select string_agg('w' || substr(md5(floor(exp(random() * 10.3))::text), 1, 7), ' ') from generate_series(1, 10 + 0 * n)),
      'received', c.connection_id, '3'
    from generate_series(1, ${count}::int) n
    join (select id, workspace_id, connection_id, row_number() over (order by id) as at from conversations) c
      on c.at = 1 + ((${from}::int + n) * 7919::bigint) % ${TICKETS}`;
}

function word(rank: number): string {
  return `w${createHash("md5").update(String(rank)).digest("hex").slice(0, 7)}`;
}
