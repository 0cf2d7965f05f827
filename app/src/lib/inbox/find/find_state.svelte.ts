import { inScope } from "@db/cache/list_query.ts";
import type { Desk, Found, ListQuery, SearchHit } from "#lib/live/desk_api.ts";

export type HitGroup = "talks" | "tickets" | "messages" | "files" | "notes" | "contacts";
export const HIT_GROUPS: HitGroup[] = ["talks", "tickets", "messages", "files", "notes", "contacts"];

/** Fewer say nothing about what is looked for. */
export const SHORTEST = 2;
/** Typing rests this long before the server is asked: the local answer stands meanwhile. */
const REST_MS = 220;

/**
 * A search over everything: what this computer holds at once, then all of the history when the server has answered.
 * `phase`: still asking, all of it, or only what is here.
 */
export class FindState {
  text = $state("");
  phase = $state<"asking" | "whole" | "here">("here");
  #hits = $state.raw<readonly SearchHit[]>([]);
  #before = $state.raw<string>();
  #more = $state(false);
  #isAskingHere = false;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly desk: Desk) {}

  get hasMore(): boolean {
    return this.#before !== undefined;
  }
  get isLoadingMore(): boolean {
    return this.#more;
  }

  ask(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.stop();
    if (text.length < SHORTEST) {
      this.#hits = [];
      return;
    }
    const turn = this.#turn;
    this.phase = "asking";
    void this.#askHere();
    this.#timer = setTimeout(() => void this.#askServer(text, turn), REST_MS);
  }

  /** What comes of questions asked before is of no interest any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#turn++;
    this.#before = undefined;
    this.#more = false;
  }

  async more(): Promise<void> {
    const turn = this.#turn;
    if (this.#before === undefined || this.#more) return;
    this.#more = true;
    const found = await this.desk.searchServer(this.text, this.#before);
    if (turn !== this.#turn) return;
    this.#more = false;
    if (found.reached) this.#take(found);
  }

  /** By group, without the tickets that the list itself shows. */
  groups(query: ListQuery): { group: HitGroup; hits: SearchHit[] }[] {
    const shown = this.#hits.filter((hit) => !isListed(hit, query, this.desk));
    return HIT_GROUPS.map((group) => ({ group, hits: shown.filter((hit) => groupOf(hit) === group) })).filter(
      ({ hits }) => hits.length > 0,
    );
  }

  /** One at a time, the latest words only: the worker that searches also draws the list. */
  async #askHere(): Promise<void> {
    if (this.#isAskingHere) return;
    this.#isAskingHere = true;
    for (let asked = ""; asked !== this.text && this.text.length >= SHORTEST;) {
      asked = this.text;
      const hits = await this.desk.search(asked);
      if (asked === this.text && this.phase !== "whole") this.#hits = hits;
    }
    this.#isAskingHere = false;
  }

  async #askServer(text: string, turn: number): Promise<void> {
    const found = await this.desk.searchServer(text);
    if (turn !== this.#turn) return;
    this.phase = found.reached ? "whole" : "here";
    if (found.reached) this.#take(found);
  }

  /** What was here and the server does not name stays: it may be newer than its answer. */
  #take(found: Found): void {
    const known = new Set(found.hits.map(keyOf));
    this.#hits = [...found.hits, ...this.#hits.filter((hit) => !known.has(keyOf(hit)))].toSorted(byTime);
    this.#before = found.before;
  }
}

export function keyOf(hit: SearchHit): string {
  switch (hit.kind) {
    case "conversation":
      return `t-${hit.row.ticket.id}`;
    case "contact":
      return `c-${hit.contact.id}`;
    case "ticket":
      return `t-${hit.ticket.id}`;
    case "message":
      return `m-${hit.message.id}`;
    case "note":
      return `n-${hit.note.id}`;
  }
}

function groupOf(hit: SearchHit): HitGroup {
  switch (hit.kind) {
    case "conversation":
      return "talks";
    case "contact":
      return "contacts";
    case "ticket":
      return "tickets";
    case "message":
      return hit.byFile ? "files" : "messages";
    case "note":
      return "notes";
  }
}

/** Messages newest first; the others as they came. */
function byTime(a: SearchHit, b: SearchHit): number {
  if (a.kind !== "message" || b.kind !== "message") return 0;
  return b.message.created_at.localeCompare(a.message.created_at) || b.message.id.localeCompare(a.message.id);
}

function isListed(hit: SearchHit, query: ListQuery, desk: Desk): boolean {
  if (hit.kind !== "conversation") return false;
  const { ticket, conversation } = hit.row;
  return (
    inScope(query, hit.row, desk.me.actor) &&
    (query.status === undefined || ticket.status === query.status) &&
    (!query.unreadOnly || conversation.unread > 0)
  );
}
