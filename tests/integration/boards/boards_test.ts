import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { CLOSE } from "@sync/wire/close_code.ts";
import { boardNames, placeCard, readBoard, removeCard, removeColumn } from "@sync/doc/board_doc.ts";
import { waitFor } from "../../support/waiting.ts";
import { secondWorkspace } from "../harness/second_workspace.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";
import { BoardTab } from "./board_tab.ts";

const check = suite();
let named = 0;

async function newBoard(world: World) {
  const boardId = newId();
  const columns = ["Novo", "Proposta", "Fechado"].map((name, n) => ({ id: newId(), name, colour: n + 1 }));
  const name = `Funil ${++named}`;
  await world.admin.done("board.save", { boardId, name, kind: "funnel", columns });
  const [first, second, third] = columns.map(({ id }) => id) as [string, string, string];
  return { boardId, name, columns, first, second, third };
}
async function openTab(...of: ConstructorParameters<typeof BoardTab>): Promise<BoardTab> {
  const tab = new BoardTab(...of);
  assert.equal(await tab.open(), undefined);
  return tab;
}
const places = (world: World, ticketId: string) => world.admin.mirror.row("tickets", ticketId)?.places ?? {};
async function moves(world: World, ticketId: string) {
  const rows = await world.db.sql<
    { actor_id: string; before: { column: string | null }; after: { board: string; column: string | null } }[]
  >`select actor_id, before, after from events where ticket_id = ${ticketId} and type = 'card_moved' order by at, id`;
  return rows.map(({ actor_id, before, after }) => [actor_id, before.column, after.column]);
}

check("KAN-02 KAN-05 who manages boards makes several, names them anew, archives and restores them", async (world) => {
  const { boardId, name, columns } = await newBoard(world);
  await world.admin.mirror.until("it is here", () => world.admin.mirror.row("boards", boardId) !== undefined);
  assert.deepEqual(world.admin.mirror.row("boards", boardId)?.columns, columns);
  await world.admin.refused("name_taken", "board.save", {
    boardId: newId(),
    name: name.toUpperCase(),
    kind: "kanban",
    columns,
  });
  await world.admin.refused("bad_input", "board.save", { boardId: newId(), name: "Sem colunas", kind: "kanban" });
  await world.admin.refused("bad_input", "board.save", { boardId, name, kind: "kanban", columns });
  await world.admin.done("board.save", { boardId, name: "Vendas", kind: "kanban" });
  await world.admin.done("board.archive", { boardId, archived: true });
  await world.admin.mirror.until("archived", () => world.admin.mirror.row("boards", boardId)?.archived_at !== null);
  // Its name is free meanwhile; it comes back only under one that is.
  const heir = await newBoard(world);
  await world.admin.done("board.save", { boardId: heir.boardId, name: "vendas", kind: "funnel" });
  await world.admin.refused("name_taken", "board.archive", { boardId, archived: false });
  const agent = await world.member("Caio");
  await agent.refused("forbidden", "board.save", { boardId: newId(), name: "Meu", kind: "kanban", columns });
  await agent.refused("forbidden", "board.archive", { boardId: heir.boardId, archived: true });
});

check(
  "[B3] KAN-03 KAN-04: a place chosen in the panel is in the document, the ticket's row and its timeline, once",
  async (world) => {
    const { boardId, first, second } = await newBoard(world);
    const { ticketId } = await world.story();
    const tab = await openTab(world.admin, boardId);
    const agent = await world.member("Bruno");
    await agent.done("board.place", { boardId, ticketId, columnId: first });
    await agent.done("board.place", { boardId, ticketId, columnId: second });
    await agent.done("board.place", { boardId, ticketId, columnId: second });
    await waitFor("the card", () => readBoard(tab.doc)[1]?.cards.includes(ticketId) || undefined);
    await world.admin.mirror.until("its row", () => places(world, ticketId)[boardId] === second);
    await agent.done("board.place", { boardId, ticketId, columnId: null });
    await world.admin.mirror.until("off", () => places(world, ticketId)[boardId] === undefined);
    assert.deepEqual(await moves(world, ticketId), [
      [agent.memberId, null, "Novo"],
      [agent.memberId, "Novo", "Proposta"],
      [agent.memberId, "Proposta", null],
    ]);
    await tab.close();
  },
);

check(
  "[B3] KAN-01: moves on the board reach rows in the transaction that stores them; sorting within a column none",
  async (world) => {
    const { boardId, first, third } = await newBoard(world);
    const [one, two] = [await world.story("Oi"), await world.story("Olá")];
    const agent = await world.member("Davi");
    const tab = await openTab(agent, boardId);
    assert.deepEqual(tab.write, ["cards"]);
    placeCard(tab.doc, one.ticketId, first, 0, 1);
    placeCard(tab.doc, two.ticketId, first, 0, 1);
    await tab.saved();
    placeCard(tab.doc, one.ticketId, first, 0, 2);
    await tab.saved();
    placeCard(tab.doc, one.ticketId, third, 0, 3);
    await tab.saved();
    // Saved means committed, rows and all: they are read without waiting.
    const [row] = await world.db.sql`select places from tickets where id = ${one.ticketId}`;
    assert.deepEqual(row!.places, { [boardId]: third });
    assert.deepEqual(await moves(world, one.ticketId), [[agent.memberId, null, "Novo"], [
      agent.memberId,
      "Novo",
      "Fechado",
    ]]);
    // A column that goes takes its cards to the first one.
    const boss = await openTab(world.admin, boardId);
    removeColumn(boss.doc, third);
    boardNames(boss.doc).set(first, "Entrada");
    await boss.saved();
    await world.admin.mirror.until("its row", () => places(world, one.ticketId)[boardId] === first);
    await world.admin.mirror.until(
      "its columns",
      () => world.admin.mirror.row("boards", boardId)?.columns.map(({ name }) => name).join() === "Entrada,Proposta",
    );
    removeCard(boss.doc, two.ticketId);
    await boss.saved();
    await world.admin.mirror.until("off", () => places(world, two.ticketId)[boardId] === undefined);
    await Promise.all([tab.close(), boss.close()]);
  },
);

check(
  "[B2] columns by who manages boards, cards by who uses them, nothing on an archived one; refusals are told",
  async (world) => {
    const { boardId, first } = await newBoard(world);
    const agent = await world.member("Elis");
    const tab = await openTab(agent, boardId);
    boardNames(tab.doc).set(first, "Meu");
    const refused = await waitFor("the refusal", () => tab.store.refused[0]);
    assert.deepEqual([refused.reason, refused.path, refused.text], ["forbidden", "names", [{
      root: "names",
      value: "Meu\nProposta\nFechado",
    }]]);
    await tab.saved();
    assert.equal(boardNames(tab.doc).get(first), "Novo");
    await world.admin.done("board.archive", { boardId, archived: true });
    await waitFor("read only", () => tab.write.length === 0 || undefined);
    const { ticketId } = await world.story();
    await world.admin.refused("board_archived", "board.place", { boardId, ticketId, columnId: first });
    await tab.close();
    // Without the permission: no rows, no document.
    const roleId = newId();
    await world.admin.done("role.save", { roleId, name: "Sem quadros", permissions: ["chat.take"] });
    const stranger = await world.member("Gil", { id: roleId });
    await stranger.follow();
    assert.equal(stranger.mirror.row("boards", boardId), undefined);
    const shut = new BoardTab(stranger, boardId);
    assert.equal(await shut.open(), CLOSE.forbidden);
    await shut.close();
    await stranger.refused("forbidden", "board.place", { boardId, ticketId, columnId: first });
  },
);

check("a board, a column or a ticket that is not there, or another workspace's, is as good as none", async (world) => {
  const { boardId, first } = await newBoard(world);
  const { ticketId } = await world.story();
  const { ids, client } = await secondWorkspace(world);
  const place = (change: object) => ({ boardId, ticketId, columnId: first, ...change });
  await world.admin.refused("not_found", "board.place", place({ columnId: newId() }));
  await world.admin.refused("not_found", "board.place", place({ boardId: newId() }));
  await world.admin.refused("not_found", "board.place", place({ boardId: ids.board }));
  await world.admin.refused("not_found", "board.place", place({ ticketId: ids.ticket }));
  const theirs = new BoardTab(client, boardId);
  assert.equal(await theirs.open(), CLOSE.notFound);
  // Its id on a board says nothing and touches nothing.
  const tab = await openTab(world.admin, boardId);
  placeCard(tab.doc, ids.ticket, first, 0, 1);
  await tab.saved();
  const [row] = await world.db.sql`select places from tickets where id = ${ids.ticket}`;
  assert.deepEqual(row!.places, {});
  await Promise.all([tab.close(), theirs.close()]);
});

check(
  "KAN-03 several move at once, one of them without network: all end on one board, and so do the rows",
  async (world) => {
    const { boardId, first, second, third } = await newBoard(world);
    const stories = await Promise.all(["a", "b", "c"].map((text) => world.story(text)));
    const ids = stories.map(({ ticketId }) => ticketId);
    const tabs = await Promise.all([1, 2, 3].map(() => openTab(world.admin, boardId)));
    ids.forEach((id, n) => placeCard(tabs[0]!.doc, id, first, n, 1));
    await tabs[0]!.saved();
    for (const tab of tabs) await waitFor("three cards", () => readBoard(tab.doc)[0]!.cards.length === 3 || undefined);
    tabs[2]!.cut();
    ids.forEach((id, n) => placeCard(tabs[n]!.doc, id, second, 0, 2));
    ids.forEach((id, n) => placeCard(tabs[(n + 1) % 3]!.doc, id, third, 0, 3));
    await Promise.all([tabs[0]!.saved(), tabs[1]!.saved()]);
    assert.equal(tabs[2]!.store.pending.size, 2);
    tabs[2]!.join();
    await tabs[2]!.saved();
    const seen = () => tabs.map((tab) => JSON.stringify(readBoard(tab.doc)));
    await waitFor("one board", () => new Set(seen()).size === 1 || undefined);
    const board = readBoard(tabs[0]!.doc);
    assert.deepEqual(board.flatMap(({ cards }) => cards).sort(), [...ids].sort());
    for (const column of board) {
      for (const id of column.cards) {
        await world.admin.mirror.until("its row", () => places(world, id)[boardId] === column.id);
      }
    }
    await Promise.all(tabs.map((tab) => tab.close()));
  },
);

check("KAN-04 a ticket that goes on by another connection keeps its place on the board (ASG-14)", async (world) => {
  const { boardId, second } = await newBoard(world);
  const [moved, other] = [await world.story("Oi"), await world.story("Olá")];
  await world.admin.done("ticket.take", { ticketId: moved.ticketId });
  for (const { ticketId } of [moved, other]) {
    await world.admin.done("board.place", { boardId, ticketId, columnId: second });
  }
  const connectionId = newId();
  await world.admin.done("connection.save", {
    connectionId,
    channel: "whatsapp",
    name: "Outra linha",
    departmentId: null,
    isDefault: false,
    settings: { ...world.meta.settings, phoneNumberId: "16180339" },
  });
  const newTicketId = newId();
  const input = { ticketId: moved.ticketId, connectionId, conversationId: newId(), newTicketId };
  await world.admin.done("ticket.move_channel", input);
  const tab = await openTab(world.admin, boardId);
  assert.deepEqual(readBoard(tab.doc).map(({ cards }) => cards), [[], [newTicketId, other.ticketId], []]);
  await world.admin.mirror.until("its row", () => places(world, newTicketId)[boardId] === second);
  assert.deepEqual(places(world, moved.ticketId), {});
  await tab.close();
});
