import type { Random } from "../support/random.ts";
import type { Load } from "./load/load.ts";
import type { Stage } from "./rig/stage.ts";

/** `starting`: the server, and once more on its way up. `database`: it alone; the server must find its way back. */
export type Kill = "server" | "starting" | "database" | "both";
/** The first kinds are given, so that the shortest run has all of them. */
const FIRST: Kill[] = ["server", "database", "starting", "both"];
const OFTEN: Kill[] = ["server", "server", "server", "server", "server", "starting", "database", "database", "both"];
const PROCESSES: Record<Kill, number> = { server: 1, starting: 2, database: 1, both: 2 };

/** Whom to kill next, until so many processes have been killed. */
export class Kills {
  readonly counts: Record<Kill, number> = { server: 0, starting: 0, database: 0, both: 0 };
  done = 0;
  last: Kill | undefined;
  #rounds = 0;

  constructor(private readonly wanted: number, private readonly random: Random) {}

  next(): Kill | undefined {
    if (this.done >= this.wanted) return undefined;
    const kind = FIRST[this.#rounds++] ?? this.random.pick(OFTEN);
    this.counts[kind]++;
    this.done += PROCESSES[kind];
    this.last = kind;
    return kind;
  }
}

/** What a run went through, in one paragraph. */
export async function figures(seed: number, kills: Kills, { world }: Stage, load: Load): Promise<string> {
  const [docs] = await world.db.sql`
    select sum(head)::int as updates, sum(snapshot_seq)::int as folded, count(*) filter (where snapshot_seq > 0)::int as n
    from docs`;
  const [unknown] = await world.db.sql`select count(*)::int as n from messages where status = 'unknown'`;
  const edits = load.writers.reduce((sum, writer) => sum + writer.acknowledged, 0);
  const actions = load.actors.flatMap((actor) => actor.answered);
  const refused = actions.filter(({ result }) => result.status === "refused").length;
  const webhooks = load.senders.reduce((sum, sender) => sum + sender.answered.length, 0);
  const { server, starting, database, both } = kills.counts;
  return [
    `SEED=${seed}: ${kills.done} processes killed (server ${server}, server twice ${starting}, PostgreSQL ${database}, both ${both})`,
    `${edits} edits acknowledged (${docs!.updates} updates stored, ${docs!.folded} folded, ${docs!.n} logs folded)`,
    `${actions.length} actions answered (${refused} refused), ${webhooks} webhooks accepted`,
    `${world.meta.sent.length} messages posted once each, ${unknown!.n} left to a person to decide`,
    "lost 0, twice 0",
  ].join("\n  ");
}
