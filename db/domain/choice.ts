/**
 * Lists a workspace makes for its tickets: the business status (STS-08), the type (STA-06) and the demand
 * (CTP-16). A ticket's document holds the id of what was chosen; none of them drives routing.
 */
import * as z from "zod/mini";

/** Each is the key of its field in the ticket's document, too. */
export const CHOICE_KINDS = ["stage", "type", "demand"] as const;
export const ChoiceKindSchema = /* @__PURE__ */ z.enum(CHOICE_KINDS);
export type ChoiceKind = typeof CHOICE_KINDS[number];

export const isChoiceKind = (key: string): key is ChoiceKind => (CHOICE_KINDS as readonly string[]).includes(key);

/** Of one list. More would not be a list to choose from. */
export const MAX_CHOICES = 60;

type Starting = { kind: ChoiceKind; colour: number; name: Record<"pt-BR" | "en", string> };

/** What a new workspace begins with; it renames and deletes them as it likes. Demands are its own to find. */
export const STARTING_CHOICES: Starting[] = [
  { kind: "stage", colour: 1, name: { "pt-BR": "Em andamento", en: "Under way" } },
  { kind: "stage", colour: 3, name: { "pt-BR": "Pendente", en: "Pending" } },
  { kind: "stage", colour: 4, name: { "pt-BR": "Finalizado", en: "Finished" } },
  { kind: "type", colour: 2, name: { "pt-BR": "Comercial", en: "Sales" } },
  { kind: "type", colour: 5, name: { "pt-BR": "Suporte", en: "Support" } },
  { kind: "type", colour: 6, name: { "pt-BR": "Pós-venda", en: "After-sales" } },
  { kind: "type", colour: 8, name: { "pt-BR": "Manutenção", en: "Maintenance" } },
];
