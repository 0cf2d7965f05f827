/** Closed conversations beyond a browser's window, page by page (INB-33). */
import type { Actor } from "@domain/policy.ts";
import type { ViewQuery } from "@domain/view_query.ts";
import type { Tx } from "../tx.ts";
import { CLOSED_DAYS, CLOSED_LIMIT, sees } from "./window.ts";

export const OLDER_PAGE = 40;

/** What a list asks that a closed ticket can answer: nobody has it any more, and no department. */
export type OlderFilter =
  & Pick<ViewQuery, "connectionId" | "tagId" | "stageId" | "typeId" | "demandId">
  & { archived: boolean };
/** The last one of a page: when it was closed, in microseconds since 1970, and its id. */
export type OlderCursor = { closedAt: string; ticketId: string };

/**
 * The next page after `cursor`, the latest closed first; without one the page after what a first load brings. A browser
 * that loaded earlier holds that much too, since what was closed meanwhile came by the feed.
 */
export async function olderConversations(
  tx: Tx,
  workspaceId: string,
  actor: Actor,
  filter: OlderFilter,
  cursor: OlderCursor | undefined,
): Promise<{ ids: string[]; next: OlderCursor | undefined }> {
  const { archived, connectionId, tagId, stageId, typeId, demandId } = filter;
  const values: (string | string[] | number)[] = [workspaceId, actor.id, [...actor.departmentIds]];
  const use = (value: string | number): string => `$${values.push(value)}`;
  const wanted = [
    `t.archived_at is ${archived ? "not null" : "null"}`,
    ...(connectionId ? [`t.connection_id = ${use(connectionId)}::uuid`] : []),
    ...(tagId ? [`${use(tagId)}::uuid = any(t.tag_ids)`] : []),
    // Not empty: that makes the partial index of each fit.
    ...(stageId ? [`t.stage = ${use(stageId)} and t.stage <> ''`] : []),
    ...(typeId ? [`t.type = ${use(typeId)} and t.type <> ''`] : []),
    ...(demandId ? [`t.demand = ${use(demandId)} and t.demand <> ''`] : []),
    cursor
      ? `(t.closed_at, t.id) < ('epoch'::timestamptz + ${use(cursor.closedAt)}::bigint * interval '1 microsecond', ${
        use(cursor.ticketId)
      }::uuid)`
      : `t.closed_at <= ${edge(actor)}`,
  ];
  const rows = await tx.unsafe<{ id: string; ticket_id: string; closed_at: string }[]>(
    `select c.id, t.id as ticket_id, (extract(epoch from t.closed_at) * 1000000)::bigint::text as closed_at
     from tickets t join conversations c on c.ticket_id = t.id
     where t.workspace_id = $1 and t.status = 'closed' and ${wanted.join(" and ")} and ${sees(actor)}
       and $2::uuid is not null and $3::uuid[] is not null
     order by t.closed_at desc nulls last, t.id desc limit ${OLDER_PAGE + 1}`,
    values,
  );
  const page = rows.slice(0, OLDER_PAGE);
  const last = page.at(-1);
  return {
    ids: page.map(({ id }) => id),
    next: last && rows.length > OLDER_PAGE ? { closedAt: last.closed_at, ticketId: last.ticket_id } : undefined,
  };
}

/** Where the window of a first load ends (`windowConversations`), as SQL. */
function edge(actor: Actor): string {
  return `coalesce((
    select t.closed_at from tickets t join conversations c on c.ticket_id = t.id
    where t.workspace_id = $1 and t.status = 'closed'
      and t.closed_at > clock_timestamp() - interval '${CLOSED_DAYS} days' and ${sees(actor)}
    order by t.closed_at desc nulls last offset ${CLOSED_LIMIT - 1} limit 1
  ), clock_timestamp() - interval '${CLOSED_DAYS} days')`;
}
