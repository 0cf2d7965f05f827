import * as z from "zod/mini";
import type { ConnectionConfig, FetchedGroups, Io } from "../channel.ts";
import { allPages } from "./pages.ts";
import { GroupsAnswerSchema } from "./wire.ts";

/** Meta lets a number have 10,000 groups; more than the first thousand nobody chooses from. */
const MAX_PAGES = 10;

/** The active groups of the number, page by page. A number that may have none answers with an error of its own. */
export async function fetchGroups(connection: ConnectionConfig, io: Io): Promise<FetchedGroups> {
  const found = await allPages(connection, io, `${connection.public.phoneNumberId}/groups`, MAX_PAGES, (body) => {
    const known = z.safeParse(GroupsAnswerSchema, body);
    if (!known.success) return undefined;
    const { data, paging } = known.data;
    const listed = Array.isArray(data) ? data : data.groups;
    return {
      items: listed.map(({ id, subject }) => ({ providerId: id, name: subject ?? "" })),
      paging: paging ?? undefined,
    };
  });
  return found.ok ? { ok: true, groups: found.items } : found;
}
