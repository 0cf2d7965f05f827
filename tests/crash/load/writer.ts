import * as Y from "yjs";
import { Provider } from "@sync/client/provider.ts";
import { setTicketField, setTicketTag, ticketNote } from "@sync/doc/ticket_doc.ts";
import type { Client } from "../../integration/harness/client.ts";
import { Random } from "../../support/random.ts";
import { MemoryStore } from "../../sync/rig/memory_store.ts";
import type { Door } from "../rig/door.ts";

type Edit = { type: "field"; key: string; n: number } | { type: "word"; word: string } | { type: "tag" };

const FIELDS = 20;
/** Long enough that logs are folded every few seconds (sync/SPEC.md R8). */
const LONGEST = 1_500;
/** Edits on their way at once: what a fast typist has, well below the limit of a connection. */
const IN_FLIGHT = 3;
const OFFLINE = 20;
/** A note has a greatest length, and a run may have hundreds of rounds. */
const WORDS_A_ROUND = 3;

/** One person's real client on one document, writing without pause, with and without network. */
export class Writer {
  readonly store = new MemoryStore();
  readonly provider: Provider;
  /** What the server has called saved: the newest number of each field, and every word of the note. */
  readonly fields = new Map<string, number>();
  readonly words = new Set<string>();
  readonly refused: string[] = [];
  acknowledged = 0;
  readonly #random: Random;
  readonly #edits = new Map<number, Edit>();
  #n = 0;
  #words = WORDS_A_ROUND;

  constructor(readonly name: string, readonly ticketId: string, who: Client, door: Door, seed: number) {
    this.#random = new Random(seed);
    this.store.acknowledged = (number) => this.#saved(this.#edits.get(number)!);
    this.provider = new Provider({
      ref: { kind: "ticket", id: ticketId },
      store: this.store,
      openSocket: () => {
        const origin = door.url();
        const address = `${origin.replace("http", "ws")}/sync/ticket/${ticketId}`;
        // Deno's own: a browser sends its cookie and origin by itself.
        const options = { headers: { cookie: `session=${who.cookie}`, origin } };
        return new WebSocket(address, options as unknown as string[]);
      },
      onState() {},
      onForked: ({ refused }) => this.refused.push(JSON.stringify(refused && { ...refused, update: undefined })),
    });
  }

  async run(door: Door, tags: readonly string[]): Promise<void> {
    await this.provider.open();
    while (!door.isClosed) {
      if (this.#mayWrite()) this.#edit(tags);
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
  }

  /** The network is back: a browser would be told. */
  back(): void {
    this.#words = WORDS_A_ROUND;
    this.provider.reconnect();
  }

  get isSaved(): boolean {
    const { state } = this.provider;
    return state.type === "live" && state.unsaved === 0;
  }

  #mayWrite(): boolean {
    const { state } = this.provider;
    if (state.type === "live") return state.unsaved < IN_FLIGHT;
    return state.type === "offline" && this.provider.isLoaded && state.unsaved < OFFLINE;
  }

  #edit(tags: readonly string[]): void {
    const { doc } = this.provider;
    const n = ++this.#n;
    const what = this.#random.next();
    const number = this.store.next;
    if (what < 0.15 && this.#words-- > 0) {
      const word = `${this.name}w${n};`;
      this.#edits.set(number, { type: "word", word });
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText(word)]);
      ticketNote(doc).insert(this.#random.below(ticketNote(doc).length + 1), [paragraph]);
    } else if (what < 0.3) {
      this.#edits.set(number, { type: "tag" });
      setTicketTag(doc, this.#random.pick(tags), this.#random.chance(0.5));
    } else {
      const key = `${this.name}k${this.#random.below(FIELDS)}`;
      this.#edits.set(number, { type: "field", key, n });
      setTicketField(doc, key, `${n} ${"x".repeat(this.#random.below(LONGEST))}`);
    }
  }

  #saved(edit: Edit): void {
    this.acknowledged++;
    if (edit.type === "word") this.words.add(edit.word);
    if (edit.type === "field") this.fields.set(edit.key, Math.max(edit.n, this.fields.get(edit.key) ?? 0));
  }
}
