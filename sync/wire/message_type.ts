/** First varUint of every frame. 0–3 are y-websocket's; a stock client only logs what is above. */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  saved: 100,
  refused: 101,
  access: 102,
} as const;

/** Second varUint of a sync frame (y-protocols/PROTOCOL.md). */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;
