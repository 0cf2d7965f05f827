/** What is done with boards, part of ACTION_WORDS. */
export const BOARD_WORDS = {
  "board.save": {
    "pt-BR": "Cria um quadro com suas colunas, ou muda o nome e o tipo de um.",
    en: "Creates a board with its columns, or changes the name and kind of one.",
  },
  "board.archive": { "pt-BR": "Arquiva ou reativa um quadro.", en: "Archives or restores a board." },
  "board.place": {
    "pt-BR": "Põe um atendimento numa coluna de um quadro, ou o tira dele.",
    en: "Puts a ticket into a column of a board, or takes it off.",
  },
};
