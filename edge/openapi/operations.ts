import type { ErrorCode } from "@domain/error.ts";
import type { Said } from "./language.ts";

export type Parameter = {
  in: "path" | "query" | "header";
  name: string;
  required: boolean;
  about: Said;
  schema: Record<string, unknown>;
  example?: unknown;
};
export type Operation = {
  id: string;
  method: "get" | "post" | "put";
  path: string;
  title: Said;
  about: Said;
  parameters: Parameter[];
  takes?: "actions" | "file";
  /** Name of the answer's schema, or a file's bytes. */
  answers: "Me" | "ActionResults" | "Conversation" | "History" | "Found" | "Media" | "file";
  /** Besides those every call may meet. */
  errors: ErrorCode[];
};

/** What any call may be refused with. */
export const ALWAYS: ErrorCode[] = ["not_signed_in", "too_many_tries", "server_error"];

const id = { type: "string", format: "uuid" };
const ID = "0198f3c2-7a10-7c44-9d3e-5b1f0a2c4e68";
const inPath = (about: Said): Parameter => ({ in: "path", name: "id", required: true, about, schema: id, example: ID });

/** Every route of /api/v1. A test holds this list against the routes that are mounted. */
export const OPERATIONS: Operation[] = [
  {
    id: "me",
    method: "get",
    path: "/api/v1/me",
    title: { "pt-BR": "Quem sou", en: "Who am I" },
    about: {
      "pt-BR": "O membro por quem este token age, o espaço dele e as permissões deste momento.",
      en: "The member this token acts as, their workspace and the permissions of this moment.",
    },
    parameters: [],
    answers: "Me",
    errors: [],
  },
  {
    id: "actions",
    method: "post",
    path: "/api/v1/actions",
    title: { "pt-BR": "Fazer ações", en: "Run actions" },
    about: {
      "pt-BR":
        "Tudo o que muda algo é uma ação. A lista corre em ordem, cada ação em sua própria transação, e a resposta traz " +
        "um resultado para cada uma: feita (done) ou recusada (refused, com um código). O id é de quem envia: repetir o mesmo id " +
        "responde o mesmo e não faz nada de novo, então depois de um corte basta enviar outra vez.",
      en:
        "Everything that changes something is an action. The list runs in order, each action in a transaction of its own, and " +
        "the answer carries a result for each: done, or refused with a code. The id is made by the sender: repeating an id answers " +
        "the same and does nothing new, so after a cut just send it again.",
    },
    parameters: [],
    takes: "actions",
    answers: "ActionResults",
    errors: ["bad_input", "too_large"],
  },
  {
    id: "conversation",
    method: "get",
    path: "/api/v1/conversations/{id}",
    title: { "pt-BR": "Uma conversa", en: "One conversation" },
    about: {
      "pt-BR": "A conversa com contato, atendimentos e últimas mensagens, como linhas por tabela.",
      en: "The conversation with its contact, tickets and last messages, as rows by table.",
    },
    parameters: [
      inPath({
        "pt-BR": "Da conversa ou de um atendimento dela.",
        en: "Of the conversation or of one of its tickets.",
      }),
    ],
    answers: "Conversation",
    errors: ["bad_input", "not_found"],
  },
  {
    id: "history",
    method: "get",
    path: "/api/v1/history",
    title: { "pt-BR": "Mensagens de uma conversa", en: "Messages of a conversation" },
    about: {
      "pt-BR":
        "Uma página de mensagens, da mais antiga à mais nova, com os eventos do mesmo período. Para a página anterior, " +
        "peça antes (before) da primeira.",
      en:
        "A page of messages, oldest first, with the events of the same time. For the page before, ask for before the first one.",
    },
    parameters: [
      {
        in: "query",
        name: "conversationId",
        required: true,
        about: { "pt-BR": "Da conversa.", en: "Of the conversation." },
        schema: id,
        example: ID,
      },
      {
        in: "query",
        name: "before",
        required: false,
        about: { "pt-BR": "Só mensagens anteriores a esta.", en: "Only messages before this one." },
        schema: id,
      },
      {
        in: "query",
        name: "limit",
        required: false,
        about: { "pt-BR": "Quantas mensagens.", en: "How many messages." },
        schema: { type: "integer", minimum: 1, maximum: 200, default: 50 },
        example: 50,
      },
    ],
    answers: "History",
    errors: ["bad_input", "not_found"],
  },
  {
    id: "search",
    method: "get",
    path: "/api/v1/search",
    title: { "pt-BR": "Buscar", en: "Search" },
    about: {
      "pt-BR":
        "Nomes, telefones, protocolos, textos de mensagens e notas e nomes de arquivos, em todo o histórico que o " +
        "membro pode ver. Cada palavra deve ocorrer; acentos e maiúsculas não contam.",
      en:
        "Names, phone numbers, protocols, texts of messages and notes, and names of files, in all the history the member " +
        "may see. Every word must occur; accents and case do not count.",
    },
    parameters: [{
      in: "query",
      name: "q",
      required: true,
      about: { "pt-BR": "O que procurar.", en: "What to look for." },
      schema: { type: "string", minLength: 2, maxLength: 200 },
      example: "Joana",
    }],
    answers: "Found",
    errors: ["bad_input"],
  },
  {
    id: "putMedia",
    method: "put",
    path: "/api/v1/media/{id}",
    title: { "pt-BR": "Enviar um arquivo", en: "Upload a file" },
    about: {
      "pt-BR":
        "Os bytes do arquivo, até 100 MB. O tipo é o que o conteúdo diz. O id é de quem envia: o mesmo id com os mesmos " +
        "bytes é o mesmo arquivo. A resposta é o que message.send leva em media.",
      en:
        "The bytes of the file, up to 100 MB. Its type is what the content says. The id is made by the sender: the same id with " +
        "the same bytes is the same file. The answer is what message.send takes as media.",
    },
    parameters: [
      inPath({ "pt-BR": "Novo, UUIDv7 de preferência.", en: "A new one, UUIDv7 preferred." }),
      {
        in: "query",
        name: "name",
        required: false,
        about: { "pt-BR": "Nome do arquivo.", en: "Name of the file." },
        schema: { type: "string", maxLength: 150 },
        example: "foto.jpg",
      },
    ],
    takes: "file",
    answers: "Media",
    errors: ["bad_input", "media_too_large", "media_type"],
  },
  {
    id: "getMedia",
    method: "get",
    path: "/api/v1/media/{id}",
    title: { "pt-BR": "Baixar um arquivo", en: "Download a file" },
    about: {
      "pt-BR": "Os bytes do arquivo, ou a parte que Range pede.",
      en: "The bytes of the file, or the part that Range asks for.",
    },
    parameters: [
      inPath({ "pt-BR": "Do arquivo.", en: "Of the file." }),
      {
        in: "header",
        name: "Range",
        required: false,
        about: { "pt-BR": "Uma faixa de bytes, bytes=0-1023.", en: "One range of bytes, bytes=0-1023." },
        schema: { type: "string" },
      },
    ],
    answers: "file",
    errors: ["not_found"],
  },
];
