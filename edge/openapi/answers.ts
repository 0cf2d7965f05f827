/** What the routes answer, made of the same schemas as the rows and actions themselves. */
import * as z from "zod/mini";
import { ERROR_CODES } from "@domain/error.ts";
import { IdSchema } from "@domain/id_schema.ts";
import { PermissionSchema } from "@domain/policy.ts";
import { ROWS } from "@domain/rows.ts";
import { type TableName, TABLES } from "@domain/tables.ts";

export const Code = z.enum(ERROR_CODES);
const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const Problem = z.object({ code: Code, params, requestId: z.nullable(z.string()) });

export const Me = z.object({
  member: ROWS.members,
  workspace: ROWS.workspaces,
  actor: z.object({ id: IdSchema, permissions: z.array(PermissionSchema), departmentIds: z.array(IdSchema) }),
  mirrorVersion: z.number(),
  serverTime: z.iso.datetime(),
});

export const ActionResults = z.object({
  results: z.array(z.union([
    z.object({ id: z.string(), status: z.literal("done"), data: z.optional(z.record(z.string(), z.unknown())) }),
    z.object({ id: z.string(), status: z.literal("refused"), code: Code, params }),
  ])),
});

const rowsOf = <T extends TableName>(table: T) =>
  z.object({ table: z.literal(table), rows: z.array<(typeof ROWS)[T]>(ROWS[table]) });

export const Conversation = z.object({
  conversationId: IdSchema,
  rows: z.array(z.union(TABLES.map((table) => rowsOf(table)))),
});

export const History = z.object({
  messages: z.array(ROWS.messages),
  events: z.array(ROWS.events),
  hasOlder: z.boolean(),
  hasNewer: z.boolean(),
});

/** `found`: the ids of what matched, in order; the rest is what belongs to it. */
export const Found = z.object({
  found: z.object({
    contacts: z.array(IdSchema),
    tickets: z.array(IdSchema),
    messages: z.array(IdSchema),
    notes: z.array(IdSchema),
    more: z.boolean(),
  }),
  conversations: z.array(ROWS.conversations),
  contacts: z.array(ROWS.contacts),
  messages: z.array(ROWS.messages),
  tickets: z.array(ROWS.tickets),
  notes: z.array(ROWS.ticket_notes),
});
