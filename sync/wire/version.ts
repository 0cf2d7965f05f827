/**
 * The wire's version. A client names its own in `?v=`; an older one is told to reload (close 4426).
 * History: 1 = first (2026-11): y-websocket plus saved, refused, access.
 */
export const WIRE_VERSION = 1;

/** SHA-256 of every schema and code of the wire; version_test.ts says what to do when it differs. */
export const WIRE_HASH = "113433528fd126a0b0e7f48f0491da710228ed18018b0f4b75c44372edc26a19";
