import type { Actions } from "@domain/action.ts";
import type { TemplateUse } from "@domain/message.ts";
import { isGroup } from "@domain/group.ts";
import { canAnswer } from "@domain/policy.ts";
import { LATE_MS, MAX_AHEAD_MS, needsFallback, type ScheduleStatus } from "@domain/schedule.ts";
import type { ConversationFact } from "../../facts/conversation.ts";
import { record } from "../../facts/record.ts";
import { SOON_SECONDS } from "../../schedule/wake_scheduled.ts";
import { type Context, DONE, type Outcome, refused } from "../context.ts";
import { checkContent, type Content } from "./content.ts";
import { conversationInSight } from "./ticket_access.ts";

type Named = (TemplateUse & { name: string }) | null;
type Plan = { content: Content | { kind: "flow"; body: string }; flowId: string | null; fallback: Named };
type Planned = { ok: true; plan: Plan } | { ok: false; outcome: Outcome };

/**
 * SCH-02 to SCH-07, SCH-10, X-25: keeps what is to leave at its time. Checked now as a message is, so that what cannot
 * go is said to who writes it; checked again when it is due (schedule/run_scheduled.ts). Whoever may answer may
 * schedule, and change what a colleague scheduled.
 */
export async function saveSchedule(ctx: Context, input: Actions["schedule.save"]): Promise<Outcome> {
  const { tx, member } = ctx;
  const { scheduleId, conversationId, dueAt, ifClosed, repeat } = input;
  const place = await conversationToSchedule(ctx, conversationId);
  if (!place.ok) return place.outcome;
  const { conversation } = place;
  const wrong = wrongTime(dueAt);
  if (wrong) return wrong;
  // BLK-06.
  const [contact] = await tx`select 1 from contacts where id = ${conversation.contact_id} and blocked_at is not null`;
  if (contact) return refused("contact_blocked");
  const [before] = await tx<{ status: ScheduleStatus; conversation_id: string }[]>`
    select status, conversation_id from scheduled_messages where id = ${scheduleId} for update`;
  if (before && before.conversation_id !== conversationId) return refused("not_found", { what: "schedule" });
  if (before && before.status !== "scheduled" && before.status !== "failed") {
    return refused("schedule_done", { status: before.status });
  }
  const planned = await planOf(ctx, input, conversation);
  if (!planned.ok) return planned.outcome;
  const { content, flowId, fallback } = planned.plan;
  const json = (value: unknown) => value ? tx.json(value as never) : null;
  const media = "media" in content ? json(content.media) : null;
  const template = "template" in content ? json(content.template) : null;
  await tx`
    insert into scheduled_messages (id, workspace_id, conversation_id, contact_id, member_id, due_at, first_due_at, kind,
      text, media, template, flow_id, fallback, if_closed, repeat)
    values (${scheduleId}, ${member.workspaceId}, ${conversationId}, ${conversation.contact_id}, ${member.id}, ${dueAt},
      ${dueAt}, ${content.kind}, ${content.body}, ${media}, ${template}, ${flowId}, ${json(fallback)}, ${ifClosed},
      ${repeat})
    on conflict (id) do update set due_at = excluded.due_at, first_due_at = excluded.first_due_at, kind = excluded.kind,
      text = excluded.text, media = excluded.media, template = excluded.template, flow_id = excluded.flow_id,
      fallback = excluded.fallback, if_closed = excluded.if_closed, repeat = excluded.repeat, status = 'scheduled',
      reason = null, done_at = null`;
  await recordSchedule(ctx, conversation, "message_scheduled", {}, { scheduleId, dueAt, kind: content.kind, repeat });
  await wakeAt(ctx, scheduleId, dueAt);
  return DONE;
}

type Place = { ok: true; conversation: ConversationFact } | { ok: false; outcome: Outcome };

/** A conversation whose schedule this member may change, locked. */
export async function conversationToSchedule(ctx: Context, conversationId: string): Promise<Place> {
  const conversation = await conversationInSight(ctx, conversationId);
  if (!conversation) return { ok: false, outcome: refused("not_found", { what: "conversation" }) };
  if (isGroup(conversation)) return { ok: false, outcome: refused("not_in_group") };
  if (canAnswer(ctx.member, conversation)) return { ok: true, conversation };
  const who = { permission: "chat.answerOthers", agentId: conversation.agent_id };
  return { ok: false, outcome: refused("forbidden", who) };
}

/** A time that has passed, for instance while this waited offline, is its author's to choose anew. */
export function wrongTime(dueAt: string): Outcome | undefined {
  const left = Date.parse(dueAt) - Date.now();
  if (left < -LATE_MS) return refused("schedule_past", { dueAt });
  return left > MAX_AHEAD_MS ? refused("bad_input", { field: "dueAt", reason: "too far away" }) : undefined;
}

/** The sweep wakes what is due later. */
export async function wakeAt(ctx: Context, scheduleId: string, dueAt: string): Promise<void> {
  const left = Date.parse(dueAt) - Date.now();
  if (left > SOON_SECONDS * 1000) return;
  await ctx.enqueue("run_scheduled", { workspaceId: ctx.member.workspaceId, scheduleId }, Math.max(0, left));
}

export async function recordSchedule(
  ctx: Context,
  conversation: ConversationFact,
  type: "message_scheduled" | "schedule_moved" | "schedule_cancelled",
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Promise<void> {
  const about = {
    conversationId: conversation.id,
    ticketId: conversation.ticket_id,
    contactId: conversation.contact_id,
  };
  await record(ctx.tx, ctx.member.workspaceId, { kind: "member", id: ctx.member.id }, type, about, before, after);
}

async function planOf(
  ctx: Context,
  input: Actions["schedule.save"],
  conversation: ConversationFact,
): Promise<Planned> {
  const no = (outcome: Outcome): Planned => ({ ok: false, outcome });
  if (input.flowId) {
    const [flow] = await ctx.tx<{ name: string; on: boolean }[]>`
      select name, active and deleted_at is null as on from flows where id = ${input.flowId}`;
    if (!flow) return no(refused("not_found", { what: "flow" }));
    if (!flow.on) return no(refused("flow_off", { name: flow.name }));
    return { ok: true, plan: { content: { kind: "flow", body: flow.name }, flowId: input.flowId, fallback: null } };
  }
  const { connection_id, channel } = conversation;
  const checked = await checkContent(ctx, input, connection_id, channel);
  if (!checked.ok) return checked;
  const plan = { content: checked.content, flowId: null, fallback: null };
  if (input.template) return { ok: true, plan };
  if (!input.fallback) {
    return needsFallback(conversation, Date.parse(input.dueAt))
      ? no(refused("fallback_needed", { until: conversation.free_text_until }))
      : { ok: true, plan };
  }
  const fallback = await checkContent(ctx, { text: "", template: input.fallback }, connection_id, channel);
  return fallback.ok ? { ok: true, plan: { ...plan, fallback: fallback.content.template ?? null } } : fallback;
}
