import type { ActionType } from "@domain/action.ts";
import type { Automation } from "@domain/automation.ts";
import { SILENT } from "@domain/silent.ts";
import { newId } from "@domain/ids.ts";
import type { AtClosing } from "@domain/ticket.ts";
import { hmacHex } from "@edge/channels/hmac.ts";
import type { CustomerPhone } from "../../emulators/whatsapp/customers.ts";
import { samplePng, silentOgg } from "../../emulators/whatsapp/samples.ts";
import type { Faults } from "../../emulators/whatsapp/state.ts";
import { TEST_SETUP_TOKEN } from "../../support/server.ts";
import { waitFor } from "../../support/waiting.ts";
import { join, type RoleKey, type Stage } from "./stage.ts";

export type Calls = ReturnType<typeof callsOf>;
export type Customer = { id: string; name: string; waId: string };
type Of = { customer: string };

/** What a test may do behind the browser's back: be the customer, be Meta, be a colleague, pull the server's plug. */
export function callsOf(stage: Stage) {
  const phone = ({ customer }: Of): CustomerPhone => {
    const found = stage.meta.customer(customer);
    if (!found) throw new Error(`no customer ${customer}`);
    return found;
  };
  const person = (name: string) => {
    const found = stage.people.get(name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  };
  return {
    info: () => ({
      url: stage.edge.url,
      siteUrl: stage.site.url,
      setupToken: TEST_SETUP_TOKEN,
      ...stage.connections,
      webhook: { ...stage.meta.settings },
      graphUrl: stage.meta.url,
    }),
    cookie: ({ name }: { name: string }) => ({ cookie: person(name).cookie!, memberId: person(name).memberId }),
    hash: ({ id }: { id: string }) => hmacHex(stage.identitySecret, id),
    /** Once: a repeated test finds them here. */
    async hire({ name, role, departments }: { name: string; role: RoleKey; departments: string[] }) {
      if (!stage.people.has(name)) await join(stage, name, role, departments);
    },

    customer({ name }: { name: string }): Customer {
      const { data } = stage.meta.addCustomer({ name });
      return { id: data.id, name: data.name, waId: data.waId! };
    },
    write: ({ text, ageMs = 0, ...of }: Of & { text: string; ageMs?: number }) =>
      phone(of).sendText(text, { ageMs }).id,
    sendImage: async (of: Of) =>
      phone(of).sendImage({ bytes: await samplePng(1), mime: "image/png", name: "foto.png" }).id,
    sendVoice: (of: Of) =>
      phone(of).sendFile({ bytes: silentOgg(2), mime: "audio/ogg", name: "voz.ogg", voice: true }).id,
    react: ({ emoji, ...of }: Of & { emoji: string }) => {
      const last = phone(of).data.messages.findLast((one) => one.from === "business");
      phone(of).react(last!.id, emoji);
    },
    read: (of: Of) => phone(of).read(),
    /** A group of these people and our number; what they write there does not reach us before it is added. */
    group: ({ subject, members }: { subject: string; members: string[] }) => {
      const { data } = stage.meta.addGroup(subject, members.map((customer) => phone({ customer })));
      return { id: data.id };
    },
    writeInGroup: ({ group, text, ...of }: Of & { group: string; text: string }) => {
      const found = stage.meta.groups.find(({ id }) => id === group);
      return phone(of).sendText(text, { group: found! }).id;
    },
    /** What the group shows of us, oldest first. */
    inGroup: ({ group }: { group: string }) =>
      stage.meta.groups.find(({ id }) => id === group)!.messages.filter((one) => one.from === "business")
        .map(({ kind, text, status }) => ({ kind, text, status })),
    /** What the phone shows of us, oldest first. */
    received: (of: Of) =>
      phone(of).data.messages.filter((one) => one.from === "business")
        .map(({ kind, text, status, mime, name, voice }) => ({ kind, text, status, mime, name, voice })),
    /** How many POSTs of a message Meta accepted for this customer. */
    accepted: ({ customer }: Of) => stage.meta.sent.filter((one) => one.customerId === customer).length,
    /** Until everything that customers have written is a fact: what is written next comes after it. */
    async heard() {
      await stage.meta.idle();
      await waitFor("the journal to be worked off", async () => {
        const [row] = await stage.db.sql`select 1 from inbound_journal where processed_at is null limit 1`;
        return row === undefined || undefined;
      });
    },
    faults: (change: Partial<Faults>) => void Object.assign(stage.meta.faults, change),

    /** Facts of the latest ticket, once the server has made it. */
    ticket: (of: Of) =>
      waitFor(`the ticket of ${phone(of).data.name}`, async () => {
        const [row] = await stage.db.sql<TicketFacts[]>`
          select t.id, t.conversation_id as "conversationId", t.status, t.protocol, a.name as agent, d.name as department
          from contact_identities i join conversations c on c.contact_id = i.contact_id join tickets t on t.id = c.ticket_id
          left join members a on a.id = t.agent_id left join departments d on d.id = t.department_id
          where i.value = ${phone(of).data.userId}`;
        return row && { ...row };
      }),
    /** As if the last message of the customer were this old, on both sides of the wire. */
    async age({ hours, ...of }: Of & { hours: number }) {
      const { data } = phone(of);
      data.wroteAt = Date.now() - hours * 3_600_000;
      await stage.db.sql`
        update conversations c set free_text_until = clock_timestamp() + ${`${(24 - hours) * 60} minutes`}::interval
        from contact_identities i where i.contact_id = c.contact_id and i.value = ${data.userId}`;
    },
    /** By Ana, as from the contact's record. */
    async block(of: Of) {
      const [row] = await stage.db.sql<{ contact_id: string }[]>`
        select contact_id from contact_identities where value = ${phone(of).data.userId}`;
      await person("Ana").done("contact.block", { contactId: row!.contact_id });
    },
    /** Contacts by hand, "Morador 001" and so on, who never wrote: no browser has them by itself. */
    async register({ prefix, count }: { prefix: string; count: number }) {
      for (let from = 1; from <= count; from += 50) {
        const actions = Array.from({ length: Math.min(50, count - from + 1) }, (_, n) => ({
          id: newId(),
          composedAt: new Date().toISOString(),
          type: "contact.create",
          contactId: newId(),
          name: `${prefix} ${String(from + n).padStart(3, "0")}`,
          phone: null,
          email: null,
        }));
        await person("Ana").actAll(actions);
      }
    },
    /** As if the time of everything scheduled for this customer had come, and the minute's sweep after it. */
    async timeComes(of: Of) {
      await stage.db.sql`
        update scheduled_messages s set due_at = clock_timestamp() - interval '1 second' from contact_identities i
        where i.contact_id = s.contact_id and i.value = ${phone(of).data.userId} and s.status = 'scheduled'`;
      await stage.db.sql`insert into pgboss.job (name, data) values ('sweep', '{}')`;
    },
    /** A colleague elsewhere does something. */
    act: ({ name, type, ...input }: { name: string; type: ActionType } & Record<string, unknown>) =>
      person(name).act(type, input as never),
    say: ({ name, text, ...of }: Of & { name: string; text: string }) =>
      callsOf(stage).ticket(of).then(({ conversationId }) => person(name).send(conversationId, text)),
    /** An active flow of these texts. */
    publish: ({ name, texts }: { name: string; texts: string[] }) => {
      const steps = texts.map((text) => ({ id: newId(), kind: "text" as const, text }));
      return person("Ana").done("flow.save", { flowId: newId(), name, colour: 3, active: true, steps });
    },
    /** What the WhatsApp connection says by itself; nothing but what is named. */
    teach: (automation: Partial<Automation>) =>
      person("Ana").done("connection.automation", {
        connectionId: stage.connections.whatsapp,
        automation: { ...SILENT, ...automation },
      }),
    /** The closing message of a member's own profile. */
    farewell: ({ name, text }: { name: string; text: string }) =>
      person(name).done("profile.update", { name: person(name).name, signatureOn: false, closingMessage: text }),
    /** A closing field of the workspace. */
    closingField: ({ name, options, atClosing }: { name: string; options: string[]; atClosing: AtClosing }) => {
      const fieldType = options.length > 0 ? "select" as const : "text" as const;
      return person("Ana").done("field.save", { fieldId: newId(), name, fieldType, options, atClosing });
    },
    /** One world serves all stories: what one of them configured for closings goes again. */
    async forgetClosing() {
      const { sql } = stage.db;
      await sql`update connections set automation = null`;
      await sql`update workspaces set hours = null, holidays = '[]'`;
      await sql`update departments set deleted_at = clock_timestamp() where greeting <> ''`;
      await sql`update custom_fields set deleted_at = clock_timestamp() where at_closing <> 'none'`;
    },
    /** As if the time of its scheduled closing had come, and a minute passed. */
    async fallDue(of: Of) {
      const { id } = await callsOf(stage).ticket(of);
      await stage.db.sql`update tickets set closing_at = clock_timestamp() - interval '1 second' where id = ${id}`;
      await stage.db.sql`insert into pgboss.job (name, data) values ('sweep', '{}')`;
    },
    memberId: ({ name }: { name: string }) => person(name).memberId,
    departmentId: ({ name }: { name: string }) => stage.departments.get(name)!,
    newId: () => newId(),

    kill: ({ signal = "SIGKILL" }: { signal?: "SIGKILL" | "SIGTERM" }) => stage.edge.kill(signal),
    restart: () => stage.edge.restart(),
    logs: () => stage.edge.logs(),
  };
}

export type TicketFacts = {
  id: string;
  conversationId: string;
  status: string;
  protocol: string;
  agent: string | null;
  department: string | null;
};
