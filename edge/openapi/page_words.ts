import type { Language } from "./language.ts";

/** What the page itself says; everything else comes from the document. */
export type PageWords = typeof WORDS["en"];

const WORDS = {
  "pt-BR": {
    start: "Para começar",
    make: "Crie um token em Ajustes, API. Ele é mostrado uma vez; guarde como uma senha, fora do código.",
    keep: "Ponha o token numa variável e pergunte quem ele é:",
    limits: "Limites",
    limitsText:
      "Cada token faz até {burst} chamadas de uma vez e depois {rate} por segundo. Além disso a resposta é 429, com Retry-After em segundos.",
    ids: "Identificadores",
    idsText: "São UUIDv7, feitos por quem cria. Horas são ISO 8601 em UTC.",
    cookies: "Só o cabeçalho Authorization vale aqui: o cookie do aplicativo não abre esta API.",
    routes: "Chamadas",
    actions: "Ações",
    actionsLead: "Cada uma vai na lista de POST /api/v1/actions, com id e composedAt.",
    rows: "Linhas",
    rowsLead: "O que as respostas trazem. Uma linha com deleted_at foi excluída.",
    errors: "Erros",
    errorsLead: "Toda recusa tem a mesma forma. O código é para o programa; params diz o resto.",
    field: "Campo",
    type: "Tipo",
    limit: "Limites",
    parameter: "Parâmetro",
    optional: "opcional",
    body: "Corpo",
    file: "os bytes do arquivo",
    answer: "Resposta",
    refusals: "Recusas",
    status: "Status",
    codes: "Códigos",
    example: "Exemplo",
    machine: "Documento OpenAPI",
    app: "Abrir o Mutirão",
    contents: "Nesta página",
  },
  en: {
    start: "Getting started",
    make: "Make a token in Settings, API. It is shown once; keep it like a password, outside your code.",
    keep: "Put the token in a variable and ask who it is:",
    limits: "Limits",
    limitsText:
      "Each token makes up to {burst} calls at once, then {rate} a second. Beyond that the answer is 429, with Retry-After in seconds.",
    ids: "Identifiers",
    idsText: "They are UUIDv7, made by whoever makes the thing. Times are ISO 8601 in UTC.",
    cookies: "Only the Authorization header counts here: the app's cookie does not open this API.",
    routes: "Calls",
    actions: "Actions",
    actionsLead: "Each goes into the list of POST /api/v1/actions, with id and composedAt.",
    rows: "Rows",
    rowsLead: "What answers carry. A row with deleted_at was deleted.",
    errors: "Errors",
    errorsLead: "Every refusal has the same shape. The code is for the program; params says the rest.",
    field: "Field",
    type: "Type",
    limit: "Limits",
    parameter: "Parameter",
    optional: "optional",
    body: "Body",
    file: "the bytes of the file",
    answer: "Answer",
    refusals: "Refusals",
    status: "Status",
    codes: "Codes",
    example: "Example",
    machine: "OpenAPI document",
    app: "Open Mutirão",
    contents: "On this page",
  },
};

export function pageWords(language: Language): PageWords {
  return WORDS[language];
}
