/** At most this many in one request; the outbox sends the rest next. Apart from the actions: the first screen needs no zod. */
export const ACTIONS_PER_REQUEST = 50;
