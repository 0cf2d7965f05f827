/** What a room needs of the bus between nodes: at most once, small, by subject. Publishers hear themselves too. */
export interface DocBus {
  publish(subject: string, data: Uint8Array<ArrayBuffer>): void;
  /** Resolves once nothing published from now on is missed (as long as the bus holds). */
  subscribe(subject: string, hear: (data: Uint8Array) => void): Promise<() => void>;
}
