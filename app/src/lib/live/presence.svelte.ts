import type { LiveEvent, PresenceUpdate } from "@domain/feed.ts";
import { newId } from "@domain/ids.ts";
import { SvelteMap, SvelteSet } from "svelte/reactivity";
import { post } from "../api/client.ts";
import type { PresenceState, Present } from "./desk_api.ts";

const REPEAT_MS = 20_000;
/** A draft changes with every key: colleagues' lists need not. */
const PAUSE_MS = 1_000;
const DRAFT_LENGTH = 80;

/** Who is where: ours told to the server, everybody else's from the feed. */
export class Presence {
  readonly online = new SvelteSet<string>();
  readonly #me: string;
  readonly #clientId = newId();
  readonly #members = new SvelteMap<string, Present[]>();
  readonly #typing = new SvelteMap<string, number>();
  #mine: Omit<PresenceUpdate, "clientId"> = { ticketId: null, state: "viewing" };
  #told = "";
  #pause: ReturnType<typeof setTimeout> | undefined;
  readonly #repeat: ReturnType<typeof setInterval>;

  constructor(me: string) {
    this.#me = me;
    this.#repeat = setInterval(() => {
      if (this.#mine.ticketId !== null && !document.hidden) this.#tell();
    }, REPEAT_MS);
  }

  present(ticketId: string): Present[] {
    return this.#members.get(ticketId) ?? [];
  }

  contactTyping(conversationId: string): boolean {
    return this.#typing.has(conversationId);
  }

  set(ticketId: string | null, state: PresenceState, draft?: string): void {
    const moved = ticketId !== this.#mine.ticketId || state !== this.#mine.state;
    this.#mine = {
      ticketId,
      state,
      draft: draft === undefined || draft === "" ? undefined : draft.slice(0, DRAFT_LENGTH),
    };
    if (JSON.stringify(this.#mine) === this.#told) return;
    if (moved) this.#tell();
    else this.#pause ??= setTimeout(() => this.#tell(), PAUSE_MS);
  }

  /** `now`: ms by the server's clock. */
  apply(event: LiveEvent, now: number): void {
    switch (event.type) {
      case "online": {
        const now = new Set(event.memberIds);
        for (const id of [...this.online]) if (!now.has(id)) this.online.delete(id);
        for (const id of now) this.online.add(id);
        break;
      }
      case "online_changed":
        event.went.forEach((id) => this.online.delete(id));
        event.came.forEach((id) => this.online.add(id));
        break;
      case "presence": {
        const others = event.members.filter(({ id }) => id !== this.#me);
        if (others.length > 0) this.#members.set(event.ticketId, others);
        else this.#members.delete(event.ticketId);
        break;
      }
      case "contact_typing": {
        const { conversationId, until } = event;
        if (until <= now) return void this.#typing.delete(conversationId);
        this.#typing.set(conversationId, until);
        setTimeout(() => {
          if (this.#typing.get(conversationId) === until) this.#typing.delete(conversationId);
        }, until - now);
      }
    }
  }

  /** The tab was hidden or looked at again. */
  seen(visible: boolean): void {
    if (this.#mine.ticketId === null) return;
    if (visible) this.#tell();
    else this.#send({ ticketId: null, state: "viewing" });
  }

  close(): void {
    clearInterval(this.#repeat);
    clearTimeout(this.#pause);
    this.#send({ ticketId: null, state: "viewing" });
  }

  #tell(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#told = JSON.stringify(this.#mine);
    this.#send(this.#mine);
  }

  /** Lost ones are repeated within 20 s; nobody waits for an answer. */
  #send(update: Omit<PresenceUpdate, "clientId">): void {
    if (navigator.onLine) void post("/api/presence", { clientId: this.#clientId, ...update });
  }
}
