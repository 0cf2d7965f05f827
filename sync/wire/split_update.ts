import * as encoding from "lib0/encoding";
import * as Y from "yjs";

type Struct = Y.Item | Y.GC | Y.Skip;
type Section = { client: number; clock: number; count: number; body: Y.UpdateEncoderV1 };

/**
 * The same as one update of some size, in several of about `bytes` each, to be applied in order. No piece waits for a
 * later one (a client that must put pieces aside merges them again and again), and what was deleted comes last.
 * A single text longer than `bytes` stays in one piece.
 */
export const splitUpdate = (
  update: Uint8Array,
  bytes: number,
): Uint8Array<ArrayBuffer>[] => [...piecesOf(update, bytes)];

/** The same, one at a time: for who lets others go first in between. */
export function* piecesOf(update: Uint8Array, bytes: number): Generator<Uint8Array<ArrayBuffer>, void> {
  if (update.byteLength <= bytes) return yield Uint8Array.from(update);
  const { structs, ds } = Y.decodeUpdate(update);
  let sections = new Map<number, Section>();
  let size = 0;
  for (const struct of inCausalOrder(structs)) {
    const { client, clock } = struct.id;
    let section = sections.get(client);
    if (!section) sections.set(client, section = { client, clock, count: 0, body: new Y.UpdateEncoderV1() });
    const before = encoding.length(section.body.restEncoder);
    struct.write(section.body, 0);
    section.count++;
    size += encoding.length(section.body.restEncoder) - before;
    if (size < bytes) continue;
    yield encode(sections.values(), []);
    sections = new Map();
    size = 0;
  }
  yield encode(sections.values(), [...ds.clients]);
}

/** Each client's in their order, and everything after what it hangs on. */
function* inCausalOrder(structs: readonly Struct[]): Generator<Struct> {
  const queues = Map.groupBy(structs, (struct) => struct.id.client);
  const places = new Map([...queues.keys()].map((client) => [client, 0]));
  const known = new Map([...queues].map(([client, [first]]) => [client, first!.id.clock]));
  for (const client of queues.keys()) {
    // Whose turn it is, and for whose sake.
    const turns = [client];
    while (turns.length > 0) {
      const turn = turns.at(-1)!;
      const place = places.get(turn)!;
      const struct = queues.get(turn)![place];
      if (!struct) {
        turns.pop();
        continue;
      }
      const missing = hangsOn(struct).find((id) =>
        id.client !== turn && id.clock >= (known.get(id.client) ?? Infinity)
      );
      // One that hangs on itself over others is nothing Yjs makes: it goes as it comes.
      if (missing && !turns.includes(missing.client)) {
        turns.push(missing.client);
        continue;
      }
      places.set(turn, place + 1);
      known.set(turn, struct.id.clock + struct.length);
      yield struct;
      if (turns.length > 1) turns.pop();
    }
  }
}

function hangsOn(struct: Struct): Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  // As it was decoded: a parent is a root's name, an id, or not said because a neighbour says it.
  const parent: unknown = struct.parent;
  return [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null].filter((id) => id !== null);
}

/** Yjs' v1 format: sections of structs by client, then ranges of deletes by client. */
function encode(
  sections: Iterable<Section>,
  deletes: readonly [number, readonly { clock: number; len: number }[]][],
): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  const all = [...sections];
  encoding.writeVarUint(encoder, all.length);
  for (const { client, clock, count, body } of all) {
    encoding.writeVarUint(encoder, count);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeUint8Array(encoder, encoding.toUint8Array(body.restEncoder));
  }
  encoding.writeVarUint(encoder, deletes.length);
  for (const [client, ranges] of deletes) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
  return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}
