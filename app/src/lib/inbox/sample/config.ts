import type { ChoiceKind } from "@domain/choice.ts";
import type { Row } from "@domain/rows.ts";
import { PERMISSIONS } from "@domain/policy.ts";
import type { Config, Me } from "#lib/live/desk_api.ts";
import { id } from "./ids.ts";

const PEOPLE = [
  ["Helena Prates", 1],
  ["Rafaela Nunes", 1],
  ["Tainá Rocha", 4],
  ["Davi Prado", 6],
  ["Lívia Assunção", 8],
  ["Joana Sales", 5],
  ["Caio Bessa", 3],
  ["Bruno Alves", 2],
  ["Ícaro Melo", 7],
] as const;
const DEPARTMENTS = [["Vendas", 1], ["Locação", 2], ["Financeiro", 3], ["Manutenção", 4]] as const;
const TAGS = [
  "visita",
  "2 quartos",
  "financiamento",
  "pet",
  "proposta",
  "2ª via",
  "contrato",
  "vistoria",
  "site",
  "chaves",
  "decisor: casal",
];
const CHOICES: Record<ChoiceKind, readonly (readonly [string, number])[]> = {
  stage: [["Contato", 2], ["Visita marcada", 1], ["Proposta", 5], ["Documentos", 3]],
  type: [["Comercial", 2], ["Suporte", 5], ["Pós-venda", 6]],
  demand: [],
};
const FLOWS = [["Pesquisa de satisfação", 5], ["Documentos para locação", 2]] as const;
const REPLIES = [
  ["oi", "Saudação", "Oi, {primeiro_nome}! Aqui é {atendente}, da {empresa}. Como posso ajudar?"],
  [
    "visita",
    "Confirmar visita",
    "Combinado, {primeiro_nome}. A visita está marcada; mando a localização um dia antes.",
  ],
  [
    "doc",
    "Documentos para locação",
    "Para seguir preciso de RG, CPF e comprovante de renda. Pode mandar por aqui mesmo.",
  ],
] as const;
const FIELDS = [["demanda", "Demanda", "text"], ["imovel", "Imóvel", "text"], ["cpf", "CPF", "text"]] as const;
const TEMPLATES = [
  ["Retomar proposta", "UTILITY", "Oi, {{1}}! Sobre a proposta do {{2}}: você tem um minuto para conversar?", [
    "nome",
    "imovel",
  ], "APPROVED"],
  ["Lembrete de visita", "UTILITY", "Sua visita ao {{1}} é {{2}}. Responda 1 para confirmar ou 2 para remarcar.", [
    "imovel",
    "data",
  ], "APPROVED"],
  ["Documentos pendentes", "UTILITY", "Para seguir com o {{1}} faltam: {{2}}. Pode enviar por aqui mesmo.", [
    "imovel",
    "lista",
  ], "APPROVED"],
  ["Novidade no bairro", "MARKETING", "Chegou um imóvel em {{1}} parecido com o que você procura. Quer ver fotos?", [
    "bairro",
  ], "APPROVED"],
  ["Aniversário de chaves", "MARKETING", "Hoje faz um ano da sua casa nova! Como está sendo?", [], "APPROVED"],
  ["Pesquisa de satisfação", "UTILITY", "De 0 a 10, quanto você recomenda a Araçá Imóveis?", [], "PENDING"],
] as const;

export const member = (n: number) => id(1, n);
export const choiceId = (kind: ChoiceKind, n: number) => id(kind === "stage" ? 21 : 22, n);
export const department = (n: number) => id(2, n);
export const tag = (name: string) => id(3, TAGS.indexOf(name));
export const WHATSAPP = id(4, 0);
export const SITE = id(4, 1);

const alive = { deleted_at: null };
const byId = <T extends { id: string }>(rows: T[]) => new Map(rows.map((row) => [row.id, row]));

export const me: Me = {
  id: member(0),
  name: "Helena Prates",
  email: "helena@araca.exemplo.br",
  colour: 1,
  workspaceId: id(0, 0),
  actor: { id: member(0), permissions: [...PERMISSIONS], departmentIds: DEPARTMENTS.map((_, n) => department(n)) },
};

function choices(kind: ChoiceKind): Row<"choices">[] {
  return CHOICES[kind].map(([name, colour], n) => ({
    id: choiceId(kind, n),
    ...alive,
    kind,
    name,
    colour,
    position: n,
  }));
}

export const config: Config = {
  workspace: {
    id: id(0, 0),
    ...alive,
    name: "Araçá Imóveis",
    locale: "pt-BR",
    time_zone: "America/Sao_Paulo",
    hours: null,
    holidays: [],
    call_base: "https://meet.jit.si/",
  },
  members: byId(PEOPLE.map(([name, colour], n): Row<"members"> => ({
    id: member(n),
    ...alive,
    name,
    email: "",
    role_id: id(5, 0),
    department_ids: [department(n % 4)],
    colour,
    status: "active",
    signature_on: true,
    closing_message: "Foi um prazer! Qualquer coisa, é só chamar por aqui 😊",
  }))),
  roles: byId([{ id: id(5, 0), ...alive, key: "admin", name: "Admin", permissions: [...PERMISSIONS] }]),
  departments: byId(
    DEPARTMENTS.map(([name, colour], n) => ({ id: department(n), ...alive, name, colour, greeting: "" })),
  ),
  tags: byId(TAGS.map((name) => ({ id: tag(name), ...alive, name }))),
  fields: FIELDS.map(([key, name, type], n) => ({
    id: id(6, n),
    ...alive,
    key,
    name,
    type,
    scope: "ticket" as const,
    options: [],
    position: n,
    at_closing: "none" as const,
  })),
  contactFields: [],
  choices: { stage: choices("stage"), type: choices("type"), demand: [] },
  flows: FLOWS.map(([name, colour], n) => ({
    id: id(8, n),
    ...alive,
    name,
    colour,
    active: true,
    position: n,
    steps: [{ id: id(8, 100 + n), kind: "text", text: "Oi, {{primeiro_nome}}!" }],
  })),
  connections: byId<Row<"connections">>([
    {
      id: WHATSAPP,
      ...alive,
      channel: "whatsapp",
      name: "Vendas BH",
      address: "+5531900000101",
      status: "active",
      department_id: null,
      is_default: true,
      automation: null,
    },
    {
      id: SITE,
      ...alive,
      channel: "webchat",
      name: "Site",
      address: "araca.exemplo.br",
      status: "active",
      department_id: null,
      is_default: false,
      automation: null,
    },
  ]),
  templates: byId(TEMPLATES.map(([name, category, body, variables, status], n): Row<"templates"> => ({
    id: id(7, n),
    ...alive,
    connection_id: WHATSAPP,
    name,
    language: "pt_BR",
    category,
    status,
    header: "",
    body,
    footer: "",
    variables: [...variables],
  }))),
  replies: REPLIES.map(([shortcut, title, text], n) => ({
    id: id(9, n),
    ...alive,
    owner_id: null,
    department_id: null,
    shortcut,
    title,
    text,
    media: [],
  })),
  gallery: [],
  macros: [],
  views: [],
  boards: [],
};
