import type postgres from "postgres";
import type { Permission } from "@domain/policy.ts";
import { localBus } from "@edge/bus/local.ts";
import type { Bus } from "@edge/bus/bus.ts";
import { startHub } from "@edge/feed/hub.ts";
import { askAgain } from "@edge/sync/rights.ts";
import { postgresDocStore } from "@edge/sync/postgres_store.ts";
import { syncRoutes } from "@edge/sync/routes.ts";
import type { DocStore } from "@sync/server/doc_store.ts";
import type { Limits } from "@sync/server/limits.ts";
import { Rooms } from "@sync/server/rooms.ts";

export type TestNode = {
  /** ws://…/sync/ticket: a document's address is `${url}/${id}?as=<member>&ws=<workspace>`. */
  url: string;
  rooms: Rooms;
  bus: Bus;
  store: DocStore;
  /** Rows changed: the feed looks. */
  committed(): void;
  /** Permissions by member; without an entry, none in particular. */
  permissions: Map<string, Permission[]>;
  signedOut: Set<string>;
  errors: unknown[];
  stop(): Promise<void>;
};

type Options = { port?: number; bus?: Bus; limits?: Partial<Limits>; wrapStore?: (store: DocStore) => DocStore };

/** The real rooms, routes and store on a port of the loopback; only signing in is replaced by the address. */
export async function startNode(sql: postgres.Sql, options: Options = {}): Promise<TestNode> {
  const bus = options.bus ?? localBus();
  const permissions = new Map<string, Permission[]>();
  const signedOut = new Set<string>();
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const hub = await startHub(sql, bus, onError);
  const plain = postgresDocStore({ sql, onCommit: () => hub.poke() });
  const store = options.wrapStore?.(plain) ?? plain;
  const rooms = new Rooms({ store, bus, onError, ...options.limits ? { limits: options.limits } : {} });
  hub.watch((changes) => askAgain(rooms, changes));
  const routes = syncRoutes({
    sql,
    rooms,
    allowsOrigin: () => true,
    addressOf: () => "loopback",
    authenticate: (request) => {
      const query = new URL(request.url).searchParams;
      const id = query.get("as");
      if (!id || signedOut.has(id)) return Promise.resolve(undefined);
      const actor = { id, permissions: permissions.get(id) ?? [], departmentIds: [] };
      return Promise.resolve({ workspaceId: query.get("ws") ?? "", actor, memberName: `name of ${id}`, colour: 3 });
    },
  });
  const server = Deno.serve({ hostname: "127.0.0.1", port: options.port ?? 0, onListen() {} }, routes.fetch);
  return {
    url: `ws://127.0.0.1:${server.addr.port}/sync/ticket`,
    rooms,
    bus,
    store,
    committed: () => hub.poke(),
    permissions,
    signedOut,
    errors,
    async stop() {
      await rooms.close();
      await hub.stop();
      await server.shutdown();
    },
  };
}
