import postgres from "postgres";
import type { Sql } from "./tx.ts";

/**
 * Opens the pool. `max` connections, replaced now and then unless they are to stay `forever`; every session speaks UTC
 * and gives up on what would hold the feed back: a long write transaction anywhere delays every reader (design.md §5).
 */
export function openPool(url: string, max = 12, lifetime?: "forever"): Sql {
  return postgres(url, {
    max,
    ...lifetime === "forever" ? { max_lifetime: null } : {},
    onnotice: () => {},
    // The app's own ids and JSON; dates stay text (`iso()` formats them for the wire).
    types: {
      bigint: {
        to: 20,
        from: [20],
        serialize: (value: bigint) => value.toString(),
        parse: (text: string) => BigInt(text),
      },
      date: {
        to: 1184,
        from: [1082, 1114, 1184],
        serialize: (value: string | Date) => value instanceof Date ? value.toISOString() : value,
        parse: (text: string) => text,
      },
    },
    connection: { TimeZone: "UTC", statement_timeout: 60_000, idle_in_transaction_session_timeout: 30_000 },
  }) as unknown as Sql;
}
