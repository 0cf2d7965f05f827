import * as z from "zod/mini";
import type { ConnectionConfig, FetchedGroups, Io } from "../channel.ts";
import { failureOf, parseJson } from "./errors.ts";
import { graph } from "./graph.ts";
import { GroupsAnswerSchema } from "./wire.ts";

/** Meta lets a number have 10,000 groups; more than the first thousand nobody chooses from. */
const MAX_PAGES = 10;

/** The active groups of the number, page by page. A number that may have none answers with an error of its own. */
export async function fetchGroups(connection: ConnectionConfig, io: Io): Promise<FetchedGroups> {
  const groups: { providerId: string; name: string }[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const cursor = after ? `&after=${encodeURIComponent(after)}` : "";
    const answer = await graph(connection, io, "GET", `${connection.public.phoneNumberId}/groups?limit=100${cursor}`);
    if (answer.type !== "answer") return { ok: false, code: answer.type, text: answer.text };
    if (!answer.ok) {
      const outcome = failureOf(answer.status, answer.body);
      return {
        ok: false,
        code: "code" in outcome ? outcome.code : "unknown",
        text: "text" in outcome ? outcome.text : "",
      };
    }
    const known = z.safeParse(GroupsAnswerSchema, parseJson(answer.body));
    if (!known.success) return { ok: false, code: "unknown", text: "an answer without groups" };
    const { data, paging } = known.data;
    const found = Array.isArray(data) ? data : data.groups;
    groups.push(...found.map(({ id, subject }) => ({ providerId: id, name: subject ?? "" })));
    after = paging?.next ? paging.cursors?.after : undefined;
    if (!after) break;
  }
  return { ok: true, groups };
}
