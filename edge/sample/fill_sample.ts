import type { FlowStep } from "@domain/flow_step.ts";
import { newId } from "@domain/ids.ts";
import {
  AUTOMATION,
  CHOICES,
  DEPARTMENTS,
  FIELDS,
  FLOWS,
  MEMBERS,
  REPLIES,
  TAGS,
  TEMPLATES,
} from "@db/seed/sample_data.ts";
import { TICKETS } from "@db/seed/sample_tickets.ts";
import { type Sql, type Tx, withWorkspace } from "@db/tx.ts";
import type { Sealer } from "../auth/seal.ts";
import { channelOf } from "../channels/registry.ts";
import { sampleBoards } from "./sample_boards.ts";
import { sampleContacts } from "./sample_contacts.ts";
import { sampleSchedule } from "./sample_schedule.ts";
import { sampleTicket } from "./sample_ticket.ts";

export type Made = { workspaceId: string; memberId: string; roleIds: Record<"admin" | "supervisor" | "agent", string> };
/** Ids by the name the sample's texts use. */
export type SampleIds = {
  workspaceId: string;
  members: Map<string, string>;
  departments: Map<string, string>;
  tags: Map<string, string>;
  fieldKeys: Map<string, string>;
  choices: Map<string, string>;
  connections: Record<"whatsapp" | "webchat", string>;
};

type Door = { seal: Sealer; publicUrl: string };
type Options = {
  /** Password hash of the sample's members; without it nobody can sign in as them. */
  passwordHash?: string | undefined;
  /** Settings of the WhatsApp connection: the demo points it at its simulated phone. */
  whatsapp?: Record<string, string>;
};

/** Fills a new workspace with the sample of db/seed/sample_data.ts. One transaction a ticket. Answers the ids it made. */
export async function fillSample(
  deps: { sql: Sql; seal: Sealer; publicUrl: string },
  made: Made,
  options: Options = {},
): Promise<SampleIds> {
  const { sql } = deps;
  const ids = await withWorkspace(sql, made.workspaceId, (tx) => fillSettings(tx, deps, made, options));
  for (const ticket of TICKETS) await withWorkspace(sql, made.workspaceId, (tx) => sampleTicket(tx, ids, ticket));
  await withWorkspace(sql, made.workspaceId, (tx) => sampleContacts(tx, ids));
  await withWorkspace(sql, made.workspaceId, (tx) => sampleSchedule(tx, ids));
  await withWorkspace(sql, made.workspaceId, (tx) => sampleBoards(tx, ids));
  return ids;
}

async function fillSettings(tx: Tx, deps: Door, made: Made, options: Options): Promise<SampleIds> {
  const { workspaceId } = made;
  const departments = new Map<string, string>();
  for (const { name, colour } of DEPARTMENTS) {
    const id = newId();
    departments.set(name, id);
    await tx`insert into departments (id, workspace_id, name, colour) values (${id}, ${workspaceId}, ${name}, ${colour})`;
  }
  const members = new Map([["me", made.memberId]]);
  for (const [at, member] of MEMBERS.entries()) {
    const id = newId();
    members.set(member.name, id);
    const departmentIds = member.departments.map((name) => departments.get(name)!);
    // The address is unique in the whole installation: a sample's may have been used before.
    await tx`
      insert into members (id, workspace_id, name, email, role_id, department_ids, colour, status, password_hash)
      values (${id}, ${workspaceId}, ${member.name}, ${member.email}, ${made.roleIds[member.role]}, ${departmentIds}, ${
      2 + at % 7
    }, 'active', ${options.passwordHash ?? null})`;
  }
  await tx`update members set department_ids = ${[departments.get("Vendas")!]} where id = ${made.memberId}`;
  const tags = new Map<string, string>();
  for (const name of TAGS) {
    const id = newId();
    tags.set(name, id);
    await tx`insert into tags (id, workspace_id, name) values (${id}, ${workspaceId}, ${name})`;
  }
  const fieldKeys = new Map<string, string>();
  for (const [position, field] of FIELDS.entries()) {
    const id = newId();
    const key = `f_${id.replaceAll("-", "").slice(-12)}`;
    fieldKeys.set(field.name, key);
    await tx`
      insert into custom_fields (id, workspace_id, key, name, type, options, position, at_closing)
      values (${id}, ${workspaceId}, ${key}, ${field.name}, ${field.type}, ${[
      ...field.options,
    ]}, ${position}, ${field.atClosing})`;
  }
  for (const [position, { name, colour, steps }] of FLOWS.entries()) {
    const published = steps.map((step): FlowStep =>
      typeof step === "number"
        ? { id: newId(), kind: "wait", seconds: step }
        : { id: newId(), kind: "text", text: step }
    );
    await tx`
      insert into flows (id, workspace_id, name, colour, active, position, steps)
      values (${newId()}, ${workspaceId}, ${name}, ${colour}, true, ${position}, ${tx.json(published)})`;
  }
  for (const { shortcut, title, text, ...reply } of REPLIES) {
    const departmentId = "department" in reply ? departments.get(reply.department)! : null;
    await tx`
      insert into quick_replies (id, workspace_id, department_id, shortcut, title, text)
      values (${newId()}, ${workspaceId}, ${departmentId}, ${shortcut}, ${title}, ${text})`;
  }
  return {
    workspaceId,
    members,
    departments,
    tags,
    fieldKeys,
    choices: await fillChoices(tx, workspaceId),
    connections: await fillConnections(tx, deps, workspaceId, departments, options),
  };
}

/** In place of those a new workspace starts with. */
async function fillChoices(tx: Tx, workspaceId: string): Promise<Map<string, string>> {
  await tx`delete from choices`;
  const ids = new Map<string, string>();
  for (const [position, { kind, name, colour }] of CHOICES.entries()) {
    const id = newId();
    ids.set(name, id);
    await tx`insert into choices (id, workspace_id, kind, name, colour, position)
      values (${id}, ${workspaceId}, ${kind}, ${name}, ${colour}, ${position + 1})`;
  }
  return ids;
}

async function fillConnections(
  tx: Tx,
  deps: Door,
  workspaceId: string,
  departments: Map<string, string>,
  options: Options,
): Promise<SampleIds["connections"]> {
  const connections = { whatsapp: newId(), webchat: newId() };
  const inputs = {
    whatsapp: options.whatsapp ??
      {
        phoneNumberId: `sample${workspaceId.slice(-6)}`,
        wabaId: "sample",
        accessToken: "sample",
        appSecret: "sample",
        phone: "+553190000101",
      },
    webchat: {
      origins: deps.publicUrl,
      title: "Imobiliária Araçá",
      greeting: "Oi! Procurando um imóvel? Fale com a gente.",
    },
  };
  for (const channel of ["whatsapp", "webchat"] as const) {
    const parsed = channelOf(channel).settings.parse(inputs[channel]);
    if (!parsed.ok) throw new Error(`sample ${channel}: ${parsed.field} ${parsed.reason}`);
    const name = channel === "whatsapp" ? "WhatsApp BH" : "Chat do site";
    // Without a real token it must not try to send: the sample's WhatsApp is off until somebody pastes one.
    const status = channel === "whatsapp" && !options.whatsapp ? "needs_token" : "active";
    await tx`
      insert into connections (id, workspace_id, channel, name, address, status, department_id, is_default, settings, secrets, provider_key, automation)
      values (${connections[channel]}, ${workspaceId}, ${channel}, ${name}, ${parsed.address}, ${status}, ${departments
      .get("Vendas")!}, ${channel === "whatsapp"},
        ${tx.json(parsed.public)}, ${await deps.seal.seal(parsed.secrets)}, ${parsed.public.phoneNumberId ?? null},
        ${channel === "whatsapp" ? tx.json(AUTOMATION) : null})`;
  }
  for (const template of TEMPLATES) {
    await tx`
      insert into templates (id, workspace_id, connection_id, provider_id, name, language, category, status, body, variables)
      values (${newId()}, ${workspaceId}, ${connections.whatsapp}, ${template.name}, ${template.name}, 'pt_BR', ${template.category}, 'APPROVED', ${template.body}, ${[
      ...template.variables,
    ]})`;
  }
  return connections;
}
