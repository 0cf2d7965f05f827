import { newId } from "@domain/ids.ts";
import { postgresDocStore } from "@edge/sync/postgres_store.ts";
import { ticketSeed } from "@sync/doc/ticket_doc.ts";
import { testDatabase } from "../support/postgres.ts";
import { MemoryDocStore } from "../sync/rig/memory_doc_store.ts";
import { makeTicket } from "../sync/rig/ticket.ts";
import { docStoreContract } from "./doc_store_contract.ts";

docStoreContract("documents in PostgreSQL", async () => {
  const { sql, drop } = await testDatabase();
  const tickets = [await makeTicket(sql)];
  const { workspaceId } = tickets[0]!;
  tickets.push(await makeTicket(sql, workspaceId), await makeTicket(sql, workspaceId));
  const store = postgresDocStore({ sql, onCommit: () => {} });
  return { store, workspaceId, ids: tickets.map((ticket) => ticket.ticketId), close: drop };
});

docStoreContract("documents in memory", () => {
  const [workspaceId, ids] = [newId(), [newId(), newId(), newId()]];
  const store = new MemoryDocStore(workspaceId, Object.fromEntries(ids.map((id) => [id, ticketSeed(newId())])));
  return Promise.resolve({ store, workspaceId, ids, close: () => Promise.resolve() });
});
