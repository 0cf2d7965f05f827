/** 4400–4499: coming back as you are will not help. 4500–4599: try again. y-websocket 3.1 obeys the same bands. [W6] */
export const CLOSE = {
  badFrame: 4400,
  notSignedIn: 4401,
  forbidden: 4403,
  notFound: 4404,
  tooLarge: 4413,
  /** An update was refused (the message came before): this copy of the document is not welcome, a fresh one is. */
  refused: 4422,
  clientTooOld: 4426,
  serverError: 4500,
  /** The server goes down, or lost its store: another one, or soon. */
  unavailable: 4503,
  /** The reader did not take what was sent. */
  stalled: 4513,
  tooMany: 4529,
} as const;
export type CloseCode = typeof CLOSE[keyof typeof CLOSE];

export const isFinal = (code: number): boolean => code >= 4400 && code < 4500;
