/**
 * Ids are UUIDv7 (RFC 9562 §5.7), made where the thing is made, also in an offline browser,
 * so that rows sort by birth and an action may be repeated under its own id.
 */
/** Of what stands at a door: IdSchema (id_schema.ts). Apart from it, since the first screen makes ids and needs no zod. */
export const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export type Id = string;

export const isId = (text: string): text is Id => ID.test(text);

let lastMs = 0;
let counter = 0;

/** A new UUIDv7. Ids made in one process are strictly increasing: a 12-bit counter breaks ties within a millisecond. */
export function newId(now: number = Date.now(), random: Uint8Array = crypto.getRandomValues(new Uint8Array(10))): Id {
  // A clock that steps back must not reorder what this process makes.
  if (now > lastMs) {
    lastMs = now;
    counter = ((random[8]! << 8) | random[9]!) & 0x7ff;
  } else if (++counter > 0xfff) {
    lastMs++;
    counter = 0;
  }
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(lastMs / 0x10000));
  view.setUint16(4, lastMs % 0x10000);
  view.setUint16(6, 0x7000 | counter);
  bytes.set(random.subarray(0, 8), 8);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Milliseconds since the epoch at which a UUIDv7 was made. */
export function idTime(id: Id): number {
  return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
