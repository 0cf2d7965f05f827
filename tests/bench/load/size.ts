import type { BenchConfig } from "../config.ts";
import { show, table } from "../numbers.ts";
import type { Contender } from "../peers/servers.ts";
import type { Product } from "../seed.ts";
import type { JoinResult, MemoryResult, Order } from "./clients.ts";
import { largeUpdate } from "./large.ts";
import { runClients } from "./run_clients.ts";

type Size = BenchConfig["documents"]["size"];

/**
 * What a connection and an open document cost in memory, and how long somebody with nothing waits for a large
 * document. Ours comes out of PostgreSQL, put there past the rules, which let no ticket grow so large; the peers' is
 * written by a client.
 */
export async function measureSize(
  product: Product,
  contenders: readonly Contender[],
  tickets: string[],
  size: Size,
): Promise<string> {
  const idle = tickets.slice(0, size.documents + 1);
  const large = tickets.slice(idle.length, idle.length + size.largeBytes.length);
  for (const [i, id] of large.entries()) {
    await product.sql`update docs set snapshot = ${largeUpdate(size.largeBytes[i]!)} where id = ${id}`;
  }
  const rows: string[][] = [];
  for (const contender of contenders) {
    const ours = contender.target.kind === "mutirao";
    const ask = async <T>(rooms: string[], job: Order["job"]): Promise<T> => {
      const { target } = contender;
      const order = { target, rooms, clientsPerRoom: 1, serverPid: contender.pid(), databasePid: undefined, job };
      for await (const line of runClients(order)) return line as T;
      throw new Error(`the clients of ${contender.name} said nothing`);
    };
    const memory = await ask<MemoryResult>(idle, { type: "memory", connections: size.connections });
    const row = [contender.name, show(memory.perDocument, "KB"), show(memory.perConnection, "KB")];
    for (const [i, id] of large.entries()) {
      const fill = ours ? 0 : size.largeBytes[i]!;
      const { one, all, serverCpuEach } = await ask<JoinResult>([id], { type: "join", fill, readers: size.readers });
      row.push(show(one, "ms"), show(all, "ms"), show(serverCpuEach, "ms"));
    }
    rows.push(row);
  }
  const head = size.largeBytes.flatMap((bytes) => {
    const name = `${bytes / 1e6} MB`;
    return [`join ${name}`, `${size.readers} at once`, "server CPU each"];
  });
  return [
    `Resident memory gained by ${size.documents} small documents with one connection each, then by ` +
    `${size.connections} more idle connections to one document; a join ends when the stock client has applied the document (median of ${size.readers}):`,
    "",
    table(["server", "per open document", "per connection", ...head], rows),
  ].join("\n");
}
