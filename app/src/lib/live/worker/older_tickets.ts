/** INB-33: closed conversations beyond this browser's window, brought page by page when somebody asks for more. */
import type { RowsEvent } from "@domain/feed.ts";
import { get } from "../../api/client.ts";
import type { ListQuery, OlderEnd } from "../desk_api.ts";
import type { OnDemand } from "./on_demand.ts";

type Deps = { ready: Promise<void>; onDemand: OnDemand };

export class OlderTickets {
  readonly #deps: Deps;
  /** Where the next page of a filter begins; null: it has none. */
  readonly #next = new Map<string, string | null>();
  readonly #asking = new Map<string, Promise<OlderEnd>>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The cache was emptied: what was brought is gone with it. */
  forget(): void {
    this.#next.clear();
  }

  /** Brings the next page of what a list of closed tickets asks for; once for all who ask at the same time. */
  more(query: ListQuery): Promise<OlderEnd> {
    const filter = filterOf(query);
    const asked = this.#asking.get(filter) ?? this.#fetch(filter).finally(() => this.#asking.delete(filter));
    this.#asking.set(filter, asked);
    return asked;
  }

  async #fetch(filter: string): Promise<OlderEnd> {
    await this.#deps.ready;
    const before = this.#next.get(filter);
    if (before === null) return "end";
    const ask = new URLSearchParams(filter);
    if (before !== undefined) ask.set("before", before);
    return await this.#deps.onDemand.fetching(async (take) => {
      const answer = await get<{ rows: RowsEvent[]; next: string | null }>(`/api/conversations?${ask}`);
      if (!answer.ok) return "unreached";
      for (const event of answer.data.rows) take(event);
      this.#next.set(filter, answer.data.next);
      return answer.data.next === null ? "end" : "more";
    });
  }
}

/** What the server is asked for by a list: its order and its search are for what is here. */
function filterOf({ view, connectionId, tagId, stageId, typeId, demandId }: ListQuery): string {
  const wanted = { connection: connectionId, tag: tagId, stage: stageId, type: typeId, demand: demandId };
  const filter = new URLSearchParams(view === "lixeira" ? { archived: "1" } : {});
  for (const [name, id] of Object.entries(wanted)) if (id !== undefined) filter.set(name, id);
  return String(filter);
}
