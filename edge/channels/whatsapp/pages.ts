import type { ConnectionConfig, Io } from "../channel.ts";
import { failureOf, parseJson } from "./errors.ts";
import { graph } from "./graph.ts";
import type { Paging } from "./wire.ts";

export type Failed = { ok: false; code: string; text: string };
export type Paged<Item> = { items: Item[]; paging: Paging | undefined };

/**
 * A list of Meta's, page by page (100 a page), at most `mostPages`. In: the path with its query, and how a page is read
 * (undefined: not what was asked for). Out: all items, or why not.
 */
export async function allPages<Item>(
  connection: ConnectionConfig,
  io: Io,
  path: string,
  mostPages: number,
  read: (body: unknown) => Paged<Item> | undefined,
): Promise<{ ok: true; items: Item[] } | Failed> {
  const items: Item[] = [];
  let cursor = "";
  for (let page = 0; page < mostPages; page++) {
    const answer = await graph(connection, io, "GET", `${path}${path.includes("?") ? "&" : "?"}limit=100${cursor}`);
    if (answer.type !== "answer") return { ok: false, code: answer.type, text: answer.text };
    if (!answer.ok) {
      const outcome = failureOf(answer.status, answer.body);
      return {
        ok: false,
        code: "code" in outcome ? outcome.code : "unknown",
        text: "text" in outcome ? outcome.text : "",
      };
    }
    const known = read(parseJson(answer.body));
    if (!known) return { ok: false, code: "unknown", text: "an answer that is no such list" };
    items.push(...known.items);
    const after = known.paging?.next ? known.paging.cursors?.after : undefined;
    if (!after) break;
    cursor = `&after=${encodeURIComponent(after)}`;
  }
  return { ok: true, items };
}
