/**
 * Meta's errors in our words (facts/channels.md A9). Branch on `code` and the HTTP status, never on the title; most
 * rate limits come as HTTP 400. The same code may come in the answer, in a later `failed` status, or in both.
 */
import type { FailureKind, SendOutcome } from "@domain/inbound.ts";
import type { ConnectionProblem } from "../channel.ts";
import { ErrorAnswerSchema } from "./wire.ts";
import * as z from "zod/mini";

type Rule =
  | { fail: FailureKind; problem?: ConnectionProblem }
  /** `pair`: 4^n seconds. */
  | { retry: number | "pair" };

const SECOND = 1000;
const auth: Rule = { fail: "auth", problem: "needs_token" };
const locked: Rule = { fail: "auth", problem: "locked" };
const billing: Rule = { fail: "billing", problem: "billing" };
const recipient: Rule = { fail: "recipient" };
const content: Rule = { fail: "content" };
const template: Rule = { fail: "template" };
const ours: Rule = { fail: "ours" };

const RULES: Record<number, Rule> = {
  ...each([0, 190, 3, 10, 131005], auth),
  ...each([33, 131045, 133000, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 136024], locked),
  ...each([368, 131031, 130497, 131037], locked),
  ...each([131042, 131044], billing),
  ...each([4, 80007], { retry: 60 * SECOND }),
  ...each([1, 2, 131000, 131016, 133004], { retry: 5 * SECOND }),
  130429: { retry: 2 * SECOND },
  131048: { retry: 600 * SECOND },
  131056: { retry: "pair" },
  131057: { retry: 60 * SECOND },
  131047: { fail: "window_closed" },
  ...each([130403, 130472, 131021, 131026, 131030, 131049, 131050, 131062], recipient),
  ...each([131020, 131041, 131059], recipient),
  ...each([131051, 131052, 131053, 131060], content),
  ...each([131063, 131064, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018], template),
  ...each([132068, 132069], template),
  ...each([100, 131008, 131009, 135000, 137000], ours),
};

/** What an answer that is not 2xx means. In: HTTP status, body as text, tries before this one. */
export function failureOf(status: number, body: string, attempt = 0): SendOutcome {
  const answer = z.safeParse(ErrorAnswerSchema, parseJson(body));
  if (!answer.success) {
    // 429 and 408 are refusals at the door. A 5xx without Meta's own words comes from something between us and Meta:
    // nobody can say whether the message went on.
    if (status === 429) return { type: "retry", afterMs: 60 * SECOND, code: "429", text: "" };
    if (status >= 500 || status === 408) return { type: "unknown", text: `HTTP ${status}` };
    return { type: "failed", kind: status === 401 || status === 403 ? "auth" : "ours", code: `${status}`, text: "" };
  }
  const { code, message, error_data: data, is_transient: isTransient } = answer.data.error;
  const text = data?.details ?? message ?? "";
  const rule = ruleOf(code);
  if (rule && "retry" in rule) return { type: "retry", afterMs: waitOf(rule.retry, attempt), code: `${code}`, text };
  if (rule) return { type: "failed", kind: rule.fail, code: `${code}`, text };
  if (isTransient) return { type: "retry", afterMs: waitOf(5 * SECOND, attempt), code: `${code}`, text };
  if (status >= 500) return { type: "unknown", text: `(#${code}) ${text}` };
  return { type: "failed", kind: status === 401 || status === 403 ? "auth" : "ours", code: `${code}`, text };
}

/** Does this code concern the whole connection? */
export function problemOf(code: string): ConnectionProblem | undefined {
  const rule = /^\d+$/.test(code) ? ruleOf(Number(code)) : undefined;
  return rule && "problem" in rule ? rule.problem : undefined;
}

/** Why a message of ours failed later, from the code of its `failed` status. */
export function kindOf(code: string): FailureKind {
  const rule = /^\d+$/.test(code) ? ruleOf(Number(code)) : undefined;
  return rule && "fail" in rule ? rule.fail : "ours";
}

function ruleOf(code: number): Rule | undefined {
  if (code >= 200 && code <= 299) return auth;
  if (code >= 131201 && code <= 131215) return recipient;
  return RULES[code];
}

function waitOf(rule: number | "pair", attempt: number): number {
  if (rule === "pair") return Math.min(4 ** (attempt + 1), 4 ** 5) * SECOND;
  return Math.min(rule * 2 ** Math.min(attempt, 8), 900 * SECOND);
}

function each(codes: number[], rule: Rule): Record<number, Rule> {
  return Object.fromEntries(codes.map((code) => [code, rule]));
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How long to wait before a try that did not reach Meta is repeated. */
export function retryMs(attempt = 0): number {
  return Math.min(2000 * 2 ** Math.min(attempt, 8), 300_000);
}
