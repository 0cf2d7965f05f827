import type { Entry } from "@db/cache/list_query.ts";
import type { ListRow } from "../desk_api.ts";

/** What a tab hears of an entry. */
export function rowOf({ conversation, ticket, contact, pending, held }: Entry): ListRow {
  return { conversation, ticket, contact, pending, held };
}
