import * as z from "zod/mini";
import type { CheckResult, CheckStep, ConnectionConfig, Io } from "../channel.ts";
import { failureOf, parseJson } from "./errors.ts";
import { type Answer, graph } from "./graph.ts";
import { fetchTemplates } from "./templates.ts";
import { checkTexts } from "./texts.ts";
import { NumberAnswerSchema, SubscribedAnswerSchema } from "./wire.ts";

/**
 * "Conferindo com a Meta": token, number, webhook subscription (made when missing: without it nothing ever arrives),
 * templates. Steps after a refused token are left out, they would say the same.
 */
export async function check(connection: ConnectionConfig, io: Io): Promise<CheckResult> {
  const texts = checkTexts[io.language ?? "pt-BR"];
  const steps: CheckStep[] = [];
  const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
    const start = performance.now();
    return [await work(), Math.round(performance.now() - start)];
  };
  const reason = (answer: Answer) => answer.type === "answer" ? wordsOf(answer) : texts.silence;

  const fields = "?fields=display_phone_number,verified_name,quality_rating";
  const [number, ms] = await timed(() => graph(connection, io, "GET", `${connection.public.phoneNumberId}${fields}`));
  const known = number.type === "answer" && number.ok
    ? z.safeParse(NumberAnswerSchema, parseJson(number.body)).data
    : undefined;
  const isTokenBad = number.type !== "answer" || isAuth(number);
  steps.push({
    name: "token",
    ok: !isTokenBad,
    ms,
    text: isTokenBad ? (number.type === "answer" ? texts.tokenBad(reason(number)) : texts.unreachable) : texts.tokenOk,
  });
  if (isTokenBad) return { steps };
  const phone = known?.display_phone_number;
  steps.push({
    name: "number",
    ok: phone !== undefined,
    ms,
    text: phone ? texts.numberOk(phone, known?.verified_name ?? "") : texts.numberBad(reason(number)),
  });

  const [subscribed, subscribedMs] = await timed(() => subscribe(connection, io));
  const isSubscribed = subscribed.type === "answer" && subscribed.ok;
  steps.push({
    name: "webhook",
    ok: isSubscribed,
    ms: subscribedMs,
    text: isSubscribed ? texts.webhookOk : texts.webhookBad(reason(subscribed)),
  });

  const [templates, templatesMs] = await timed(() => fetchTemplates(connection, io));
  steps.push({
    name: "templates",
    ok: templates.ok,
    ms: templatesMs,
    text: templates.ok ? texts.templatesOk(templates.templates.length) : texts.templatesBad(templates.text),
  });
  return { steps, address: phone };
}

async function subscribe(connection: ConnectionConfig, io: Io): Promise<Answer> {
  const path = `${connection.public.wabaId}/subscribed_apps`;
  const current = await graph(connection, io, "GET", path);
  if (current.type !== "answer" || !current.ok) return current;
  const apps = z.safeParse(SubscribedAnswerSchema, parseJson(current.body)).data?.data ?? [];
  return apps.length > 0 ? current : await graph(connection, io, "POST", path);
}

function isAuth(answer: Extract<Answer, { type: "answer" }>): boolean {
  if (answer.ok) return false;
  const outcome = failureOf(answer.status, answer.body);
  return outcome.type === "failed" && outcome.kind === "auth";
}

function wordsOf(answer: Extract<Answer, { type: "answer" }>): string {
  const outcome = failureOf(answer.status, answer.body);
  return "text" in outcome && outcome.text ? outcome.text : `HTTP ${answer.status}`;
}
