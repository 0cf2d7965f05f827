/** The sample's boards: columns with the contacts whose tickets stand in them, from the top. */
import type { BoardKind } from "@domain/board.ts";

export type SampleBoard = {
  name: string;
  kind: BoardKind;
  columns: { name: string; colour: number; limit?: number; contacts: string[] }[];
};

export const BOARDS: SampleBoard[] = [
  {
    name: "Funil de vendas",
    kind: "funnel",
    columns: [
      { name: "Novo contato", colour: 1, contacts: ["Gabi 🌻", "Zuleide Fontes", "Hilda Campos"] },
      { name: "Qualificado", colour: 2, limit: 8, contacts: ["Cláudio Meireles", "Priscila Andrade"] },
      { name: "Visita marcada", colour: 3, contacts: ["Marina Teles", "Luan e Tereza"] },
      { name: "Proposta", colour: 4, contacts: ["Otávio Brandão", "Anderson Luz"] },
      { name: "Documentos", colour: 5, limit: 2, contacts: ["Wilson Maia"] },
    ],
  },
  {
    name: "Administração de condomínios",
    kind: "kanban",
    columns: [
      { name: "Novo", colour: 1, contacts: ["Síndica do Ed. Jatobá"] },
      { name: "Em atendimento", colour: 3, contacts: ["Rede Ferragens Oeste"] },
      { name: "Aguardando resposta", colour: 4, contacts: ["Padaria Trigal"] },
      { name: "Concluído", colour: 6, contacts: [] },
    ],
  },
];
