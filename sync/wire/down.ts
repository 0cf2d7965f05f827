/** What only we send, down to the client: varUint type, then JSON as varString. y-websocket's own frames: frame.ts. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { type Access, AccessSchema } from "./access.ts";
import { MESSAGE } from "./message_type.ts";
import { type Refused, RefusedSchema } from "./refused.ts";
import { type Saved, SavedSchema } from "./saved.ts";

export type Down = ({ type: "saved" } & Saved) | ({ type: "refused" } & Refused) | ({ type: "access" } & Access);

export const DOWN_SCHEMAS = { saved: SavedSchema, refused: RefusedSchema, access: AccessSchema };

export function encodeDown({ type, ...body }: Down): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE[type]);
  encoding.writeVarString(encoder, JSON.stringify(body));
  return encoding.toUint8Array(encoder);
}

/** Undefined for a type or a body this version does not know. `decoder` stands behind the type. */
export function decodeDown(type: number, decoder: decoding.Decoder): Down | undefined {
  try {
    const body: unknown = JSON.parse(decoding.readVarString(decoder));
    if (type === MESSAGE.saved) return { type: "saved", ...SavedSchema.parse(body) };
    if (type === MESSAGE.refused) return { type: "refused", ...RefusedSchema.parse(body) };
    if (type === MESSAGE.access) return { type: "access", ...AccessSchema.parse(body) };
  } catch {
    // A newer server's body: ignored like an unknown type.
  }
  return undefined;
}
