import assert from "node:assert/strict";
import fc from "fast-check";
import { newId } from "@domain/ids.ts";
import { type Actor, can, canSeeConversation, PERMISSIONS } from "@domain/policy.ts";
import { inView, TICKET_STATUSES, type TicketState, VIEWS } from "@domain/ticket.ts";
import { openPool } from "@db/client.ts";
import { windowConversations } from "@db/feed/window.ts";
import { withWorkspace } from "@db/tx.ts";
import { testDatabase } from "../../support/postgres.ts";

const pick = <T>(...of: T[]) => fc.constantFrom(...of);
const members = [newId(), newId(), newId()];
const departments = [newId(), newId(), newId()];
const actors: fc.Arbitrary<Actor> = fc.record({
  id: pick(...members),
  permissions: fc.subarray([...PERMISSIONS]),
  departmentIds: fc.subarray(departments),
});
const states: fc.Arbitrary<TicketState> = fc.record({
  status: pick(...TICKET_STATUSES),
  agent_id: pick(null, ...members),
  department_id: pick(null, ...departments),
  archived_at: pick(null, null, null, "2026-11-20T10:00:00.000Z"),
  snoozed_until: pick(null, null, "2026-11-23T12:00:00.000Z"),
});

Deno.test("STS-14 STS-15 STS-25 the window's SQL and canSeeConversation() agree for every member, of several departments too, and placement (USR-10, USR-12)", async () => {
  const database = await testDatabase();
  const sql = openPool(database.url, 2);
  try {
    const workspaceId = newId();
    // Every placement there is, with an open and with a recently closed ticket.
    const placed: { id: string; agent_id: string | null; department_id: string | null }[] = [];
    const connection = newId();
    await sql`insert into workspaces (id, workspace_id, name) values (${workspaceId}, ${workspaceId}, 'W')`;
    await sql`insert into connections (id, workspace_id, channel, name, address, status) values (${connection}, ${workspaceId}, 'whatsapp', 'C', '', 'active')`;
    for (const agent_id of [null, ...members]) {
      for (const department_id of [null, ...departments]) {
        for (const closed of [false, true]) {
          const [id, ticket, contact] = [newId(), newId(), newId()];
          await sql`insert into contacts (id, workspace_id, name) values (${contact}, ${workspaceId}, 'P')`;
          await sql`insert into conversations ${
            sql({
              id,
              workspace_id: workspaceId,
              contact_id: contact,
              connection_id: connection,
              channel: "whatsapp",
              has_window: true,
              ticket_id: ticket,
              agent_id,
              department_id,
            })
          }`;
          await sql`insert into tickets ${
            sql({
              id: ticket,
              workspace_id: workspaceId,
              conversation_id: id,
              contact_id: contact,
              connection_id: connection,
              protocol: ticket,
              status: closed ? "closed" : "waiting",
              closed_at: closed ? new Date().toISOString() : null,
              agent_id: closed ? null : agent_id,
              department_id: closed ? null : department_id,
            })
          }`;
          placed.push({ id, agent_id, department_id });
        }
      }
    }
    await fc.assert(
      fc.asyncProperty(actors, async (actor) => {
        const shown = await withWorkspace(sql, workspaceId, (tx) => windowConversations(tx, workspaceId, actor));
        const expected = placed.filter((place) => canSeeConversation(actor, place)).map((place) => place.id);
        assert.deepEqual(shown.map((one) => one.id).sort(), expected.sort());
        // What searches find is judged by the database.
        const found = await sql<{ id: string }[]>`
          select id from conversations where in_sight(agent_id, department_id, ${actor.id}::uuid,
            ${[...actor.departmentIds]}::uuid[], ${can(actor, "chat.viewAll")},
            ${can(actor, "chat.viewOtherDepartmentsOpen")})`;
        assert.deepEqual(found.map((one) => one.id).sort(), expected);
      }),
      { numRuns: 120 },
    );
  } finally {
    await sql.end();
    await database.drop();
  }
});

Deno.test("D.2 the views' predicates, as features.md writes them", () => {
  fc.assert(
    fc.property(states, actors, (t, u) => {
      const kept = t.archived_at === null;
      const atHand = kept && t.snoozed_until === null;
      const notClosed = t.status !== "closed";
      const inDepartment = t.department_id !== null &&
        (u.departmentIds.includes(t.department_id) || can(u, "chat.viewOtherDepartmentsOpen"));
      const expected = {
        todos: kept,
        abertos: atHand && ["waiting", "in_progress", "paused"].includes(t.status) &&
          ((t.agent_id === null && t.department_id === null) || inDepartment),
        meus: atHand && t.agent_id === u.id && notClosed,
        em_atendimento: atHand && t.agent_id !== null && notClosed,
        aguardando: atHand && t.status === "waiting",
        no_bot: atHand && t.status === "bot",
        resolvidos: atHand && t.status === "closed",
        adiados: kept && t.snoozed_until !== null,
        lixeira: !kept,
        grupos: false,
      };
      for (const view of VIEWS) assert.equal(inView(view, t, u), expected[view], view);
    }),
    { numRuns: 2000 },
  );
});

Deno.test("a group is in its own view while it is added, whatever its ticket, and in no other (STS-09, STS-12, X-32)", () => {
  fc.assert(
    fc.property(states, actors, (t, u) => {
      for (const view of VIEWS) {
        const expected = view === "grupos" && t.status !== "closed";
        assert.equal(inView(view, t, u, true), expected, view);
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("STS-18 STS-21 STS-23 what follows: closed, agent-only and bot tickets are never in Abertos; what is there may be seen", () => {
  fc.assert(
    fc.property(states, actors, (t, u) => {
      const open = inView("abertos", t, u);
      if (t.status === "closed" || t.status === "bot") assert.ok(!open);
      if (t.agent_id !== null && t.department_id === null) assert.ok(!open);
      if (open || inView("meus", t, u)) assert.ok(canSeeConversation(u, t), "a view must not show what sight hides");
    }),
    { numRuns: 2000 },
  );
});
