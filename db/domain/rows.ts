/**
 * The rows that are mirrored into browsers, as they travel on the feed and lie in PGlite. One entry a table.
 * Times are ISO 8601 strings in UTC, money is a decimal string. What is not listed here never leaves the server.
 */
import * as z from "zod/mini";
import { AutomationSchema } from "./automation.ts";
import { ChannelSchema } from "./channel.ts";
import { ChoiceKindSchema } from "./choice.ts";
import { CONTACT_SOURCES, FIELD_SCOPES, FIELD_TYPES } from "./contact.ts";
import { FlowStepSchema } from "./flow_step.ts";
import { HolidaySchema, HoursSchema } from "./hours.ts";
import { IdSchema } from "./id_schema.ts";
import {
  DIRECTIONS,
  MediaSchema,
  MESSAGE_KINDS,
  MESSAGE_ORIGINS,
  MESSAGE_STATUSES,
  TemplateUseSchema,
} from "./message.ts";
import { PermissionSchema } from "./policy.ts";
import { TEAMWORK_ROWS } from "./rows_teamwork.ts";
import { scheduled } from "./row_scheduled.ts";
import type { TableName } from "./tables.ts";
import { AT_CLOSING, ON_REPLY, TicketStatusSchema } from "./ticket.ts";
import { savedView } from "./view_query.ts";

const time = z.string();
const id = IdSchema;
const row = { id, deleted_at: z.nullable(time) };
const colour = z.number(); // 1–8

export const ROWS = {
  workspaces: z.object({
    ...row,
    name: z.string(),
    locale: z.enum(["pt-BR", "en"]),
    time_zone: z.string(),
    /** CMP-05: where video calls are held; empty: none are offered. */
    call_base: z.string(),
    /** Null: always open. */
    hours: z.nullable(HoursSchema),
    holidays: z.array(HolidaySchema),
  }),
  roles: z.object({
    ...row,
    key: z.nullable(z.string()),
    name: z.string(),
    permissions: z.array(PermissionSchema),
  }),
  members: z.object({
    ...row,
    name: z.string(),
    email: z.string(),
    role_id: id,
    department_ids: z.array(id),
    colour,
    status: z.enum(["active", "invited", "removed"]),
    signature_on: z.boolean(),
    closing_message: z.string(),
  }),
  departments: z.object({ ...row, name: z.string(), colour, greeting: z.string() }),
  tags: z.object({ ...row, name: z.string() }),
  /** Custom fields of tickets and of contacts; `key` is the key in the document's `fields` map, or in the contact's. */
  custom_fields: z.object({
    ...row,
    key: z.string(),
    name: z.string(),
    type: z.enum(FIELD_TYPES),
    scope: z.enum(FIELD_SCOPES),
    options: z.array(z.string()),
    position: z.number(),
    /** CLS-17, CLS-18: asked in the closing dialog. */
    at_closing: z.enum(AT_CLOSING),
  }),
  /** Of tickets: statuses, types and demands, by `kind`. */
  choices: z.object({ ...row, kind: ChoiceKindSchema, name: z.string(), colour, position: z.number() }),
  flows: z.object({
    ...row,
    name: z.string(),
    colour,
    active: z.boolean(),
    position: z.number(),
    steps: z.array(FlowStepSchema),
  }),
  connections: z.object({
    ...row,
    channel: ChannelSchema,
    name: z.string(),
    /** Shown to people: phone number or site. */
    address: z.string(),
    status: z.enum(["active", "needs_token", "off"]),
    department_id: z.nullable(id),
    is_default: z.boolean(),
    /** Null: it says nothing by itself (SILENT). */
    automation: z.nullable(AutomationSchema),
  }),
  templates: z.object({
    ...row,
    connection_id: id,
    name: z.string(),
    language: z.string(),
    category: z.enum(["UTILITY", "MARKETING", "AUTHENTICATION"]),
    status: z.enum(["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"]),
    header: z.string(),
    body: z.string(),
    footer: z.string(),
    /** How many variables the body has, and their names when they are named. */
    variables: z.array(z.string()),
  }),
  /** `owner_id`: that member's own, and in nobody else's browser. */
  quick_replies: z.object({
    ...row,
    owner_id: z.nullable(id),
    department_id: z.nullable(id),
    shortcut: z.string(),
    title: z.string(),
    text: z.string(),
    media: z.array(MediaSchema),
  }),
  gallery_items: z.object({
    ...row,
    department_id: z.nullable(id),
    /** Names the folder; empty: none. */
    folder: z.string(),
    name: z.string(),
    media: MediaSchema,
  }),
  saved_views: z.object({ ...row, ...savedView }),
  contacts: z.object({
    ...row,
    /** The name the team gave, else the profile's. */
    name: z.string(),
    profile_name: z.nullable(z.string()),
    phone: z.nullable(z.string()),
    email: z.nullable(z.string()),
    /** A day, `1990-03-14`. */
    birth_date: z.nullable(z.string()),
    /** Eleven digits. */
    cpf: z.nullable(z.string()),
    rg: z.nullable(z.string()),
    customer_code: z.nullable(z.string()),
    address: z.nullable(z.string()),
    /** Values of the contacts' custom fields, by key. */
    fields: z.record(z.string(), z.string()),
    /** Free names with values (CFD-04). */
    extra: z.record(z.string(), z.string()),
    tag_ids: z.array(id),
    receives_broadcast: z.boolean(),
    bot_blocked: z.boolean(),
    /** Whose portfolio it is in (CTP-18). */
    owner_id: z.nullable(id),
    source: z.enum(CONTACT_SOURCES),
    blocked_at: z.nullable(time),
    blocked_by: z.nullable(id),
    created_at: time,
  }),
  /** Contact's addresses; the phone number is only one of them. */
  contact_identities: z.object({
    ...row,
    contact_id: id,
    connection_id: z.nullable(id),
    kind: z.enum(["phone", "wa_user", "web", "email"]),
    value: z.string(),
  }),
  /** Dated notes on a contact; only to who may see them (`maySeeTable`). */
  observations: z.object({
    ...row,
    contact_id: id,
    text: z.string(),
    due_date: z.nullable(z.string()),
    forward_to: z.nullable(id),
    author_id: id,
    created_at: time,
  }),
  /** Of a contact or of a group, one of the two. */
  conversations: z.object({
    ...row,
    contact_id: z.nullable(id),
    group_id: z.nullable(id),
    group_name: z.nullable(z.string()),
    connection_id: id,
    channel: ChannelSchema,
    /** Its latest ticket, also when that is closed; agent and department of that ticket (the last ones once closed). */
    ticket_id: z.nullable(id),
    agent_id: z.nullable(id),
    department_id: z.nullable(id),
    last_message_id: z.nullable(id),
    last_message_at: z.nullable(time),
    last_direction: z.nullable(z.enum(DIRECTIONS)),
    last_kind: z.nullable(z.enum(MESSAGE_KINDS)),
    last_status: z.nullable(z.enum(MESSAGE_STATUSES)),
    last_preview: z.string(),
    /** Who of a group wrote last, when it was none of us. */
    last_sender: z.nullable(z.string()),
    /** Shared by the team (INB-10). */
    unread: z.number(),
    /** Since when the contact waits for an answer. */
    waiting_since: z.nullable(time),
    has_window: z.boolean(),
    free_text_until: z.nullable(time),
    /** Members in whose list it stands on top (INB-15). */
    pinned_by: z.array(id),
    /** The flow under way at this contact (INB-08). */
    flow_id: z.nullable(id),
  }),
  tickets: z.object({
    ...row,
    conversation_id: id,
    contact_id: z.nullable(id),
    connection_id: id,
    protocol: z.string(),
    status: TicketStatusSchema,
    agent_id: z.nullable(id),
    department_id: z.nullable(id),
    last_agent_id: z.nullable(id),
    last_department_id: z.nullable(id),
    opened_at: time,
    queued_at: z.nullable(time),
    started_at: z.nullable(time),
    closed_at: z.nullable(time),
    closed_by: z.nullable(id),
    archived_at: z.nullable(time),
    /** CLS-07: closes by itself then, in the name of `closing_by`. */
    closing_at: z.nullable(time),
    closing_on_reply: z.nullable(z.enum(ON_REPLY)),
    closing_message: z.nullable(z.string()),
    closing_by: z.nullable(id),
    /** closed by nobody in front of it, with mandatory fields empty. */
    fields_pending: z.boolean(),
    /** RAT-02: 0–10. */
    rating: z.nullable(z.number()),
    rating_comment: z.nullable(z.string()),
    /** How often it was asked for. */
    rating_asks: z.number(),
    /** The next message of the contact before then may be the grade, or the comment once there is one. */
    rating_until: z.nullable(time),
    protocol_sent_at: z.nullable(time),
    /** Put away until then by `snoozed_by`, or until the contact writes. */
    snoozed_until: z.nullable(time),
    snoozed_by: z.nullable(id),
    /** Projected from the ticket's document. */
    /** The id of a choice, as `type` and `demand`; a free word in those of before there were lists. */
    stage: z.string(),
    type: z.string(),
    demand: z.string(),
    priority: z.string(),
    value: z.nullable(z.string()),
    fields: z.record(z.string(), z.string()),
    tag_ids: z.array(id),
    follower_ids: z.array(id), // who is told of replies and its closing
    places: z.record(id, id), // board → column, projected from the boards' documents
  }),
  scheduled_messages: z.object({ ...row, ...scheduled }),
  messages: z.object({
    ...row,
    conversation_id: id,
    ticket_id: z.nullable(id),
    direction: z.enum(DIRECTIONS),
    kind: z.enum(MESSAGE_KINDS),
    body: z.string(),
    media: z.nullable(MediaSchema),
    template: z.nullable(z.extend(TemplateUseSchema, { name: z.string() })),
    quote_id: z.nullable(id),
    member_id: z.nullable(id),
    /** In a group: who wrote it, and their name as it was known then. */
    sender_id: z.nullable(id),
    sender_name: z.nullable(z.string()),
    status: z.enum(MESSAGE_STATUSES),
    /** Why it was sent, when nobody wrote it in the composer. */
    origin: z.nullable(z.enum(MESSAGE_ORIGINS)),
    error_code: z.nullable(z.string()),
    error_text: z.nullable(z.string()),
    /** Emoji by author: "contact", a member's id, or that of a contact in a group. */
    reactions: z.record(z.string(), z.string()),
    /** The team's own (TAG-03). */
    tag_ids: z.array(id),
    /** Server's acceptance: the order of the thread is (created_at, id). */
    created_at: time,
    /** When it was written, if that was earlier (offline). */
    composed_at: z.nullable(time),
  }),
  events: z.object({
    ...row,
    conversation_id: z.nullable(id),
    ticket_id: z.nullable(id),
    contact_id: z.nullable(id),
    type: z.string(),
    actor_kind: z.enum(["member", "contact", "system"]),
    actor_id: z.nullable(id),
    at: time,
    before: z.record(z.string(), z.unknown()),
    after: z.record(z.string(), z.unknown()),
  }),
  ...TEAMWORK_ROWS,
} as const satisfies Record<TableName, z.ZodMiniType>;

export type Rows = { [T in TableName]: z.infer<(typeof ROWS)[T]> };
export type Row<T extends TableName> = Rows[T];
