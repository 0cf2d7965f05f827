import { advance, type Media, type MessageKind, type MessageStatus } from "@domain/message.ts";
import type { Placed } from "@domain/policy.ts";
import { type Horizon, horizon } from "@db/feed/changes.ts";
import { type Tx, withWorkspace } from "@db/tx.ts";
import type { ConnectionConfig } from "../channels/channel.ts";
import type { Deps } from "../deps.ts";
import { uploadOwner } from "../inbound/ingest_message.ts";
import { saveMedia } from "../media/save.ts";
import type { Visitor, WidgetMessage, WidgetPerson, WidgetStore } from "./store.ts";

type Conversation = Placed & { id: string; ticket_id: string | null; unread: number };
type Found = {
  id: string;
  direction: "in" | "out";
  kind: MessageKind;
  body: string;
  media: Media | null;
  quote: string | null;
  status: MessageStatus;
  provider_id: string | null;
  name: string | null;
  colour: number | null;
  at: number;
  seen: boolean;
};

/** How long "is typing" holds without being said again, ms. */
const TYPING_MS = 6_000;
const COLUMNS = `m.id, m.direction, m.kind, m.body, m.media, m.status, m.provider_id, a.name, a.colour,
  coalesce((select case when q.direction = 'in' then q.provider_id else q.id::text end from messages q where q.id = m.quote_id), null) as quote,
  (extract(epoch from m.created_at) * 1000)::float8 as at,
  m.direction = 'in' and c.unread = 0 as seen`;
const FROM = `from messages m join conversations c on c.id = m.conversation_id left join members a on a.id = m.member_id
  where m.conversation_id = $1 and m.direction in ('in', 'out')`;

const cursorOf = ({ epoch, xmin }: Horizon): string => `${epoch ?? ""}.${xmin}`;

/** A cursor of another database, or of before PostgreSQL was killed, says nothing: the whole conversation is news. */
function since(cursor: string, { epoch }: Horizon): string {
  const [name, xid = ""] = cursor.split(".");
  return name === epoch && /^\d{1,19}$/.test(xid) ? xid : "0";
}

/** The web chat's storage on the product's own tables: a visitor sees their conversation and nothing else. */
export function widgetStore(deps: Deps): WidgetStore {
  const { sql, hub, presence } = deps;
  const inside = <T>(connection: ConnectionConfig, work: (tx: Tx) => Promise<T>) =>
    withWorkspace(sql, connection.workspaceId, work);

  return {
    async connection(connectionId) {
      const connection = await deps.connections.byId(sql, connectionId);
      if (!connection || connection.config.channel !== "webchat" || connection.status !== "active") return undefined;
      const { team, whatsapp } = await inside(connection.config, (tx) => around(tx, connection.departmentId));
      return { config: connection.config, team, whatsapp };
    },

    async history(connection, visitor, { before, limit }) {
      return await inside(connection, async (tx) => {
        const cursor = cursorOf(await horizon(tx));
        const conversation = await conversationOf(tx, connection, visitor);
        if (!conversation) return { messages: [], hasOlder: false, cursor };
        const rows = await tx.unsafe<Found[]>(
          `select ${COLUMNS} ${FROM}
             and ($2::text is null or (m.created_at, m.id) < (select b.created_at, b.id from messages b where b.conversation_id = $1 and (b.id::text = $2 or b.provider_id = $2)))
           order by m.created_at desc, m.id desc limit ${limit + 1}`,
          [conversation.id, before ?? null],
        );
        const messages = await Promise.all(rows.slice(0, limit).reverse().map((row) => shown(row)));
        return { messages, hasOlder: rows.length > limit, cursor };
      });
    },

    async changes(connection, visitor, cursor) {
      return await inside(connection, async (tx) => {
        const now = await horizon(tx);
        const conversation = await conversationOf(tx, connection, visitor);
        if (!conversation) return { messages: [], cursor: cursorOf(now) };
        // When the conversation itself changed (read by the team), the visitor's ticks may have moved with it.
        const rows = await tx.unsafe<Found[]>(
          `select ${COLUMNS} ${FROM} and m.version < $3::text::xid8
             and (m.version >= $2::text::xid8 or (m.direction = 'in' and c.version >= $2::text::xid8 and m.created_at > clock_timestamp() - interval '2 days'))
           order by m.created_at, m.id limit 500`,
          [conversation.id, since(cursor, now), String(now.xmin)],
        );
        return { messages: await Promise.all(rows.map((row) => shown(row))), cursor: cursorOf(now) };
      });
    },

    subscribe(connection, visitor, onSignal) {
      const { workspaceId } = connection;
      let known: Conversation | undefined;
      const find = async () => known ??= await inside(connection, (tx) => conversationOf(tx, connection, visitor));
      const detach = hub.attach({
        workspaceId,
        tick: (tick) => {
          void find().then((conversation) => {
            if (conversation && tick.changes.some((change) => change.conversationId === conversation.id)) {
              onSignal({ type: "changed" });
            }
            // The stream asks the database itself, and ends when it does not answer.
          }, () => onSignal({ type: "changed" }));
        },
        reset: () => onSignal({ type: "changed" }),
      });
      const silence = presence.listenTyping(workspaceId, (ticketId, memberId) => {
        void (async () => {
          // The ticket of a conversation changes when a new one opens: ask again.
          const conversation = await inside(connection, (tx) => conversationOf(tx, connection, visitor));
          if (conversation?.ticket_id !== ticketId) return;
          const [member] = await sql<
            { name: string }[]
          >`select name from members where id = ${memberId} and workspace_id = ${workspaceId}`;
          if (member) onSignal({ type: "typing", name: firstName(member.name) });
          // Somebody's typing is worth no error.
        })().catch(() => {});
      });
      return () => {
        detach();
        silence();
      };
    },

    async accept(connection, parts) {
      await deps.journal.write(parts.map(({ key, part }) => ({ connectionId: connection.id, key, part })));
      deps.ingest.poke();
    },

    async typing(connection, visitor, isTyping) {
      const conversation = await inside(connection, (tx) => conversationOf(tx, connection, visitor));
      if (!conversation) return;
      presence.contactTyping({
        workspaceId: connection.workspaceId,
        conversationId: conversation.id,
        at: { agent_id: conversation.agent_id, department_id: conversation.department_id },
        until: isTyping ? Date.now() + TYPING_MS : 0,
      });
    },

    async putMedia(connection, visitor, id, file) {
      const saved = await saveMedia({ sql, media: deps.media }, connection.workspaceId, {
        id,
        ...file,
        createdBy: null,
        owner: uploadOwner(visitor.ids.at(-1) ?? ""),
      });
      return saved.ok ? { ...saved, url: await mediaUrl(id) } : saved;
    },
  };

  async function mediaUrl(id: string): Promise<string> {
    return `/media/${id}?t=${await deps.seal.sign("media", id)}`;
  }

  async function shown(row: Found): Promise<WidgetMessage> {
    const visitors = row.direction === "in";
    const media = row.media &&
      {
        url: await mediaUrl(row.media.id),
        mime: row.media.mime,
        name: row.media.name,
        size: row.media.size,
        kind: row.media.kind,
      };
    return {
      id: visitors ? row.provider_id ?? row.id : row.id,
      from: visitors ? "visitor" : "team",
      ...(row.name && row.colour ? { by: { name: firstName(row.name), colour: row.colour } } : {}),
      kind: row.kind,
      body: row.body,
      ...(media ? { media } : {}),
      ...(row.quote ? { quoteId: row.quote } : {}),
      status: visitors ? (row.seen ? "read" : "delivered") : teamStatus(row.status),
      at: row.at,
    };
  }
}

function teamStatus(status: MessageStatus): WidgetMessage["status"] {
  const seen = advance("sent", status);
  return seen === "delivered" || seen === "read" || seen === "failed" ? seen : "sent";
}

async function conversationOf(
  tx: Tx,
  connection: ConnectionConfig,
  visitor: Visitor,
): Promise<Conversation | undefined> {
  const [row] = await tx<Conversation[]>`
    select c.id, c.ticket_id, c.unread, c.agent_id, c.department_id from contact_identities i
    join conversations c on c.contact_id = i.contact_id and c.connection_id = ${connection.id}
    where i.scope = ${connection.id} and i.kind = 'web' and i.value_key = any(${visitor.ids}) and i.deleted_at is null
    order by array_position(${visitor.ids}::text[], i.value_key) limit 1`;
  return row;
}

/** Who usually answers, and the WhatsApp on which one may go on. */
async function around(
  tx: Tx,
  departmentId: string | null,
): Promise<{ team: WidgetPerson[]; whatsapp: string | undefined }> {
  const team = await tx<WidgetPerson[]>`
    select name, colour from members where status = 'active' and (${departmentId}::uuid is null or ${departmentId}::uuid = any(department_ids))
    order by created_at limit 3`;
  const [whatsapp] = await tx<{ address: string }[]>`
    select address from connections where channel = 'whatsapp' and status = 'active' and deleted_at is null and address like '+%' order by is_default desc limit 1`;
  return { team: team.map((member) => ({ ...member, name: firstName(member.name) })), whatsapp: whatsapp?.address };
}

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}
