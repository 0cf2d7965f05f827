import assert from "node:assert/strict";
import * as z from "zod/mini";
import { CLOSE } from "./close_code.ts";
import { DOWN_SCHEMAS } from "./down.ts";
import { MESSAGE, SYNC } from "./message_type.ts";
import { WIRE_HASH } from "./version.ts";

Deno.test("[W1] the wire changes only together with its version", async () => {
  const schemas = Object.entries(DOWN_SCHEMAS).map(([name, schema]) => [name, z.toJSONSchema(schema)]);
  const text = JSON.stringify({ MESSAGE, SYNC, CLOSE, schemas });
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toHex();
  // Different? Raise WIRE_VERSION if an older client or server would misread the other, add a line to its history,
  // then write the new hash.
  assert.equal(hash, WIRE_HASH);
});
