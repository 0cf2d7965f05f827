import assert from "node:assert/strict";
import { isPassing } from "./passing.ts";

const failing = (code?: string) => Object.assign(new Error("x"), code === undefined ? {} : { code });

Deno.test("what the database is to blame for passes; what the row is to blame for does not", () => {
  // Starting up, terminated by a crash, too many connections, deadlock, the driver's and the kernel's own names.
  for (
    const code of ["57P03", "57P01", "53300", "40P01", "08006", "CONNECTION_CLOSED", "CONNECT_TIMEOUT", "ECONNREFUSED"]
  ) {
    assert.ok(isPassing(failing(code)), code);
  }
  for (const code of ["23505", "22P05", "42501", "57014", undefined]) assert.ok(!isPassing(failing(code)), code);
  assert.ok(!isPassing("text"));
});
