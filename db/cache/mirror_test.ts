import { TICKET_STATUSES, VIEWS } from "@domain/ticket.ts";
import fc from "fast-check";
import assert from "node:assert/strict";
import { matcher } from "@domain/fold.ts";
import type { Sort } from "@domain/view.ts";
import { COMPARE, type Entry, inScope, type ListQuery } from "./list_query.ts";
import { Mirror } from "./mirror.ts";
import { AGENTS, DEPARTMENTS, ME, randomFrom, STAGES, synthetic, syntheticOne, uuid } from "./testing/synthetic.ts";

const ACTOR = { id: ME, permissions: [], departmentIds: [DEPARTMENTS[0]!] };
const SORTS: Sort[] = ["newest", "oldest", "opened_newest", "opened_oldest", "waiting_longest"];

function filled(count: number): Mirror {
  const mirror = new Mirror(ACTOR);
  for (const event of synthetic(count)) mirror.apply(event);
  mirror.refresh();
  return mirror;
}

/** The answer as anybody would write it down. */
function plain(entries: Iterable<Entry>, query: ListQuery): string[] {
  const matches = matcher(query.search ?? "") ?? (() => true);
  return [...entries]
    .filter((entry) => inScope(query, entry, ACTOR))
    .filter((entry) => query.status === undefined || entry.ticket.status === query.status)
    .filter((entry) => !query.unreadOnly || entry.conversation.unread > 0)
    .filter((entry) => matches(entry.folded))
    .sort(COMPARE[query.sort])
    .map((entry) => entry.id);
}

const queries: fc.Arbitrary<ListQuery> = fc.record({
  view: fc.constantFrom(...VIEWS),
  sort: fc.constantFrom(...SORTS),
  status: fc.option(fc.constantFrom(...TICKET_STATUSES), { nil: undefined }),
  departmentId: fc.option(fc.constantFrom(...DEPARTMENTS), { nil: undefined }),
  agentId: fc.option(fc.constantFrom(...AGENTS), { nil: undefined }),
  stageId: fc.option(fc.constantFrom(...STAGES), { nil: undefined }),
  unreadOnly: fc.boolean(),
  search: fc.option(fc.constantFrom("ana", "conceicao", "31 8000", "2026.00001", "zzz"), { nil: undefined }),
});

Deno.test("a list equals the plain filter and sort, also after changes one by one and in bulk", () => {
  fc.assert(
    fc.property(queries, fc.integer({ min: 1, max: 9999 }), fc.constantFrom(3, 400), (query, seed, changes) => {
      const mirror = filled(500);
      mirror.lists.answer(query, ACTOR);
      const random = randomFrom(seed);
      for (let i = 0; i < changes; i++) {
        const { conversation, ticket, contact } = syntheticOne(Math.floor(random() * 520), random);
        mirror.apply({ table: "contacts", rows: [contact] });
        const gone = random() < 0.1 ? "2026-01-01T00:00:00Z" : null;
        mirror.apply({ table: "conversations", rows: [{ ...conversation, deleted_at: gone }] });
        mirror.apply({ table: "tickets", rows: [ticket] });
        if (changes < 10) mirror.refresh();
      }
      mirror.refresh();
      const answer = mirror.lists.answer(query, ACTOR).entries.map((entry) => entry.id);
      assert.deepEqual(answer, plain(mirror.lists.values(), query));
    }),
    { numRuns: 60 },
  );
});

Deno.test("a list is narrowed by status, type and demand of its tickets, and follows their changes (STS-08, STA-06, CTP-16)", () => {
  const mirror = filled(30);
  const [one, other] = [...mirror.lists.values()].map(({ ticket }) => ticket);
  const ids = (query: Partial<ListQuery>) =>
    mirror.lists.answer({ view: "todos", sort: "newest", ...query }, ACTOR).entries.map(({ ticket }) => ticket.id);
  const [type, demand] = [uuid(12, 1), uuid(12, 2)];
  mirror.apply({ table: "tickets", rows: [{ ...one!, type, demand }, { ...other!, type }] });
  mirror.refresh();
  assert.deepEqual(ids({ typeId: type }).toSorted(), [one!.id, other!.id].toSorted());
  assert.deepEqual(ids({ typeId: type, demandId: demand }), [one!.id]);
  mirror.apply({ table: "tickets", rows: [{ ...one!, type, demand: "" }] });
  mirror.refresh();
  assert.deepEqual(ids({ demandId: demand }), []);
});

Deno.test("the opening sorts list only contacts that have a protocol (INB-27)", () => {
  const mirror = filled(5);
  const [{ conversation }] = [...mirror.lists.values()] as [Entry];
  mirror.apply({ table: "conversations", rows: [{ ...conversation, id: uuid(5, 99), ticket_id: null }] });
  mirror.refresh();
  for (const sort of ["opened_newest", "opened_oldest"] as const) {
    const listed = mirror.lists.answer({ view: "todos", sort }, ACTOR).entries;
    assert.equal(listed.length, 5);
    assert.ok(listed.every(({ ticket }) => ticket.protocol !== ""));
  }
});

Deno.test("counts are of the view before status, search and unread narrow it", () => {
  const mirror = filled(300);
  const wide = mirror.lists.answer({ view: "todos", sort: "newest" }, ACTOR);
  const narrow = mirror.lists.answer({ view: "todos", sort: "newest", status: "waiting", search: "ana" }, ACTOR);
  assert.deepEqual(narrow.counts, wide.counts);
  assert.equal(TICKET_STATUSES.reduce((sum, status) => sum + wide.counts[status], 0), 300);
  assert.ok(narrow.entries.length > 0 && narrow.entries.length < wide.counts.waiting);
});

Deno.test("a pending take shows at once and goes when it is not pending any more", () => {
  const mirror = filled(50);
  const waiting = mirror.lists.answer({ view: "aguardando", sort: "newest" }, ACTOR).entries[0]!;
  const mine: ListQuery = { view: "meus", sort: "newest" };
  const before = mirror.lists.answer(mine, ACTOR).entries.length;
  const action = {
    id: uuid(9, 1),
    type: "ticket.take" as const,
    ticketId: waiting.ticket.id,
    composedAt: waiting.ticket.opened_at,
  };
  mirror.setPending([{ action, held: false, conversationId: waiting.id, contactId: undefined }]);
  mirror.refresh();
  assert.equal(mirror.lists.answer(mine, ACTOR).entries.length, before + 1);
  assert.equal(mirror.lists.entry(waiting.id)!.pending, true);
  mirror.setPending([]);
  mirror.refresh();
  assert.equal(mirror.lists.answer(mine, ACTOR).entries.length, before);
});

Deno.test("a conversation started here shows before the server knows it, also after a reset", () => {
  const mirror = filled(5);
  const action = {
    id: uuid(9, 2),
    type: "conversation.start" as const,
    composedAt: "2026-11-21T12:00:00Z",
    conversationId: uuid(4, 900),
    ticketId: uuid(6, 900),
    connectionId: uuid(5, 0),
    departmentId: null,
    contact: { newId: uuid(3, 900), name: "Nova Pessoa", phone: "+5531988880000", foreign: false },
  };
  const pending = { action, held: false, conversationId: action.conversationId, contactId: undefined };
  mirror.setPending([pending]);
  mirror.refresh();
  const found = () => mirror.lists.answer({ view: "meus", sort: "newest", search: "nova" }, ACTOR).entries.length;
  assert.equal(found(), 1);
  assert.equal(mirror.conversationOf(action.ticketId), action.conversationId);
  mirror.clear();
  mirror.refresh();
  assert.equal(found(), 1);
});

Deno.test("a conversation out of sight leaves lists, tickets and contact's tickets", () => {
  const mirror = filled(20);
  mirror.drop([uuid(4, 3)]);
  mirror.refresh();
  assert.equal(mirror.lists.entry(uuid(4, 3)), undefined);
  assert.equal(mirror.conversationOf(uuid(6, 3)), undefined);
  assert.equal(mirror.ticketsOfContact(uuid(3, 3), undefined).length, 0);
});

Deno.test("100,000 conversations: a filtered answer costs less than one plain filter and sort", () => {
  const mirror = filled(100_000);
  const query: ListQuery = { view: "abertos", sort: "newest", search: "conceicao" };
  mirror.lists.answer({ view: "todos", sort: "newest" }, ACTOR);
  const timed = (work: () => unknown) => {
    let best = Infinity;
    for (let i = 0; i < 5; i++) {
      const start = performance.now();
      work();
      best = Math.min(best, performance.now() - start);
    }
    return best;
  };
  let i = 0;
  const random = randomFrom(5);
  // Each round has a change before it, so nothing is answered from memory of the last answer.
  const ours = timed(() => {
    const { conversation, ticket } = syntheticOne(i++, random);
    mirror.apply({ table: "tickets", rows: [ticket] });
    mirror.apply({ table: "conversations", rows: [conversation] });
    mirror.refresh();
    mirror.lists.answer(query, ACTOR);
  });
  const theirs = timed(() => plain(mirror.lists.values(), { ...query, search: "", view: "todos" }));
  console.log(
    `  100,000: change + filtered answer ${ours.toFixed(1)} ms, plain filter and sort ${theirs.toFixed(1)} ms`,
  );
  assert.ok(ours < theirs, `${ours} ms against ${theirs} ms`);
});

Deno.test("what went from one contact to another hangs on the other only, and on the first again when it comes back", () => {
  const mirror = filled(3);
  const conversation = mirror.get("conversations", uuid(4, 1))!;
  const ticket = mirror.get("tickets", uuid(6, 1))!;
  const place = (contactId: string, conversationId: string) => {
    const deleted_at = conversationId === conversation.id ? null : "2026-11-21T12:00:00Z";
    mirror.apply({ table: "conversations", rows: [{ ...conversation, deleted_at }] });
    mirror.apply({
      table: "tickets",
      rows: [{ ...ticket, contact_id: contactId, conversation_id: conversationId }],
    });
    mirror.refresh();
    return [0, 1].map((at) => mirror.ticketsOfContact(uuid(3, at), undefined).map((one) => one.id));
  };
  assert.deepEqual(place(uuid(3, 0), uuid(4, 0)), [[uuid(6, 1), uuid(6, 0)].sort(byOpening(mirror)), []]);
  assert.deepEqual(place(uuid(3, 1), uuid(4, 1)), [[uuid(6, 0)], [uuid(6, 1)]]);
});

const byOpening = (mirror: Mirror) => (a: string, b: string) =>
  Date.parse(mirror.get("tickets", b)!.opened_at) - Date.parse(mirror.get("tickets", a)!.opened_at);

Deno.test("what I pinned is on top whatever the order, and nobody else's pin is (INB-15)", () => {
  const mirror = filled(40);
  const pin = (id: string, by: string[]) => {
    const conversation = mirror.get("conversations", id)!;
    mirror.apply({ table: "conversations", rows: [{ ...conversation, pinned_by: by }] });
  };
  const first = (sort: Sort) => mirror.lists.answer({ view: "todos", sort }, ACTOR).entries[0]?.id;
  const last = mirror.lists.answer({ view: "todos", sort: "newest" }, ACTOR).entries.at(-1)!.id;
  pin(last, [ME]);
  pin(uuid(4, 3), [AGENTS[1]!]);
  mirror.refresh();
  for (const sort of SORTS) assert.equal(first(sort), last, sort);
});

Deno.test("a ticket that is put away is in its own view only, and back when its time has come, without a server", () => {
  const mirror = filled(40);
  const entry = mirror.lists.answer({ view: "em_atendimento", sort: "newest" }, ACTOR).entries[0]!;
  const snoozed_until = new Date(Date.now() + 3_600_000).toISOString();
  const action = { id: uuid(9, 1), composedAt: new Date().toISOString(), type: "ticket.snooze" as const };
  mirror.setPending([{
    action: { ...action, ticketId: entry.ticket.id, until: snoozed_until },
    held: false,
    conversationId: entry.id,
    contactId: undefined,
  }]);
  mirror.refresh();
  const views = () =>
    VIEWS.filter((view) =>
      mirror.lists.answer({ view, sort: "newest" }, ACTOR).entries.some(({ id }) => id === entry.id)
    );
  assert.deepEqual(views(), ["adiados", "todos"]);
  assert.equal(mirror.wake(Date.now()), false);
  assert.equal(mirror.wake(Date.parse(snoozed_until)), true);
});
