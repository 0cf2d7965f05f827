import { type Context, Hono } from "hono";
import { upgradeWebSocket } from "hono/deno";
import { canUseBoards } from "@domain/board.ts";
import { type Actor, canSeeConversation } from "@domain/policy.ts";
import { IdSchema } from "@domain/id_schema.ts";
import { boardPlace } from "@db/documents/board_place.ts";
import { ticketPlace } from "@db/documents/ticket_place.ts";
import type { Sql } from "@db/tx.ts";
import { type DocRef, isDocKind } from "@sync/doc/kinds.ts";
import { writableRoots } from "@sync/policy/rules.ts";
import type { Rooms } from "@sync/server/rooms.ts";
import type { Authorization } from "@sync/server/session.ts";
import { type Stranger, Strangers } from "@sync/server/strangers.ts";
import { CLOSE } from "@sync/wire/close_code.ts";
import { WIRE_VERSION } from "@sync/wire/version.ts";
import { serveSocket } from "./serve_socket.ts";

export type SyncMember = { workspaceId: string; actor: Actor; memberName: string; colour: number };

export type SyncRoutesDeps = {
  sql: Sql;
  rooms: Rooms;
  /** Who this request's cookie is at this moment; undefined when nobody (any more). */
  authenticate: (request: Request) => Promise<SyncMember | undefined>;
  /** May pages of this origin open sockets here? A browser sends cookies to anybody's WebSocket. */
  allowsOrigin: (origin: string | null, request: Request) => boolean;
  /** Where it comes from, past our proxies. */
  addressOf: (c: Context) => string;
};

type Env = { Variables: { stranger: Stranger } };

/** Deno answers pings by itself; a peer that does not is closed. */
const IDLE_TIMEOUT_SECONDS = 90;

/** `WS /sync/:kind/:id`: y-websocket, cookie `session`. Refusals are close codes, which a browser's script can read. */
export function syncRoutes(deps: SyncRoutesDeps): Hono<Env> {
  const strangers = new Strangers(deps.rooms.limits);
  return new Hono<Env>().get(
    "/sync/:kind/:id",
    async (c, next) => {
      if (c.req.header("upgrade")?.toLowerCase() !== "websocket") return c.text("a WebSocket is expected here\n", 426);
      if (!deps.allowsOrigin(c.req.header("origin") ?? null, c.req.raw)) return c.text("forbidden\n", 403);
      const stranger = strangers.admit(deps.addressOf(c));
      // Before the upgrade: a socket would cost what is to be spared.
      if (!stranger) return c.text("too many connections are being opened\n", 429, { "retry-after": "5" });
      c.set("stranger", stranger);
      await next();
    },
    upgradeWebSocket((c: Context<Env>) => {
      const { kind = "", id = "" } = c.req.param() as Record<string, string | undefined>;
      // After the upgrade the request's headers can no longer be read; rechecks need them.
      const request = new Request(c.req.url, { headers: new Headers(c.req.raw.headers) });
      const version = c.req.query("v");
      return serveSocket(deps.rooms, c.get("stranger"), async () => {
        if (version !== undefined && Number(version) < WIRE_VERSION) return CLOSE.clientTooOld;
        if (!isDocKind(kind) || !IdSchema.safeParse(id).success) return CLOSE.notFound;
        const member = await deps.authenticate(request);
        if (!member) return CLOSE.notSignedIn;
        const { actor, memberName, colour } = member;
        return {
          ref: { kind, id },
          member: { id: actor.id, name: memberName, colour },
          authorize: () => authorize(deps, request, { kind, id }, actor.id),
        };
      });
    }, { idleTimeout: IDLE_TIMEOUT_SECONDS }),
  );
}

/** Asked at the start and at every recheck: signed in still, the same person, and may see what the document is of. */
async function authorize(
  { sql, authenticate }: SyncRoutesDeps,
  request: Request,
  ref: DocRef,
  memberId: string,
): Promise<Authorization> {
  const member = await authenticate(request);
  if (!member || member.actor.id !== memberId) return { ok: false, code: CLOSE.notSignedIn };
  return ref.kind === "ticket" ? await ofTicket(sql, ref.id, member) : await ofBoard(sql, ref.id, member);
}

async function ofTicket(sql: Sql, id: string, member: SyncMember): Promise<Authorization> {
  const place = await ticketPlace(sql, id);
  // Another workspace's ticket is as good as none.
  if (!place || place.workspaceId !== member.workspaceId) return { ok: false, code: CLOSE.notFound };
  if (!canSeeConversation(member.actor, place)) return { ok: false, code: CLOSE.forbidden };
  const write = writableRoots("ticket", member.actor, place);
  return { ok: true, workspaceId: place.workspaceId, hangsOn: place.conversationId, write };
}

async function ofBoard(sql: Sql, id: string, { workspaceId, actor }: SyncMember): Promise<Authorization> {
  const board = await boardPlace(sql, id);
  if (!board || board.workspaceId !== workspaceId) return { ok: false, code: CLOSE.notFound };
  if (!canUseBoards(actor)) return { ok: false, code: CLOSE.forbidden };
  // What is archived is looked at. A board hangs on nobody and no department.
  const write = board.isArchived ? [] : writableRoots("board", actor, { agent_id: null, department_id: null });
  return { ok: true, workspaceId, hangsOn: id, write };
}
