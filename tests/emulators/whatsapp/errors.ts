/** Meta's errors as its servers write them (facts/channels.md A9): most are HTTP 400, rate limits too. */

/** A refusal on its way to the caller. */
export class GraphError extends Error {
  constructor(readonly code: number, readonly details: string) {
    super(`(#${code}) ${TITLES[code] ?? details}`);
  }

  get status(): number {
    return statusOf(this.code);
  }

  toJson(): { error: Record<string, unknown> } {
    return {
      error: {
        message: this.message,
        type: "OAuthException",
        code: this.code,
        error_data: { messaging_product: "whatsapp", details: this.details },
        fbtrace_id: "Aemulated",
      },
    };
  }

  /** The same in the `errors` of a failed status. */
  toWire(): Record<string, unknown> {
    const title = TITLES[this.code] ?? "Error";
    return {
      code: this.code,
      title,
      message: title,
      error_data: { details: this.details },
      href: "https://example.test",
    };
  }
}

export const TITLES: Record<number, string> = {
  100: "Invalid parameter",
  190: "Access token has expired",
  130403: "User is blocked by the business",
  139100: "Failed to block/unblock some users",
  130429: "Rate limit hit",
  131000: "Something went wrong",
  131008: "Required parameter is missing",
  131009: "Parameter value is not valid",
  131026: "Message Undeliverable",
  131047: "Re-engagement message",
  131051: "Unsupported message type",
  131053: "Media upload error",
  131056: "(Business Account, Consumer Account) pair rate limit hit",
  132000: "Template Param Count Mismatch",
  132001: "Template does not exist",
  132012: "Template Parameter Format Mismatch",
  132015: "Template is Paused",
  132016: "Template is Disabled",
};

export function statusOf(code: number): number {
  if (code === 0 || code === 190) return 401;
  if (code === 10 || (code >= 200 && code <= 299) || [368, 130497, 131031, 131005].includes(code)) return 403;
  if (code === 132001) return 404;
  if ([3, 131000, 131016, 131045, 131057, 133000].includes(code)) return 500;
  if (code === 2 || code === 133004) return 503;
  return 400;
}
