import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as migrateWithDrizzle } from "drizzle-orm/postgres-js/migrator";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import type { Sql } from "./tx.ts";

const FOLDER = fileURLToPath(new URL("./migrations", import.meta.url));
/** Any number will do, as long as nobody else takes it: one migrator at a time per database. */
const LOCK = 7_318_221;

/** Brings the schema to this version. Several processes may call it at once; one works, the others wait. */
export async function migrate(sql: Sql): Promise<void> {
  // Its own connection: the advisory lock lives on one session, and Drizzle replaces a client's parsers and serializers
  // in place, which a copy of the options alone would share with the caller's pool.
  const { options } = sql;
  const own = {
    ...options,
    max: 1,
    onnotice: () => {},
    parsers: { ...options.parsers },
    serializers: { ...options.serializers },
  };
  const single = postgres(own as never);
  try {
    await single`select pg_advisory_lock(${LOCK})`;
    await migrateWithDrizzle(drizzle(single), { migrationsFolder: FOLDER, migrationsSchema: "drizzle" });
  } finally {
    await single.end();
  }
}
