import type { Repeat } from "@domain/schedule.ts";

/** What the sample's team has planned. `inDays` from today, `time` on the workspace's clock. */
export type SampleScheduled = {
  contact: string;
  by: string;
  inDays: number;
  time: `${number}:${number}`;
  repeat?: Repeat;
} & ({ text: string } | { template: string; values: string[] });

const proposal = (contact: string, flat: string) => ({ template: "retomar_proposta", values: [contact, flat] });
const visit = (contact: string, when: string) => ({ template: "confirmar_visita", values: [contact, when] });

export const SCHEDULED: SampleScheduled[] = [
  { contact: "Marina Teles", by: "me", inDays: 1, time: "09:00", ...visit("Marina", "amanhã às 15h") },
  { contact: "Otávio Brandão", by: "me", inDays: 1, time: "10:30", ...proposal("Otávio", "apartamento da Serra") },
  { contact: "Wilson Maia", by: "Lívia Assunção", inDays: 1, time: "14:00", ...visit("Wilson", "quinta às 14h") },
  { contact: "Priscila Andrade", by: "Tainá Rocha", inDays: 2, time: "08:30", ...visit("Priscila", "quinta às 14h") },
  { contact: "Anderson Luz", by: "me", inDays: 3, time: "11:00", ...proposal("Anderson", "casa do Prado") },
  { contact: "Luan e Tereza", by: "Lívia Assunção", inDays: 3, time: "16:15", ...visit("Tereza", "sábado às 10h") },
  {
    contact: "Rede Ferragens Oeste",
    by: "Davi Prado",
    inDays: 5,
    time: "09:00",
    repeat: "month",
    ...proposal("Vanda", "contrato do galpão"),
  },
  { contact: "Cláudio Meireles", by: "me", inDays: 6, time: "13:30", ...proposal("Cláudio", "lote do Jatobá") },
  { contact: "Síndica do Ed. Jatobá", by: "Bento Arruda", inDays: 8, time: "10:00", ...visit("Sônia", "sexta às 9h") },
  { contact: "Otávio Brandão", by: "me", inDays: 9, time: "17:00", template: "lancamento_novembro", values: [] },
  { contact: "Hilda Campos", by: "Davi Prado", inDays: 13, time: "09:30", ...proposal("Hilda", "imóvel da Floresta") },
];
