/**
 * Small messages between this deployment's processes, by subject. At most once: whoever must not miss anything reads
 * the database by its sequence. A publisher hears itself too. Proven by tests/contract/bus_contract.ts.
 */
export interface Bus {
  publish(subject: string, data: Uint8Array<ArrayBuffer>): void;
  /** Resolves once messages arrive; what it resolves to ends it. A listener that throws disturbs nobody. */
  subscribe(subject: string, hear: (data: Uint8Array) => void): Promise<() => void>;
  close(): Promise<void>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function publishJson(bus: Bus, subject: string, message: unknown): void {
  bus.publish(subject, encoder.encode(JSON.stringify(message)));
}

/** The other side's version may differ: `hear` parses. */
export function subscribeJson(bus: Bus, subject: string, hear: (message: unknown) => void): Promise<() => void> {
  return bus.subscribe(subject, (data) => hear(JSON.parse(decoder.decode(data))));
}
