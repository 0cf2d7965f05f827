import type { Sql, Tx } from "@db/tx.ts";
import { StartError } from "./stop_reason.ts";
import type { StartTexts } from "./texts.ts";

/** Who works on this database. Without NATS_URL a process must be the only one: nobody tells it what others did. */
export type Me = { node: string; alone: boolean; host: string };
export type Place = {
  /** Resolves, with the sentence to stop with, when another process took over while this one was away (suspended). */
  lost: Promise<StartError>;
  leave(): Promise<void>;
};

type Other = { node: string; alone: boolean; host: string; since: string; beat: string };

const BEAT_MS = 2_000;
const LOOK_MS = 100;
/** Without a beat for this long a process is dead, whatever its session says (a pooler keeps sessions of the dead). */
const DEAD_SECONDS = 10;
/** Any number nobody else takes: who looks around and sits down is alone for that moment. */
const LOCK = 7_318_222;

/**
 * Takes a place among the processes of this database, and keeps it with a beat. In: a pool of one connection that is
 * never given back, as its session is the sign of life that ends with a kill. Throws StartError when a living process
 * is in the way; a dead one never is: its session is gone, or its beats do not come.
 */
export async function takePlace(sql: Sql, me: Me, texts: StartTexts): Promise<Place> {
  let first: Other | undefined;
  for (let other = await sitDown(sql, me); other; other = await sitDown(sql, me)) {
    if (other.node === first?.node && other.beat !== first.beat) throw refusal(other, me, texts);
    if (other.node !== first?.node) first = other;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  const lost = Promise.withResolvers<StartError>();
  const beating = setInterval(async () => {
    try {
      if (await beat(sql, me)) return;
      const other = await sitDown(sql, me);
      if (other) lost.resolve(refusal(other, me, texts));
    } catch {
      // The database is away; so is everybody's place, until the next beat.
    }
  }, BEAT_MS);
  return {
    lost: lost.promise,
    async leave() {
      clearInterval(beating);
      await sql`delete from processes where node = ${me.node}`.catch(() => {});
    },
  };
}

/** Undefined once the place is taken; else who is in the way, dead or alive. */
async function sitDown(sql: Sql, me: Me): Promise<Other | undefined> {
  return await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    await tx`
      delete from processes p where p.node = ${me.node} or p.beat_at < clock_timestamp() - ${`${DEAD_SECONDS} seconds`}::interval
        or not exists (select from pg_stat_activity a where a.pid = p.backend_pid
          -- Null when it is another database user's.
          and coalesce(a.backend_start, p.backend_start) = p.backend_start)`;
    const [other] = await tx<Other[]>`
      select node, alone, host, iso(started_at) as since, iso(beat_at) as beat from processes
      where alone or ${me.alone} order by started_at limit 1`;
    if (!other) await insert(tx, me);
    return other;
  }) as Other | undefined;
}

async function insert(tx: Tx, { node, alone, host }: Me): Promise<void> {
  await tx`
    insert into processes (node, alone, host, backend_pid, backend_start)
    select ${node}, ${alone}, ${host}, pid, backend_start from pg_stat_activity where pid = pg_backend_pid()`;
}

/** False when the place is gone: PostgreSQL crashed, or somebody took us for dead. */
async function beat(sql: Sql, { node }: Me): Promise<boolean> {
  const rows = await sql`
    update processes p set beat_at = clock_timestamp(), backend_pid = a.pid, backend_start = a.backend_start
    from pg_stat_activity a where a.pid = pg_backend_pid() and p.node = ${node} returning 1`;
  return rows.length > 0;
}

function refusal(other: Other, me: Me, texts: StartTexts): StartError {
  return new StartError((other.alone && !me.alone ? texts.aloneInTheWay : texts.notAlone)(other.host, other.since));
}
