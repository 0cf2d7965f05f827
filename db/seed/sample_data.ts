import type { Automation } from "@domain/automation.ts";
import type { ChoiceKind } from "@domain/choice.ts";
import { SILENT } from "@domain/silent.ts";

/**
 * The sample workspace: an estate agency in Belo Horizonte on an ordinary afternoon. Fixed, so that pictures, tests and
 * people all see the same. Times are minutes before now.
 */
export const DEPARTMENTS = [
  { name: "Vendas", colour: 1 },
  { name: "Locação", colour: 2 },
  { name: "Financeiro", colour: 3 },
  { name: "Manutenção", colour: 4 },
];

/** `me` is whoever set the workspace up. */
export const MEMBERS = [
  { name: "Rafaela Nunes", email: "rafaela@araca.example", role: "agent", departments: ["Vendas"] },
  { name: "Tainá Rocha", email: "taina@araca.example", role: "agent", departments: ["Vendas", "Locação"] },
  { name: "Davi Prado", email: "davi@araca.example", role: "agent", departments: ["Vendas", "Financeiro"] },
  { name: "Lívia Assunção", email: "livia@araca.example", role: "agent", departments: ["Locação"] },
  { name: "Joana Sales", email: "joana@araca.example", role: "supervisor", departments: [] },
  { name: "Bento Arruda", email: "bento@araca.example", role: "agent", departments: ["Manutenção"] },
] as const;

export const TAGS = [
  "visita",
  "proposta",
  "2 quartos",
  "financiamento",
  "pet",
  "2ª via",
  "contrato",
  "vistoria",
  "site",
  "urgente",
];
export const FIELDS = [
  {
    name: "Demanda",
    type: "select",
    options: ["Compra de imóvel", "Aluguel", "Manutenção", "Boleto", "Outro"],
    atClosing: "mandatory",
  },
  { name: "Imóvel", type: "text", options: [], atClosing: "optional" },
  { name: "Visita", type: "date", options: [], atClosing: "none" },
] as const;

/** In the order of their lists. */
export const CHOICES: { kind: ChoiceKind; name: string; colour: number }[] = [
  { kind: "stage", name: "Contato", colour: 2 },
  { kind: "stage", name: "Visita marcada", colour: 1 },
  { kind: "stage", name: "Simulação", colour: 6 },
  { kind: "stage", name: "Proposta", colour: 5 },
  { kind: "stage", name: "Documentos", colour: 3 },
  { kind: "stage", name: "Fechado", colour: 4 },
  { kind: "type", name: "Comercial", colour: 2 },
  { kind: "type", name: "Locação", colour: 5 },
  { kind: "type", name: "Pós-venda", colour: 6 },
  { kind: "type", name: "Manutenção", colour: 8 },
];

/** What the sample's WhatsApp says by itself. */
export const AUTOMATION: Automation = {
  ...SILENT,
  conclusion: "Foi um prazer, {{primeiro_nome}}! Qualquer coisa, é só chamar por aqui.",
  ratingOn: true,
  ratingQuestion: "De 0 a 10, que nota você dá para este atendimento?",
  ratingComment: "Obrigado! Quer contar por quê?",
  ratingThanks: "Sua opinião ajuda a gente a melhorar.",
  ratingMax: 2,
};

/** Texts leave one after the other; a number is a wait in seconds. */
export const FLOWS: { name: string; colour: number; steps: (string | number)[] }[] = [
  {
    name: "Pesquisa de satisfação",
    colour: 5,
    steps: [
      "{{primeiro_nome}}, foi um prazer atender você!",
      4,
      "De 1 a 5, como foi o nosso atendimento? É só responder com o número.",
    ],
  },
  {
    name: "Documentos para locação",
    colour: 2,
    steps: [
      "Para seguir com a locação precisamos de: RG ou CNH, CPF, comprovante de renda e de endereço.",
      "Pode mandar tudo por aqui mesmo, em foto ou PDF.",
    ],
  },
];

export const TEMPLATES = [
  {
    name: "retomar_proposta",
    category: "UTILITY",
    body: "Olá, {{1}}! Tenho novidades sobre a proposta do {{2}}. Podemos falar agora?",
    variables: ["1", "2"],
  },
  {
    name: "confirmar_visita",
    category: "UTILITY",
    body: "{{1}}, sua visita está marcada para {{2}}. Responda SIM para confirmar.",
    variables: ["1", "2"],
  },
  {
    name: "lancamento_novembro",
    category: "MARKETING",
    body: "Chegou o Residencial Araçá: 2 e 3 quartos de frente para a serra. Quer receber a tabela?",
    variables: [],
  },
] as const;

/** What the team writes all day; with a department it is that one's. */
export const REPLIES = [
  {
    shortcut: "oi",
    title: "Saudação",
    text: "Oi, {primeiro_nome}! Aqui é {atendente}, da {empresa}. Como posso ajudar?",
  },
  {
    shortcut: "visita",
    title: "Confirmar visita",
    text: "Combinado, {primeiro_nome}! Sua visita está marcada. Mando a localização um dia antes.",
    department: "Vendas",
  },
  {
    shortcut: "documentos",
    title: "Documentos para locação",
    text: "Para seguir preciso de RG, CPF e comprovante de renda. Pode mandar foto por aqui mesmo.",
  },
  {
    shortcut: "2via",
    title: "Segunda via do boleto",
    text: "A segunda via vai para {email} em até dez minutos. O protocolo é {protocolo}.",
    department: "Financeiro",
  },
  {
    shortcut: "obrigado",
    title: "Despedida",
    text: "Foi um prazer, {primeiro_nome}. Qualquer coisa, é só chamar por aqui.",
  },
] as const;
