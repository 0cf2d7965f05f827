import type { Outbound, SendOutcome } from "@domain/inbound.ts";
import { readCards } from "@domain/card.ts";
import { advance, type Media, type MessageStatus, type TemplateUse } from "@domain/message.ts";
import { type Sql, type Tx, withWorkspace } from "@db/tx.ts";
import type { Io } from "../channels/channel.ts";
import { channelOf } from "../channels/registry.ts";
import { connectionProblem } from "../facts/connection_problem.ts";
import { record } from "../facts/record.ts";
import type { Connection, Connections } from "../inbound/connections.ts";
import { closeWindow, setReceipt } from "../inbound/ingest_message.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { MediaStore } from "../media/store.ts";
import { addressesOf, type Destination, destinationOf } from "./destination.ts";
import { holdLease, releaseLease } from "./lease.ts";

export type DeliverDeps = {
  sql: Sql;
  connections: Connections;
  media: MediaStore;
  node: string;
  graphUrl: string;
  committed: () => void;
  fetch: typeof fetch;
  jobs: Jobs;
};

type Queued = {
  id: string;
  status: MessageStatus;
  kind: string;
  body: string;
  media: Media | null;
  template: (TemplateUse & { name: string }) | null;
  signature: string | null;
  attempts: number;
  quote: string | null;
  conversation_id: string;
  ticket_id: string | null;
};

/** A request that takes longer has an unknown fate. */
const SEND_TIMEOUT_MS = 25_000;
const MAX_ATTEMPTS = 6;

/** Conversations this process is sending now; `true` when more came meanwhile. */
const running = new Map<string, boolean>();

/**
 * Sends what a conversation has queued, one after the other. The attempt is committed before the request, so that after
 * a crash nobody sends blindly again (design.md §8): a message found `sending` waits for its receipt, and `sweep` says
 * `unknown` when none comes. Throws when another node is at it, to have the job tried later.
 */
export async function deliver(deps: DeliverDeps, workspaceId: string, conversationId: string): Promise<void> {
  if (running.has(conversationId)) {
    running.set(conversationId, true);
    return;
  }
  running.set(conversationId, false);
  try {
    do {
      running.set(conversationId, false);
      await drain(deps, workspaceId, conversationId);
    } while (running.get(conversationId));
  } finally {
    running.delete(conversationId);
  }
}

async function drain(deps: DeliverDeps, workspaceId: string, conversationId: string): Promise<void> {
  try {
    let step: Step;
    do {
      if (!await holdLease(deps.sql, workspaceId, conversationId, deps.node)) {
        throw new Error("another node delivers this conversation");
      }
      step = await deliverNext(deps, workspaceId, conversationId);
      deps.committed();
    } while (step === "settled");
  } finally {
    await releaseLease(deps.sql, conversationId, deps.node);
  }
}

/** `blocked`: nothing more can leave now; a receipt, a retry or a person sets it going again. */
type Step = "settled" | "empty" | "blocked";

async function deliverNext(deps: DeliverDeps, workspaceId: string, conversationId: string): Promise<Step> {
  const begun = await withWorkspace(deps.sql, workspaceId, (tx) => begin(deps, tx, conversationId));
  if (typeof begun === "string") return begun;
  const { message, connection, outbound } = begun;
  const io: Io = {
    fetch: deps.fetch,
    graphUrl: deps.graphUrl,
    attempt: message.attempts,
    signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
  };
  const outcome = await channelOf(connection.config.channel).send(outbound, connection.config, io);
  return await withWorkspace(
    deps.sql,
    workspaceId,
    (tx) => settle(deps, tx, workspaceId, connection, message, outcome),
  );
}

async function begin(
  deps: DeliverDeps,
  tx: Tx,
  conversationId: string,
): Promise<{ message: Queued; connection: Connection; outbound: Outbound } | Step> {
  const [message] = await tx<Queued[]>`
    select m.id, m.status, m.kind, m.body, m.media, m.template, m.signature, m.attempts, m.conversation_id, m.ticket_id,
      (select q.provider_id from messages q where q.id = m.quote_id) as quote
    from messages m where m.conversation_id = ${conversationId} and m.status in ('queued', 'sending')
    order by m.created_at, m.id limit 1`;
  if (!message) return "empty";
  // Somebody's request is out there without an answer: what follows waits until its fate is known.
  if (message.status === "sending") return "blocked";
  const place = await destinationOf(tx, conversationId);
  const connection = await deps.connections.byId(tx, place.connection_id);
  if (!connection || connection.status !== "active") return "blocked";
  if (place.barred) {
    // BLK-02: it was accepted in the moment somebody blocked; whichever path it came by, it does not leave.
    await setReceipt(tx, message, "failed", null, { code: place.barred, text: "" });
    await recordFailure(tx, connection.config.workspaceId, message, "queued", { code: place.barred, text: "" });
    return "settled";
  }
  const outbound = await outboundOf(deps, tx, message, place, connection);
  const [mine] = await tx`
    update messages set status = 'sending', attempts = attempts + 1, attempted_at = clock_timestamp()
    where id = ${message.id} and status = 'queued' returning id`;
  // A node that was suspended for longer than its lease is not alone in here.
  if (!mine) return "blocked";
  return { message: { ...message, attempts: message.attempts + 1 }, connection, outbound };
}

async function outboundOf(
  deps: DeliverDeps,
  tx: Tx,
  message: Queued,
  place: Destination,
  connection: Connection,
): Promise<Outbound> {
  const to = await addressesOf(tx, place);
  const base = { messageId: message.id, to, quoteProviderId: message.quote ?? undefined };
  if (message.template) {
    const [template] = await tx<
      { name: string; language: string; variables: string[] }[]
    >`select name, language, variables from templates where id = ${message.template.templateId}`;
    return {
      ...base,
      content: {
        kind: "template",
        name: template!.name,
        language: template!.language,
        variables: template!.variables,
        values: message.template.values,
      },
    };
  }
  if (message.media) {
    const { id, kind, mime, name, size, voice } = message.media;
    const workspaceId = connection.config.workspaceId;
    return {
      ...base,
      content: {
        kind,
        caption: message.body,
        mime,
        name,
        size,
        voice: voice ?? false,
        open: () => deps.media.read(workspaceId, id),
      },
    };
  }
  if (message.kind === "contacts") return { ...base, content: { kind: "contacts", cards: readCards(message.body) } };
  const body = message.signature ? `*${message.signature}*\n${message.body}` : message.body;
  return { ...base, content: { kind: "text", body } };
}

async function settle(
  deps: DeliverDeps,
  tx: Tx,
  workspaceId: string,
  connection: Connection,
  message: Queued,
  outcome: SendOutcome,
): Promise<Step> {
  // The conversation first, as everybody who changes one does.
  await tx`select 1 from conversations where id = ${message.conversation_id} for update`;
  const [now] = await tx<{ status: MessageStatus }[]>`select status from messages where id = ${message.id} for update`;
  // A receipt was faster than the answer.
  const overtaken = now!.status !== "sending";
  switch (outcome.type) {
    case "sent": {
      const status = advance(now!.status, "sent");
      await setReceipt(tx, message, status, outcome.providerId, undefined);
      await applyEarly(tx, workspaceId, connection.config.id, message, status, outcome.providerId);
      return "settled";
    }
    case "retry":
      if (overtaken) return "settled";
      if (message.attempts < MAX_ATTEMPTS) {
        await setReceipt(tx, message, "queued", null, undefined);
        await deps.jobs.batch().enqueue(
          tx,
          "deliver",
          { workspaceId, conversationId: message.conversation_id },
          outcome.afterMs,
        );
        return "blocked";
      }
      return await fail(tx, workspaceId, connection, message, outcome.code, outcome.text);
    case "unknown":
      // Stays `sending`: a receipt may still settle it; `sweep` asks a person when none comes.
      return "blocked";
    case "failed":
      if (outcome.kind === "window_closed") await closeWindow(tx, message.conversation_id);
      return overtaken ? "settled" : await fail(tx, workspaceId, connection, message, outcome.code, outcome.text);
  }
}

async function fail(
  tx: Tx,
  workspaceId: string,
  connection: Connection,
  message: Queued,
  code: string,
  text: string,
): Promise<Step> {
  const problem = channelOf(connection.config.channel).problem(code);
  if (problem) {
    // Nothing is wrong with the message: it keeps its place and leaves when the connection works again (CHN-14).
    await connectionProblem(tx, workspaceId, connection.config.id, problem, text);
    await setReceipt(tx, message, "queued", null, undefined);
    await tx`update messages set attempts = 0 where id = ${message.id}`;
    return "blocked";
  }
  await setReceipt(tx, message, "failed", null, { code, text });
  await recordFailure(tx, workspaceId, message, "sending", { code, text });
  return "settled";
}

async function recordFailure(
  tx: Tx,
  workspaceId: string,
  message: Queued,
  before: MessageStatus,
  error: { code: string; text: string },
): Promise<void> {
  const about = { conversationId: message.conversation_id, ticketId: message.ticket_id };
  await record(tx, workspaceId, { kind: "system" }, "message_failed", about, { status: before }, {
    messageId: message.id,
    ...error,
  });
}

/** Receipts that were here before the answer to our request. */
async function applyEarly(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  message: Queued,
  from: MessageStatus,
  providerId: string,
): Promise<void> {
  let status = from;
  const early = await tx<{ status: MessageStatus; error_code: string | null; error_text: string | null }[]>`
    delete from early_receipts where connection_id = ${connectionId} and provider_id = ${providerId} returning status, error_code, error_text`;
  const order: MessageStatus[] = ["sent", "delivered", "read", "failed"];
  for (const receipt of [...early].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status))) {
    const next = advance(status, receipt.status);
    if (next === status) continue;
    const error = next === "failed" ? { code: receipt.error_code ?? "", text: receipt.error_text ?? "" } : undefined;
    await setReceipt(tx, message, next, providerId, error);
    if (error) await recordFailure(tx, workspaceId, message, status, error);
    status = next;
  }
}
