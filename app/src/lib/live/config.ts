/** The workspace's configuration as screens look things up in it. */
import type { ChoiceKind } from "@domain/choice.ts";
import type { Row } from "@domain/rows.ts";
import type { ConfigRows } from "@db/cache/mirrored.ts";
import type { Config, Me } from "./desk_api.ts";

export function emptyConfig(): Config {
  return {
    workspace: undefined,
    members: new Map(),
    roles: new Map(),
    departments: new Map(),
    tags: new Map(),
    fields: [],
    contactFields: [],
    choices: { stage: [], type: [], demand: [] },
    flows: [],
    connections: new Map(),
    templates: new Map(),
    replies: [],
    gallery: [],
    macros: [],
    views: [],
    boards: [],
  };
}

export function configOf(rows: ConfigRows): Config {
  const fields = rows.custom_fields.toSorted((a, b) => a.position - b.position);
  const byId = <R extends { id: string }>(list: R[]) => new Map(list.map((row) => [row.id, row]));
  return {
    workspace: rows.workspaces[0],
    members: byId(rows.members),
    roles: byId(rows.roles),
    departments: byId(rows.departments),
    tags: byId(rows.tags),
    fields: fields.filter((field) => field.scope === "ticket"),
    contactFields: fields.filter((field) => field.scope === "contact"),
    choices: choicesOf(rows.choices),
    flows: rows.flows.toSorted((a, b) => a.position - b.position),
    connections: byId(rows.connections),
    templates: byId(rows.templates),
    replies: rows.quick_replies.toSorted((a, b) => a.shortcut.localeCompare(b.shortcut)),
    gallery: rows.gallery_items.toSorted((a, b) => a.name.localeCompare(b.name)),
    macros: rows.macros.toSorted((a, b) => a.name.localeCompare(b.name)),
    views: rows.saved_views.toSorted((a, b) =>
      Number(a.owner_id !== null) - Number(b.owner_id !== null) || a.position - b.position ||
      a.name.localeCompare(b.name)
    ),
    boards: rows.boards.toSorted((a, b) => a.name.localeCompare(b.name)),
  };
}

function choicesOf(rows: Row<"choices">[]): Config["choices"] {
  const sorted = rows.toSorted((a, b) => a.position - b.position || a.id.localeCompare(b.id));
  const of = (kind: ChoiceKind) => sorted.filter((row) => row.kind === kind);
  return { stage: of("stage"), type: of("type"), demand: of("demand") };
}

/** The signed-in member as configuration says now, else as at sign-in. */
export function meNow(me: Me, config: Config): Me {
  const member = config.members.get(me.id);
  const role = member && config.roles.get(member.role_id);
  if (!member || !role) return me;
  const { name, email, colour, department_ids: departmentIds } = member;
  return { ...me, name, email, colour, actor: { id: me.id, permissions: role.permissions, departmentIds } };
}
