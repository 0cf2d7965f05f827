/**
 * Everything somebody can want to happen. `POST /api/actions` takes a list of these; the outbox keeps them while there
 * is no network. Each carries its own id: a repeat answers the stored result and does nothing (design.md §7).
 */
import * as z from "zod/mini";
import { base, id, name } from "./action_base.ts";
import { BOARD_ACTIONS } from "./action_boards.ts";
import { CONTACT_ACTIONS } from "./action_contacts.ts";
import { OPENING_ACTIONS } from "./action_opening.ts";
import { FINDING_ACTIONS } from "./action_finding.ts";
import { MAX_CLOSING_MINUTES } from "./action_limits.ts";
import { TEAMWORK_ACTIONS } from "./action_teamwork.ts";
import { AutomationSchema } from "./automation.ts";
import { MAX_CALL_BASE } from "./call_link.ts";
import { CardSchema, MAX_CARDS } from "./card_schema.ts";
import { ChannelSchema } from "./channel.ts";
import { FIELD_SCOPES, FIELD_TYPES } from "./contact.ts";
import { type ErrorCode, type ErrorParams } from "./error.ts";
import { MAX_STEPS } from "./flow.ts";
import { FlowStepSchema } from "./flow_step.ts";
import { HolidaySchema, HoursSchema } from "./hours.ts";
import { MediaSchema, TemplateUseSchema } from "./message.ts";
import { PermissionSchema } from "./policy.ts";
import { MAX_REPLY_FILES, ShortcutSchema } from "./quick_reply.ts";
import { IfClosedSchema, RepeatSchema } from "./schedule.ts";
import { AT_CLOSING, ON_REPLY } from "./ticket.ts";

const ticket = { ...base, ticketId: id };
const schedule = { ...base, scheduleId: id, conversationId: id };
const colour = z.int().check(z.gte(1), z.lte(8));

/** What a message to the customer (or to the team) holds. Exactly one of text, media, template, cards. */
const words = {
  text: z._default(z.string().check(z.maxLength(10_000)), ""),
  media: z.optional(MediaSchema),
  template: z.optional(TemplateUseSchema),
};
const cards = z.optional(z.array(CardSchema).check(z.minLength(1), z.maxLength(MAX_CARDS)));
const content = { messageId: id, ...words, cards, quoteId: z.optional(id) };

export const ACTIONS = {
  /** ASG-05, X-06: the first one accepted wins. */
  "ticket.take": z.object({ ...ticket, type: z.literal("ticket.take") }),
  /** ASG-02 to ASG-04, ASG-08, X-09: agent, department or both. */
  "ticket.transfer": z.object({
    ...ticket,
    type: z.literal("ticket.transfer"),
    agentId: z.nullable(id),
    departmentId: z.nullable(id),
  }),
  "ticket.return": z.object({ ...ticket, type: z.literal("ticket.return") }),
  "ticket.pause": z.object({ ...ticket, type: z.literal("ticket.pause") }),
  "ticket.resume": z.object({ ...ticket, type: z.literal("ticket.resume") }),
  /**
   * CLS-01, CLS-10: `message` goes to the contact when not empty and the window allows it. With `after` (minutes) it is
   * scheduled instead (CLS-04). `fields`: what was filled in; null takes away what is there (CLS-19).
   */
  "ticket.close": z.object({
    ...ticket,
    type: z.literal("ticket.close"),
    message: z.string().check(z.maxLength(4096)),
    fields: z.optional(z.record(z.string(), z.nullable(z.string().check(z.maxLength(2_000))))),
    after: z.optional(z.int().check(z.gte(1), z.lte(MAX_CLOSING_MINUTES))),
    /** Without it an answer cancels what is scheduled. */
    onReply: z.optional(z.enum(ON_REPLY)),
    /** CLS-20: closes it and puts it into the trash. */
    archive: z.optional(z.boolean()),
  }),
  /** CLS-08. */
  "ticket.cancel_closing": z.object({ ...ticket, type: z.literal("ticket.cancel_closing") }),
  /** CLS-22, X-03: into the trash, closing it without a word when it is open; and back, closed. */
  "ticket.archive": z.object({ ...ticket, type: z.literal("ticket.archive") }),
  "ticket.restore": z.object({ ...ticket, type: z.literal("ticket.restore") }),
  /** RAT-06, X-18: asks the contact for a grade; counts towards the most that one contact is asked. */
  "ticket.ask_rating": z.object({ ...ticket, type: z.literal("ticket.ask_rating"), messageId: id }),
  /** PRO-02, X-26: tells the contact the protocol number. */
  "ticket.send_protocol": z.object({ ...ticket, type: z.literal("ticket.send_protocol"), messageId: id }),
  /** ASG-09: closes the ticket and fires the flow's messages at the contact. */
  "ticket.forward_to_flow": z.object({ ...ticket, type: z.literal("ticket.forward_to_flow"), flowId: id }),
  /** to the queue, or taken at once. */
  "ticket.reopen": z.object({ ...ticket, type: z.literal("ticket.reopen"), assume: z.boolean() }),
  /** LOG-01: who opened it and when; once per member, ticket and hour. Marks read unless peeking. */
  "ticket.open": z.object({ ...ticket, type: z.literal("ticket.open"), peek: z.boolean() }),
  "conversation.read": z.object({ ...base, type: z.literal("conversation.read"), conversationId: id, messageId: id }),
  "conversation.unread": z.object({ ...base, type: z.literal("conversation.unread"), conversationId: id }),
  /** To the customer. `seen` is the last message its author had on screen; `draftId` lets one draft leave once. */
  "message.send": z.object({
    ...base,
    ...content,
    type: z.literal("message.send"),
    conversationId: id,
    seen: z.nullable(id),
    draftId: z.optional(id),
    /** The author was asked and said: send it anyway (after `moved_on`). */
    anyway: z._default(z.boolean(), false),
  }),
  /** INT-01: to the team only. */
  "message.internal": z.object({ ...base, ...content, type: z.literal("message.internal"), conversationId: id }),
  "message.react": z.object({
    ...base,
    type: z.literal("message.react"),
    messageId: id,
    emoji: z.string().check(z.maxLength(16)),
  }),
  /** A failed or unknown message goes out again, because a person said so. */
  "message.retry": z.object({ ...base, type: z.literal("message.retry"), messageId: id }),
  /** An unknown message did arrive, a person says. */
  "message.settle": z.object({ ...base, type: z.literal("message.settle"), messageId: id }),
  /**
   * SCH-02 to SCH-07, SCH-10, X-25: leaves at `dueAt`, with nobody's doing. One of text and media, template, flow. Of a
   * known id it changes what has not left, or schedules a failed one again.
   */
  "schedule.save": z.object({
    ...schedule,
    ...words,
    type: z.literal("schedule.save"),
    dueAt: z.iso.datetime(),
    flowId: z.optional(id),
    fallback: z.optional(TemplateUseSchema),
    ifClosed: IfClosedSchema,
    repeat: RepeatSchema,
  }),
  "schedule.move": z.object({ ...schedule, type: z.literal("schedule.move"), dueAt: z.iso.datetime() }),
  "schedule.cancel": z.object({ ...schedule, type: z.literal("schedule.cancel") }),
  /**
   * Under the id of an action its author takes back from the outbox: one that has not run never will, also when an
   * earlier try of it arrives late. Refused (`bad_input`, field `id`) when that one ran.
   */
  "action.withdraw": z.object({ ...base, type: z.literal("action.withdraw") }),
  ...CONTACT_ACTIONS,
  ...OPENING_ACTIONS,
  ...TEAMWORK_ACTIONS,
  ...FINDING_ACTIONS,
  ...BOARD_ACTIONS,

  "workspace.update": z.object({
    ...base,
    type: z.literal("workspace.update"),
    name,
    locale: z.enum(["pt-BR", "en"]),
    timeZone: z.string(),
    /** CMP-05; left out: as it is. */
    callBase: z.optional(z.string().check(z.trim(), z.maxLength(MAX_CALL_BASE))),
  }),
  /** AUT-03, AUT-07: of the whole workspace. */
  "workspace.hours": z.object({
    ...base,
    type: z.literal("workspace.hours"),
    hours: z.nullable(HoursSchema),
    holidays: z.array(HolidaySchema).check(z.maxLength(50)),
  }),
  "department.save": z.object({
    ...base,
    type: z.literal("department.save"),
    departmentId: id,
    name,
    colour,
    greeting: z.string().check(z.maxLength(1024)),
  }),
  "department.delete": z.object({ ...base, type: z.literal("department.delete"), departmentId: id }),
  "tag.save": z.object({ ...base, type: z.literal("tag.save"), tagId: id, name }),
  "tag.delete": z.object({ ...base, type: z.literal("tag.delete"), tagId: id }),
  "field.save": z.object({
    ...base,
    type: z.literal("field.save"),
    fieldId: id,
    name,
    fieldType: z.enum(FIELD_TYPES),
    /** Of tickets or of contacts; stays as it was made. */
    scope: z._default(z.enum(FIELD_SCOPES), "ticket"),
    options: z.array(name).check(z.maxLength(100)),
    /** Left out: as it is, and not at all for a new one. */
    atClosing: z.optional(z.enum(AT_CLOSING)),
  }),
  "field.delete": z.object({ ...base, type: z.literal("field.delete"), fieldId: id }),
  "flow.save": z.object({
    ...base,
    type: z.literal("flow.save"),
    flowId: id,
    name,
    colour,
    active: z.boolean(),
    steps: z.array(FlowStepSchema).check(z.minLength(1), z.maxLength(MAX_STEPS)),
  }),
  "flow.delete": z.object({ ...base, type: z.literal("flow.delete"), flowId: id }),
  /** QRP-01, X-15: `personal` ones are their maker's alone; publishing one needs the permission and is for good. */
  "quickReply.save": z.object({
    ...base,
    type: z.literal("quickReply.save"),
    replyId: id,
    shortcut: ShortcutSchema,
    title: name,
    text: z.string().check(z.maxLength(4096)),
    media: z.array(MediaSchema).check(z.maxLength(MAX_REPLY_FILES)),
    departmentId: z.nullable(id),
    personal: z.boolean(),
  }),
  "quickReply.delete": z.object({ ...base, type: z.literal("quickReply.delete"), replyId: id }),
  /** GAL-06: a file for everybody, or for a department. */
  "gallery.save": z.object({
    ...base,
    type: z.literal("gallery.save"),
    itemId: id,
    name,
    folder: z.string().check(z.trim(), z.maxLength(60)),
    departmentId: z.nullable(id),
    media: MediaSchema,
  }),
  "gallery.delete": z.object({ ...base, type: z.literal("gallery.delete"), itemId: id }),
  "role.save": z.object({
    ...base,
    type: z.literal("role.save"),
    roleId: id,
    name,
    permissions: z.array(PermissionSchema),
  }),
  "role.delete": z.object({ ...base, type: z.literal("role.delete"), roleId: id }),
  /** The result's `done.data.link` is the invitation link, shown once. */
  "member.invite": z.object({
    ...base,
    type: z.literal("member.invite"),
    memberId: id,
    name,
    email: z.email(),
    roleId: id,
    departmentIds: z.array(id),
  }),
  "member.update": z.object({
    ...base,
    type: z.literal("member.update"),
    memberId: id,
    name,
    roleId: id,
    departmentIds: z.array(id),
  }),
  "member.remove": z.object({ ...base, type: z.literal("member.remove"), memberId: id }),
  "profile.update": z.object({
    ...base,
    type: z.literal("profile.update"),
    name,
    signatureOn: z.boolean(),
    closingMessage: z.string().check(z.maxLength(1024)),
  }),
  /**
   * `settings` are the channel's own (edge/channels/<kind>/settings.ts parses them); a secret left out stays as it is,
   * so that an expired token is the only thing to paste (CHN-14).
   */
  "connection.save": z.object({
    ...base,
    type: z.literal("connection.save"),
    connectionId: id,
    channel: ChannelSchema,
    name,
    departmentId: z.nullable(id),
    isDefault: z.boolean(),
    settings: z.record(z.string(), z.string().check(z.maxLength(4096))),
  }),
  /** What it says by itself (AUT-01 to AUT-06, CLS-15, RAT-01 to RAT-05). */
  "connection.automation": z.object({
    ...base,
    type: z.literal("connection.automation"),
    connectionId: id,
    automation: AutomationSchema,
  }),
  "connection.delete": z.object({ ...base, type: z.literal("connection.delete"), connectionId: id }),
  /** Fetches the provider's templates now (TPL-01). */
  "connection.sync_templates": z.object({ ...base, type: z.literal("connection.sync_templates"), connectionId: id }),
  /**
   * CHN-15: from now on what is written in it is kept, in the department's sight (everybody's without one). Of a group
   * that is added it changes the department.
   */
  "group.add": z.object({ ...base, type: z.literal("group.add"), groupId: id, departmentId: z.nullable(id) }),
  /** What was written stays, and nothing comes in or goes out any more until it is added again. */
  "group.remove": z.object({ ...base, type: z.literal("group.remove"), groupId: id }),
  /** A key of the public API that acts as its maker. `data.token` of the result shows it once; a repeat has it no more. */
  "token.create": z.object({ ...base, type: z.literal("token.create"), tokenId: id, name }),
  "token.revoke": z.object({ ...base, type: z.literal("token.revoke"), tokenId: id }),
} as const;

export type ActionType = keyof typeof ACTIONS;
export type Actions = { [T in ActionType]: z.infer<(typeof ACTIONS)[T]> };
export type Action = Actions[ActionType];

export type ActionResult =
  | { id: string; status: "done"; data?: Record<string, unknown> }
  | { id: string; status: "refused"; code: ErrorCode; params: ErrorParams };

/** An action from outside, or which field is wrong and why. */
export function parseAction(
  input: unknown,
): { ok: true; action: Action } | { ok: false; field: string; reason: string } {
  const type = typeof input === "object" && input !== null && "type" in input ? input.type : undefined;
  const schema = typeof type === "string" && Object.hasOwn(ACTIONS, type) ? ACTIONS[type as ActionType] : undefined;
  if (!schema) return { ok: false, field: "type", reason: `unknown action: current value is ${JSON.stringify(type)}` };
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, action: parsed.data };
  const issue = parsed.error.issues[0]!;
  return { ok: false, field: issue.path.join(".") || "(body)", reason: issue.message };
}
