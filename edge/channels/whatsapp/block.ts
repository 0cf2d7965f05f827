import * as z from "zod/mini";
import type { BlockOutcome, ConnectionConfig, Io } from "../channel.ts";
import { failureOf, parseJson, retryMs } from "./errors.ts";
import { graph } from "./graph.ts";

type Address = { kind: string; value: string };
const AnswerSchema = z.looseObject({
  block_users: z.optional(z.looseObject({
    failed_users: z.optional(z.array(z.looseObject({
      errors: z.optional(z.array(z.looseObject({ code: z.number(), message: z.optional(z.string()) }))),
    }))),
  })),
});

/**
 * Meta's own list (facts/channels.md A6): who stands on it cannot write to us at all. A user who could not be put on it
 * comes back as HTTP 400 with the reason inside `block_users`, so the body is read whatever the status.
 */
export async function setBlocked(
  to: readonly Address[],
  isBlocked: boolean,
  connection: ConnectionConfig,
  io: Io,
): Promise<BlockOutcome> {
  const user = userOf(to);
  if (!user) return { type: "refused", code: "no_address", text: "" };
  const answer = await graph(
    connection,
    io,
    isBlocked ? "POST" : "DELETE",
    `${connection.public.phoneNumberId}/block_users`,
    { messaging_product: "whatsapp", block_users: [user] },
  );
  // The call may be repeated: a list with somebody on it twice is the same list.
  if (answer.type !== "answer") return { type: "retry", afterMs: retryMs(io.attempt), code: "", text: answer.text };
  if (answer.ok) return { type: "done" };
  const parsed = z.safeParse(AnswerSchema, parseJson(answer.body)).data;
  const own = parsed?.block_users?.failed_users?.flatMap((one) => one.errors ?? [])[0];
  if (own) return { type: "refused", code: `${own.code}`, text: own.message ?? "" };
  const outcome = failureOf(answer.status, answer.body, io.attempt);
  if (outcome.type === "failed") return { type: "refused", code: outcome.code, text: outcome.text };
  if (outcome.type === "retry") return outcome;
  return { type: "retry", afterMs: retryMs(io.attempt), code: `${answer.status}`, text: "" };
}

function userOf(to: readonly Address[]): { user: string } | { user_id: string } | undefined {
  const phone = to.find((address) => address.kind === "phone");
  if (phone) return { user: phone.value };
  const id = to.find((address) => address.kind === "wa_user");
  return id && { user_id: id.value };
}
