import { StartError } from "./stop_reason.ts";
import type { StartTexts } from "./texts.ts";

/** Turns a NATS server that does not answer at the start into its sentence; any other error goes on as it is. */
export function busError(error: unknown, natsUrl: string | undefined, texts: StartTexts): never {
  if (natsUrl && error instanceof Error && NAMES.has(error.name)) {
    throw new StartError(texts.natsUnreachable(hostsOf(natsUrl), error.message), { cause: error });
  }
  throw error;
}

/** Of @nats-io's errors: nobody there, no answer in time, or not let in. */
const NAMES = new Set(["ConnectionError", "TimeoutError", "AuthorizationError", "UserAuthenticationExpiredError"]);

/** Without what may be secret in an address. */
function hostsOf(urls: string): string {
  return urls.split(",").map((url) => new URL(url).host).join(", ");
}
