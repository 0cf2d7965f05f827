import { fillTemplateBody } from "@domain/fill_variables.ts";
import type { TemplateUse } from "@domain/message.ts";
import type { Tx } from "@db/tx.ts";

export type Template = TemplateUse & { name: string };
export type TemplateContent = { kind: "template"; body: string; template: Template };

/** The template as the contact will read it, if it is still approved and asks for as many values as were given. */
export async function templateToSend(tx: Tx, use: Template): Promise<TemplateContent | undefined> {
  const [row] = await tx<{ name: string; body: string; variables: string[] }[]>`
    select name, body, variables from templates
    where id = ${use.templateId} and status = 'APPROVED' and deleted_at is null`;
  if (!row || row.variables.length !== use.values.length) return undefined;
  const body = fillTemplateBody(row.body, row.variables, use.values);
  return { kind: "template", body, template: { ...use, name: row.name } };
}
