/**
 * Rows fetched on demand beside the feed. An answer may be older than what the feed brought while it was on its way:
 * such a row is left out, or a change of a moment ago would vanish from the screen and never come again. What the feed
 * has sent is always level or on its way to it, so leaving out is always safe.
 */
import type { RowsEvent } from "@domain/feed.ts";

export class OnDemand {
  readonly #take: (event: RowsEvent) => void;
  /** One set of ids for each fetch under way: what the feed brought since it began. */
  readonly #newer = new Set<Set<string>>();

  constructor(take: (event: RowsEvent) => void) {
    this.#take = take;
  }

  /** The feed brought these. */
  seen(event: RowsEvent): void {
    for (const ids of this.#newer) for (const { id } of event.rows) ids.add(id);
  }

  /** Runs a fetch; what it takes goes into the mirror, apart from what has become old meanwhile. */
  async fetching<T>(work: (take: (event: RowsEvent) => void) => Promise<T>): Promise<T> {
    const newer = new Set<string>();
    this.#newer.add(newer);
    try {
      return await work((event) => {
        const rows = event.rows.filter(({ id }: { id: string }) => !newer.has(id));
        // Rows and table stay a pair: only some of them are left out.
        if (rows.length > 0) this.#take({ ...event, rows } as RowsEvent);
      });
    } finally {
      this.#newer.delete(newer);
    }
  }
}
