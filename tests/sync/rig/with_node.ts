import { type TestDatabase, testDatabase } from "../../support/postgres.ts";
import { startNode, type TestNode } from "./node.ts";
import { Peer } from "./peer.ts";
import { makeTicket, type TestTicket } from "./ticket.ts";

export type Rig = {
  database: TestDatabase;
  node: TestNode;
  ticket: TestTicket;
  /** A synced client of this member on the ticket's document. */
  join(as: string, live?: boolean): Promise<Peer>;
};

type Options = Parameters<typeof startNode>[1];

/** A test with a node of its own on a real database, and one ticket. */
export function syncTest(name: string, run: (rig: Rig) => Promise<void>, options?: Options): void {
  Deno.test(name, async () => {
    const database = await testDatabase();
    const node = await startNode(database.sql, options);
    const peers: Peer[] = [];
    try {
      const ticket = await makeTicket(database.sql);
      await run({
        database,
        node,
        ticket,
        join(as, live = true) {
          const peer = new Peer(`${node.url}/${ticket.ticketId}`, { as, ws: ticket.workspaceId }, live);
          peers.push(peer);
          return peer.ready();
        },
      });
      for (const peer of peers) await peer.close();
    } finally {
      await node.stop();
      await database.drop();
    }
  });
}
