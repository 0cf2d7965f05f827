/**
 * The version of the actions' shapes and meanings. A page that sends an older one is told to reload before anything of
 * it is done (409 client_too_old); its outbox waits on disk. Callers of the public API name none.
 */
export const ACTIONS_VERSION = 1;

/** At most this many in one request; the outbox sends the rest next. Apart from the actions: the first screen needs no zod. */
export const ACTIONS_PER_REQUEST = 50;

/** A week: the longest that a closing is scheduled ahead (CLS-04). */
export const MAX_CLOSING_MINUTES = 10_080;
