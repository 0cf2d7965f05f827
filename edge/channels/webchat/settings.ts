import type { ParsedSettings } from "../channel.ts";
import { newSecret } from "../hmac.ts";

/**
 * In: `origins` (one or more sites, by comma or line; `https://*.exemplo.com.br` takes every subdomain), `title`,
 * optional `greeting`, `colour` (#rrggbb). Secrets of our own making: `identitySecret` (HMAC of identified visitors)
 * and `visitorKey` (signs visitors' tokens).
 */
export function parseSettings(
  input: Record<string, string>,
  previous?: { public: Record<string, string>; secrets: Record<string, string> },
): ParsedSettings {
  const given = (name: string) => (input[name] ?? previous?.public[name] ?? "").trim();
  const sites = given("origins").split(/[\s,]+/).filter(Boolean);
  if (sites.length === 0) return { ok: false, field: "origins", reason: "required" };
  const origins: string[] = [];
  for (const site of sites) {
    const origin = originOf(site);
    if (!origin) return { ok: false, field: "origins", reason: "origin" };
    origins.push(origin);
  }
  const title = given("title");
  if (!title) return { ok: false, field: "title", reason: "required" };
  const greeting = given("greeting");
  if (title.length > 60) return { ok: false, field: "title", reason: "too_long" };
  if (greeting.length > 300) return { ok: false, field: "greeting", reason: "too_long" };
  const colour = given("colour").toLowerCase() || "#6b2a6a";
  if (!/^#[0-9a-f]{6}$/.test(colour)) return { ok: false, field: "colour", reason: "colour" };
  return {
    ok: true,
    public: { origins: [...new Set(origins)].join(" "), title, greeting, colour },
    secrets: {
      identitySecret: input.identitySecret?.trim() || previous?.secrets.identitySecret || newSecret(),
      visitorKey: previous?.secrets.visitorKey || newSecret(),
    },
    address: new URL(origins[0]!.replace("*.", "")).host,
  };
}

/** An origin as a Content-Security-Policy source: scheme, host, port, and nothing that could break out of the header. */
function originOf(site: string): string | undefined {
  const full = /^https?:\/\//i.test(site) ? site : `https://${site}`;
  const bare = full.replace(/^(https?:\/\/)\*\./i, "$1");
  if (!URL.canParse(bare)) return undefined;
  const { protocol, host, hostname } = new URL(bare);
  if (!/^[a-z0-9.-]+$/i.test(hostname)) return undefined;
  // A bare word is a slip (javascript:1, exemplo:80): a site has a dot, unless it is this machine.
  if (!hostname.includes(".") && hostname !== "localhost") return undefined;
  return `${protocol}//${full === bare ? "" : "*."}${host}`;
}
