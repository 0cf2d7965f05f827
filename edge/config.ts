import { z } from "zod";
import { type Language, languageOf } from "./boot/language.ts";
import { configTexts } from "./boot/config_texts.ts";

/** What the environment says; `databaseUrl` and `secretKey` may still have to be brought up (see `edge/boot`). */
export type Settings = Readonly<{
  port: number;
  hostname: string;
  /** Absolute. */
  dataDir: string;
  databaseUrl: string | undefined;
  natsUrl: string | undefined;
  /** Origin without a slash at the end; decides cookies, links and the Origin check behind a proxy. */
  publicUrl: string | undefined;
  secretKey: string | undefined;
  setupToken: string | undefined;
  s3: Readonly<S3Settings> | undefined;
  smtp: Readonly<{ url: string; from: string }> | undefined;
  logLevel: LogLevel;
  /** Addresses or CIDR ranges of the proxies whose X-Forwarded-* is believed. */
  trustedProxies: readonly string[];
  /** Base of Meta's Graph API; tests and demos point it at an emulator. */
  metaGraphUrl: string;
  /** How often each worker looks for jobs whose wake-up it did not hear; 0.5 or more. */
  jobPollSeconds: number;
  language: Language;
}>;

/** What `serve()` gets: nothing is open any more. */
export type Config = Settings & Readonly<{ databaseUrl: string; secretKey: string; demo: boolean }>;

export type LogLevel = "debug" | "info" | "warning" | "error";
type S3Settings = { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string };
type Env = Record<string, string | undefined>;
type Name = keyof typeof RULES;

/** The prefixes that are ours: an unknown name that starts with one is a typing error, not somebody else's variable. */
const OUR_PREFIXES = ["MUTIRAO_", "S3_", "SMTP_"];
/** Values of these are never shown, not even when they are wrong. */
const SECRETS = new Set(["DATABASE_URL", "NATS_URL", "SECRET_KEY", "SETUP_TOKEN", "S3_SECRET_ACCESS_KEY", "SMTP_URL"]);

const url = (...schemes: string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)));
const origin = url("http", "https").refine((text) => ["", "/"].includes(new URL(text).pathname)).transform((text) =>
  new URL(text).origin
);
const address = /^(\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?|[0-9a-f:]*:[0-9a-f:.]*(\/\d{1,3})?)$/i;

const RULES = {
  PORT: z.string().regex(/^\d{1,5}$/).transform(Number).refine((port) => port <= 65535),
  HOST: z.string(),
  DATA_DIR: z.string(),
  DATABASE_URL: url("postgres", "postgresql"),
  NATS_URL: url("nats", "tls"),
  PUBLIC_URL: origin,
  SECRET_KEY: z.string().min(32),
  SETUP_TOKEN: z.string().min(16),
  S3_ENDPOINT: url("http", "https"),
  S3_BUCKET: z.string(),
  S3_REGION: z.string(),
  S3_ACCESS_KEY_ID: z.string(),
  S3_SECRET_ACCESS_KEY: z.string(),
  SMTP_URL: url("smtp", "smtps"),
  SMTP_FROM: z.string().regex(/@/),
  LOG_LEVEL: z.enum(["debug", "info", "warning", "error"]),
  TRUSTED_PROXIES: z.string().transform((text) => text.split(",").map((part) => part.trim()).filter(Boolean))
    .refine((list) => list.every((part) => address.test(part))),
  META_GRAPH_URL: url("http", "https").transform((text) => text.replace(/\/+$/, "")),
  JOB_POLL_SECONDS: z.coerce.number().min(0.5).max(60),
} as const;

const S3_NAMES = ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;
const SMTP_NAMES = ["SMTP_URL", "SMTP_FROM"] as const;

/**
 * Reads every variable once. In: the environment. Out: the settings, or one sentence per problem naming the variable,
 * its value (never a secret) and what is expected. An empty value is the same as none.
 */
export function parseConfig(env: Env, cwd = Deno.cwd()): { ok: true; settings: Settings } | Problems {
  const language = languageOf(env);
  const texts = configTexts[language];
  const problems: string[] = [];
  const get = <T>(name: Name, rule: z.ZodType<T>): T | undefined => {
    const value = env[name]?.trim();
    if (!value) return undefined;
    const parsed = z.safeParse(rule, value);
    if (parsed.success) return parsed.data;
    problems.push(texts.wrong(name, SECRETS.has(name) ? undefined : value, texts.expected[name]));
    return undefined;
  };
  for (const name of Object.keys(env)) {
    if (name in RULES || !OUR_PREFIXES.some((prefix) => name.startsWith(prefix))) continue;
    problems.push(texts.unknown(name, closest(name)));
  }
  for (const group of [S3_NAMES, SMTP_NAMES]) {
    const missing = group.filter((name) => !env[name]?.trim());
    const given = group.filter((name) => env[name]?.trim());
    if (given.length > 0 && missing.length > 0) problems.push(texts.incomplete(given, missing));
  }
  const settings: Settings = {
    port: get("PORT", RULES.PORT) ?? 8000,
    hostname: get("HOST", RULES.HOST) ?? "0.0.0.0",
    dataDir: absolute(get("DATA_DIR", RULES.DATA_DIR) ?? "./data", cwd),
    databaseUrl: get("DATABASE_URL", RULES.DATABASE_URL),
    natsUrl: get("NATS_URL", RULES.NATS_URL),
    publicUrl: get("PUBLIC_URL", RULES.PUBLIC_URL),
    secretKey: get("SECRET_KEY", RULES.SECRET_KEY),
    setupToken: get("SETUP_TOKEN", RULES.SETUP_TOKEN),
    s3: s3Of(
      get("S3_ENDPOINT", RULES.S3_ENDPOINT),
      get("S3_BUCKET", RULES.S3_BUCKET),
      get("S3_REGION", RULES.S3_REGION),
      get("S3_ACCESS_KEY_ID", RULES.S3_ACCESS_KEY_ID),
      get("S3_SECRET_ACCESS_KEY", RULES.S3_SECRET_ACCESS_KEY),
    ),
    smtp: smtpOf(get("SMTP_URL", RULES.SMTP_URL), get("SMTP_FROM", RULES.SMTP_FROM)),
    logLevel: get("LOG_LEVEL", RULES.LOG_LEVEL) ?? "info",
    trustedProxies: get("TRUSTED_PROXIES", RULES.TRUSTED_PROXIES) ?? [],
    metaGraphUrl: get("META_GRAPH_URL", RULES.META_GRAPH_URL) ?? "https://graph.facebook.com",
    jobPollSeconds: get("JOB_POLL_SECONDS", RULES.JOB_POLL_SECONDS) ?? 2,
    language,
  };
  return problems.length > 0 ? { ok: false, problems, language } : { ok: true, settings };
}

type Problems = { ok: false; problems: string[]; language: Language };

function s3Of(endpoint?: string, bucket?: string, region?: string, accessKeyId?: string, secretAccessKey?: string) {
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return undefined;
  return { endpoint: endpoint.replace(/\/+$/, ""), bucket, region: region ?? "auto", accessKeyId, secretAccessKey };
}

function smtpOf(smtpUrl?: string, from?: string) {
  return smtpUrl && from ? { url: smtpUrl, from } : undefined;
}

function absolute(path: string, cwd: string): string {
  const isAbsolute = path.startsWith("/") || /^[a-z]:[\\/]/i.test(path);
  return (isAbsolute ? path : `${cwd}/${path.replace(/^\.\//, "")}`).replace(/(?<=.)\/+$/, "");
}

/** The known name that shares most of its words with a mistyped one, to suggest it. */
function closest(name: string): string | undefined {
  const bare = name.replace(/^MUTIRAO_/, "");
  const words = new Set(bare.split("_"));
  const scored = Object.keys(RULES).map((known) => ({
    known,
    score: known === bare ? 99 : known.split("_").filter((word) => words.has(word)).length,
  }));
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  return best && best.score > 0 ? best.known : undefined;
}
