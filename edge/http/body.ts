import type { Context } from "hono";
import * as z from "zod/mini";
import { readLimited } from "../inbound/read_limited.ts";
import { wellFormed } from "../inbound/well_formed.ts";
import type { Env } from "./env.ts";
import { problem } from "./problem.ts";

// Without a language zod/mini says "Invalid input" to everything; a refusal names the reason.
z.config(z.locales.en());

/** JSON bodies are small; files have their own door. */
export const MAX_JSON_BYTES = 1024 * 1024;

/** Reads and checks a JSON body. On failure `response` names the field and the reason. */
export async function readJson<T>(
  c: Context<Env>,
  schema: z.ZodMiniType<T>,
  limit = MAX_JSON_BYTES,
): Promise<{ ok: true; value: T } | { ok: false; response: Response }> {
  const no = (response: Response) => ({ ok: false as const, response });
  const bytes = await readBytes(c, limit);
  if (!bytes) return no(problem(c, "too_large", { field: "(body)", limit }));
  let json: unknown;
  try {
    json = wellFormed(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return no(problem(c, "bad_input", { field: "(body)", reason: "not JSON" }));
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0]!;
  return no(problem(c, "bad_input", { field: issue.path.join(".") || "(body)", reason: issue.message }));
}

/** The whole body, or undefined when it is longer than `limit` (it is not read to the end then). */
export async function readBytes(c: Context<Env>, limit: number): Promise<Uint8Array | undefined> {
  return await readLimited(c.req.raw, limit);
}
