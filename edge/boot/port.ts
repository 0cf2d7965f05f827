import { StartError } from "./stop_reason.ts";
import type { StartTexts } from "./texts.ts";

/** Throws StartError when the port cannot be had, before anything slower is tried. */
export function lockedOut(port: number, texts: StartTexts): void {
  try {
    Deno.listen({ port }).close();
  } catch (error) {
    portError(error, port, texts);
  }
}

/** Turns a refusal of the port into its sentence; any other error goes on as it is. */
export function portError(error: unknown, port: number, texts: StartTexts): never {
  if (error instanceof Deno.errors.AddrInUse) throw new StartError(texts.portTaken(port), { cause: error });
  if (error instanceof Deno.errors.PermissionDenied) throw new StartError(texts.portForbidden(port), { cause: error });
  throw error;
}
