import type { ParsedSettings } from "../channel.ts";
import { newSecret } from "../hmac.ts";
import { DEFAULT_VERSION } from "./graph.ts";

/**
 * In: `phoneNumberId`, `wabaId`, `accessToken`, `appSecret`, optional `version`, `phone` (shown until Meta tells it),
 * `verifyToken`. Ids may be pasted with spaces. An expired token is the only thing to paste anew (CHN-14).
 */
export function parseSettings(
  input: Record<string, string>,
  previous?: { public: Record<string, string>; secrets: Record<string, string> },
): ParsedSettings {
  const given = (name: string) => input[name]?.trim() || undefined;
  const phoneNumberId = (given("phoneNumberId") ?? previous?.public.phoneNumberId ?? "").replace(/[\s.-]/g, "");
  const wabaId = (given("wabaId") ?? previous?.public.wabaId ?? "").replace(/[\s.-]/g, "");
  for (const [field, value] of [["phoneNumberId", phoneNumberId], ["wabaId", wabaId]] as const) {
    if (!value) return { ok: false, field, reason: "required" };
    // Meta announced new id shapes for 2027 (A0.5): anything that is safe in a path is taken.
    if (!/^[\w]{1,64}$/.test(value)) return { ok: false, field, reason: "digits" };
  }
  const version = given("version") ?? previous?.public.version ?? DEFAULT_VERSION;
  if (!/^v\d{2,3}\.\d$/.test(version)) return { ok: false, field: "version", reason: "version" };
  const accessToken = given("accessToken") ?? previous?.secrets.accessToken;
  const appSecret = given("appSecret") ?? previous?.secrets.appSecret;
  if (!accessToken) return { ok: false, field: "accessToken", reason: "required" };
  if (!appSecret) return { ok: false, field: "appSecret", reason: "required" };
  if (/\s/.test(accessToken)) return { ok: false, field: "accessToken", reason: "spaces" };
  const phone = given("phone") ?? previous?.public.phone;
  const verifyToken = given("verifyToken") ?? previous?.secrets.verifyToken ?? newSecret();
  return {
    ok: true,
    public: { phoneNumberId, wabaId, version, ...(phone ? { phone } : {}) },
    secrets: { accessToken, appSecret, verifyToken },
    address: phone ?? phoneNumberId,
  };
}
