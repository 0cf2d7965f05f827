import { dayOf, momentOf, plusDays } from "@domain/calendar.ts";
import { fillTemplateBody } from "@domain/fill_variables.ts";
import { newId } from "@domain/ids.ts";
import { TEMPLATES } from "@db/seed/sample_data.ts";
import { type SampleScheduled, SCHEDULED } from "@db/seed/sample_schedule.ts";
import type { Tx } from "@db/tx.ts";
import type { SampleIds } from "./fill_sample.ts";

/** What the sample's team has scheduled, counted from today on the workspace's clock. */
export async function sampleSchedule(tx: Tx, ids: SampleIds): Promise<void> {
  const [workspace] = await tx<{ time_zone: string }[]>`select time_zone from workspaces where id = ${ids.workspaceId}`;
  for (const one of SCHEDULED) {
    const [conversation] = await tx<{ id: string; contact_id: string }[]>`
      select v.id, v.contact_id from conversations v join contacts c on c.id = v.contact_id where c.name = ${one.contact}`;
    if (!conversation) throw new Error(`sample schedule: nobody is called ${one.contact}`);
    const dueAt = new Date(dueOf(one, workspace!.time_zone)).toISOString();
    const { kind, text, template } = await contentOf(tx, one);
    await tx`
      insert into scheduled_messages (id, workspace_id, conversation_id, contact_id, member_id, due_at, first_due_at,
        kind, text, template, if_closed, repeat)
      values (${newId()}, ${ids.workspaceId}, ${conversation.id}, ${conversation.contact_id},
        ${ids.members.get(one.by)!}, ${dueAt}, ${dueAt}, ${kind}, ${text}, ${template && tx.json(template)}, 'send',
        ${one.repeat ?? "none"})`;
  }
}

function dueOf({ inDays, time }: SampleScheduled, zone: string): number {
  const [hour, minute] = time.split(":").map(Number);
  return momentOf(plusDays(dayOf(Date.now(), zone), inDays), hour! * 60 + minute!, zone);
}

async function contentOf(tx: Tx, one: SampleScheduled) {
  if ("text" in one) return { kind: "text", text: one.text, template: null };
  const [row] = await tx<{ id: string }[]>`select id from templates where name = ${one.template}`;
  const { name, body, variables } = TEMPLATES.find((template) => template.name === one.template)!;
  const text = fillTemplateBody(body, [...variables], one.values);
  return { kind: "template", text, template: { templateId: row!.id, values: one.values, name } };
}
