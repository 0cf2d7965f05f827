import type { Place } from "./overlay.ts";

/** Which tickets are put away here, and until when: the server's word that one is back may be a journey away. */
export class Snoozed {
  readonly #until = new Map<string, number>();

  /** What was put away until a moment that has passed is back. */
  awake(conversationId: string, place: Place, now: number): Place {
    const { ticket } = place;
    const until = ticket?.snoozed_until ? Date.parse(ticket.snoozed_until) : 0;
    if (until > now) this.#until.set(conversationId, until);
    else this.#until.delete(conversationId);
    if (!ticket || until === 0 || until > now) return place;
    return { ...place, ticket: { ...ticket, snoozed_until: null, snoozed_by: null } };
  }

  /** Conversations whose moment has come since they were looked at. */
  due(now: number): string[] {
    return [...this.#until].filter(([, until]) => until <= now).map(([id]) => id);
  }
}
