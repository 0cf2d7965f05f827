import { createSubscriber } from "svelte/reactivity";
import * as z from "zod/mini";
import type { TicketDoc } from "#lib/live/desk_api.ts";
import { memberOf } from "../inbox/composer/carets.ts";

const column = z.string().check(z.maxLength(36));
/** `x` as a share of the column's width, `y` in pixels from its first card's top. */
const PointerSchema = z.object({ column, x: z.number(), y: z.number() });
const HeldSchema = z.object({ card: z.string().check(z.maxLength(36)), column, index: z.number() });
type Pointer = z.infer<typeof PointerSchema>;
type Held = z.infer<typeof HeldSchema>;

/** A colleague on this board: where their pointer is, and which card they hold over what. */
export type Colleague = { client: number; memberId: string; pointer: Pointer | undefined; held: Held | undefined };

/** Pointers travel so often at most; the server passes them on no faster. */
const POINTER_MS = 90;

/** Who else is on the board, by its awareness. */
export class BoardPeople {
  readonly #document: TicketDoc;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #pointer: Pointer | null = null;

  constructor(document: TicketDoc) {
    this.#document = document;
  }

  readonly #copy = $derived.by(() => {
    const { awareness } = this.#document;
    return {
      awareness,
      follow: createSubscriber((update) => {
        const later = () => queueMicrotask(update);
        awareness.on("change", later);
        return () => awareness.off("change", later);
      }),
    };
  });

  others = $derived.by((): Colleague[] => {
    this.#copy.follow();
    const { awareness } = this.#copy;
    return [...awareness.getStates()].flatMap(([client, state]): Colleague[] => {
      const memberId = memberOf(state["user"]);
      if (client === awareness.clientID || !memberId) return [];
      // From a colleague's browser: read as anything from outside.
      const pointer = PointerSchema.safeParse(state["pointer"]);
      const held = HeldSchema.safeParse(state["held"]);
      return [
        {
          client,
          memberId,
          pointer: pointer.success ? pointer.data : undefined,
          held: held.success ? held.data : undefined,
        },
      ];
    });
  });
  /** By the card they hold. */
  holders = $derived.by(() => new Map(this.others.flatMap((one) => (one.held ? [[one.held.card, one] as const] : []))));

  point(pointer: Pointer | null): void {
    this.#pointer = pointer;
    this.#pause ??= setTimeout(() => {
      this.#pause = undefined;
      this.#document.awareness.setLocalStateField("pointer", this.#pointer);
    }, POINTER_MS);
  }
  hold(held: Held | null): void {
    this.#document.awareness.setLocalStateField("held", held);
  }
  /** I look at this board now: a member without pointer or card is here too. */
  enter(): void {
    this.#document.awareness.setLocalStateField("board", true);
  }
}
