import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { followAbandonedText } from "@edge/sync/follow_text.ts";
import { waitFor } from "../support/waiting.ts";
import { paragraph } from "./rig/paragraph.ts";
import { syncTest } from "./rig/with_node.ts";

syncTest(
  "[R13] a note's row follows its text once for all that was typed, and tells an event of everybody who wrote",
  async (rig) => {
    const members = [newId(), newId()];
    const peers = await Promise.all(members.map((member) => rig.join(member)));
    await rig.database.sql`create table writes (text text)`;
    await rig.database.sql`create function count_writes() returns trigger language plpgsql as $$
    begin insert into writes values (new.text); return new; end $$`;
    await rig.database.sql`create trigger count_writes after insert or update on ticket_notes
    for each row execute function count_writes()`;
    const texts = peers.map(paragraph);
    const begun = performance.now();
    for (let i = 0; i < 30; i++) {
      texts[i % 2]!.insert(0, "x");
      await peers[i % 2]!.allSaved();
    }
    await waitFor("the row", async () => {
      const [row] = await rig.database.sql`select text from ticket_notes`;
      return row?.text.replaceAll(/\s/g, "").length === 30 || undefined;
    });
    const [count] = await rig.database.sql`select (select count(*)::int from writes) as writes,
    (select count(*)::int from docs where untold_since is not null) as behind`;
    const most = Math.ceil((performance.now() - begun) / 1_000) + 1;
    assert.ok(count!.writes <= most, `the row was written ${count!.writes} times, not ${most}`);
    assert.equal(count!.behind, 0);
    const actors = await rig.database.sql`select actor_id from events where type = 'note_edited'`;
    assert.deepEqual(actors.map((event) => event.actor_id).sort(), members.sort());
  },
  { limits: { followMs: 1_000 } },
);

syncTest(
  "[R13] nobody who types waits for the rows: a document written to meanwhile stays marked and is followed again",
  async (rig) => {
    const peer = await rig.join(newId());
    const text = paragraph(peer);
    text.insert(0, "antes");
    await peer.allSaved();
    const { sql } = rig.database;
    const noteOf = async () => (await sql`select text from ticket_notes`)[0]?.text;
    await waitFor("the first text", async () => (await noteOf())?.includes("antes") || undefined);
    // The rows are being followed, for as long as this is open, and cannot be written.
    const held = await sql.reserve();
    await held`begin`;
    await held`select from ticket_notes for update`;
    text.insert(0, "durante ");
    await peer.allSaved();
    const isWaiting = async () => (await sql`select from pg_locks where not granted`).length > 0 || undefined;
    await waitFor("the rows to be waited for", isWaiting);
    text.insert(0, "enquanto ");
    await peer.allSaved();
    await held`commit`;
    held.release();
    await waitFor("the last text", async () => (await noteOf())?.includes("enquanto durante antes") || undefined);
    await waitFor("the mark's end", async () => {
      const [row] = await sql`select count(*)::int as n from docs where untold_since is not null`;
      return row!.n === 0 || undefined;
    });
  },
  { limits: { followMs: 50 } },
);

syncTest(
  "[R13] what a node that died left behind is followed by another's sweep; one that goes down in order leaves nothing",
  async (rig) => {
    const [author, other] = [newId(), newId()];
    const peer = await rig.join(author);
    paragraph(peer).insert(0, "de quem morreu");
    await peer.allSaved();
    const noteOf = async () => (await rig.database.sql`select text from ticket_notes`)[0]?.text;
    assert.equal(await noteOf(), undefined);
    let told = 0;
    await followAbandonedText(rig.database.sql, () => told++);
    assert.deepEqual([await noteOf(), told], [undefined, 0], "its node is alive, as far as anybody knows");
    await followAbandonedText(rig.database.sql, () => told++, 0);
    await followAbandonedText(rig.database.sql, () => told++, 0);
    assert.deepEqual([await noteOf(), told], ["de quem morreu", 1]);
    const later = await rig.join(other);
    paragraph(later).insert(0, "e antes de sair");
    await later.allSaved();
    await rig.node.rooms.close();
    assert.match(await noteOf(), /e antes de sair\s+de quem morreu/);
    const events = await rig.database.sql`select actor_id from events where type = 'note_edited' order by id`;
    assert.deepEqual(events.map((event) => event.actor_id), [author, other]);
  },
  { limits: { followMs: 60_000 } },
);
