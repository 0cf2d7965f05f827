/** What somebody can want with a contact (features.md CON, CTP, CFD, BLK). Part of ACTIONS. */
import * as z from "zod/mini";
import { base, id, name } from "./action_base.ts";
import { EXTRA_LIMITS } from "./contact.ts";
import { IMPORT_BATCH } from "./contact_import.ts";

const text = (length: number) => z.optional(z.nullable(z.string().check(z.trim(), z.maxLength(length))));
const phone = z.string().check(z.maxLength(32));
const extraName = z.string().check(z.trim(), z.minLength(1), z.maxLength(EXTRA_LIMITS.name));

/** As `readLine` makes them (db/domain/contact_import.ts). */
const ImportLineSchema = z.object({
  line: z.int().check(z.gte(1)),
  name: z.optional(name),
  phone: z.optional(phone),
  email: z.optional(z.string().check(z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/))),
  birthDate: z.optional(z.iso.date()),
  cpf: z.optional(z.string().check(z.regex(/^\d{11}$/))),
  rg: z.optional(z.string().check(z.maxLength(20))),
  customerCode: z.optional(z.string().check(z.maxLength(60))),
  address: z.optional(z.string().check(z.maxLength(500))),
  fields: z.optional(z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(1000)))),
  extra: z.optional(z.record(extraName, z.string().check(z.maxLength(EXTRA_LIMITS.value)))),
});

export const CONTACT_ACTIONS = {
  /** CON-02, CON-09: by hand. Refused (`contact_exists`) when somebody has the number, ninth digit or not. */
  "contact.create": z.object({
    ...base,
    type: z.literal("contact.create"),
    contactId: id,
    name,
    phone: z.nullable(phone),
    /** The number begins with another country's code (STA-15). */
    foreign: z._default(z.boolean(), false),
    email: z.nullable(z.email()),
  }),
  /** CTP-01, CTP-07 to CTP-09, CTP-18, CON-06, CFD-01, CFD-04: what is left out stays; null empties. */
  "contact.update": z.object({
    ...base,
    type: z.literal("contact.update"),
    contactId: id,
    name: z.optional(name),
    email: z.optional(z.nullable(z.email())),
    phone: z.optional(z.nullable(phone)),
    birthDate: z.optional(z.nullable(z.iso.date())),
    cpf: text(20),
    rg: text(20),
    customerCode: text(60),
    address: text(500),
    /** By a custom field's key; each for itself, the last one written stays. */
    fields: z.optional(z.record(z.string().check(z.maxLength(40)), z.nullable(z.string().check(z.maxLength(1000))))),
    /** "Outras informações": free names with values. */
    extra: z.optional(z.record(extraName, z.nullable(z.string().check(z.maxLength(EXTRA_LIMITS.value))))),
    addTagIds: z.optional(z.array(id).check(z.maxLength(100))),
    removeTagIds: z.optional(z.array(id).check(z.maxLength(100))),
    receivesBroadcast: z.optional(z.boolean()),
    /** BLK-08: the bot never talks to this contact. */
    botBlocked: z.optional(z.boolean()),
    /** CTP-18: new tickets of this contact go to this member. */
    ownerId: z.optional(z.nullable(id)),
  }),
  /** BLK-01, BLK-03: nothing goes out, nothing comes in. Official WhatsApp asks for a message of the last 24 h. */
  "contact.block": z.object({ ...base, type: z.literal("contact.block"), contactId: id }),
  "contact.unblock": z.object({ ...base, type: z.literal("contact.unblock"), contactId: id }),
  /** INT-07: made or changed; a note on the person, dated or not, for a colleague or for all. */
  "observation.save": z.object({
    ...base,
    type: z.literal("observation.save"),
    observationId: id,
    contactId: id,
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(2000)),
    /** When what it says is to be done. */
    dueDate: z.nullable(z.iso.date()),
    forwardTo: z.nullable(id),
  }),
  "observation.delete": z.object({ ...base, type: z.literal("observation.delete"), observationId: id, contactId: id }),
  /** `otherId` becomes part of `contactId`; `take` names the values that come from it (db/domain/merge.ts). */
  "contact.merge": z.object({
    ...base,
    type: z.literal("contact.merge"),
    contactId: id,
    otherId: id,
    mergeId: id,
    take: z.array(z.string().check(z.maxLength(60))).check(z.maxLength(300)),
  }),
  /** For 30 days; `undo_over` afterwards. `data.contactId` is the one that is there again. */
  "contact.unmerge": z.object({ ...base, type: z.literal("contact.unmerge"), mergeId: id }),
  /** Two people, whatever they share. */
  "contact.apart": z.object({ ...base, type: z.literal("contact.apart"), contactId: id, otherId: id }),
  /** CON-02, CON-09: some lines of a sheet. Its id comes from the import's and the batch's number: a repeat adds nothing. */
  "contact.import": z.object({
    ...base,
    type: z.literal("contact.import"),
    importId: id,
    onDuplicate: z.enum(["skip", "update"]),
    tagIds: z.array(id).check(z.maxLength(20)),
    lines: z.array(ImportLineSchema).check(z.minLength(1), z.maxLength(IMPORT_BATCH)),
  }),
  /** Tells that contacts are taken as a file; the pages are the list's own. */
  "contact.export": z.object({
    ...base,
    type: z.literal("contact.export"),
    format: z.enum(["xlsx", "csv"]),
    count: z.int().check(z.gte(0)),
    narrowed: z.boolean(),
  }),
  /** EXP-01: tells that a conversation is taken as a file; its messages are those that one reads. */
  "conversation.export": z.object({
    ...base,
    type: z.literal("conversation.export"),
    conversationId: id,
    /** Left out: all of it. */
    ticketId: z.optional(id),
    internal: z.boolean(),
  }),
  /** CTP-20, X-39: mends the record and closes all its tickets, without a word to the contact. */
  "contact.sanitize": z.object({ ...base, type: z.literal("contact.sanitize"), contactId: id }),
  /** LGPD: for good. `name` is the contact's, typed once more. */
  "contact.erase": z.object({
    ...base,
    type: z.literal("contact.erase"),
    contactId: id,
    name: z.string().check(z.maxLength(120)),
  }),
  /** CON-08, CON-11. */
  "contact.delete": z.object({ ...base, type: z.literal("contact.delete"), contactId: id }),
} as const;
