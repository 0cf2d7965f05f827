import { ACTIONS } from "@domain/action.ts";
import type { ErrorCode } from "@domain/error.ts";
import { STATUS } from "../http/problem.ts";
import { ACTION_WORDS } from "./action_words.ts";
import { exampleOf } from "./example.ts";
import type { Language } from "./language.ts";
import { ALWAYS, type Operation, OPERATIONS } from "./operations.ts";
import { componentSchemas, REF, type Schema } from "./schemas.ts";

type Content = Record<string, { schema: Schema; example?: unknown; examples?: Record<string, { value: unknown }> }>;
export type Answer = { description: string; headers?: Record<string, unknown>; content?: Content };
export type DocOperation = {
  operationId: string;
  summary: string;
  description: string;
  parameters?: {
    name: string;
    in: string;
    required: boolean;
    description: string;
    schema: Record<string, unknown>;
    example?: unknown;
  }[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, Answer>;
};
export type Document = {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, DocOperation>>;
  components: { securitySchemes: Record<string, unknown>; schemas: Record<string, Schema> };
};

/** Of the public API: raised when something that worked stops working, in which case the path becomes /api/v2. */
const VERSION = "1.0.0";

/**
 * The OpenAPI 3.1 document of /api/v1. Written from our schemas by zod itself (`z.toJSONSchema`): @hono/zod-openapi wants
 * schemas of zod's other face with its own `.openapi()` on them, and ours are `zod/mini`, shared with the browser.
 */
export function openApiDocument(serverUrl: string, language: Language): Document {
  const paths: Document["paths"] = {};
  for (const operation of OPERATIONS) {
    (paths[operation.path] ??= {})[operation.method] = operationOf(operation, language);
  }
  const schemas = componentSchemas();
  for (const [type, said] of Object.entries(ACTION_WORDS)) {
    const schema = schemas[`action.${type}`]!;
    schemas[`action.${type}`] = { description: said[language], ...schema, examples: [exampleOf(schema, schemas)] };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Mutirão API", version: VERSION, description: ABOUT[language] },
    servers: [{ url: serverUrl }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", description: TOKEN[language] } },
      schemas,
    },
  };
}

function operationOf(operation: Operation, language: Language): DocOperation {
  return {
    operationId: operation.id,
    summary: operation.title[language],
    description: operation.about[language],
    ...(operation.parameters.length > 0
      ? {
        parameters: operation.parameters.map(({ about, ...parameter }) => ({
          ...parameter,
          description: about[language],
        })),
      }
      : {}),
    ...(operation.takes ? { requestBody: { required: true, content: bodyOf(operation.takes) } } : {}),
    responses: {
      ...(operation.answers === "file" ? FILE_ANSWERS[language] : {
        "200": { description: "OK", content: { "application/json": { schema: { $ref: REF + operation.answers } } } },
      }),
      ...refusals([...operation.errors, ...ALWAYS]),
    },
  };
}

function bodyOf(takes: "actions" | "file"): Content {
  if (takes === "file") return { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
  const schemas = componentSchemas();
  const value = (type: keyof typeof ACTIONS) => ({
    value: { actions: [exampleOf(schemas[`action.${type}`]!, schemas)] },
  });
  return {
    "application/json": {
      schema: { $ref: `${REF}Actions` },
      examples: {
        "message.send": value("message.send"),
        "ticket.close": value("ticket.close"),
        "tag.save": value("tag.save"),
      },
    },
  };
}

/** One answer a status; the codes it may carry stand in its schema. */
function refusals(codes: ErrorCode[]): Record<string, Answer> {
  const byStatus = Map.groupBy(codes, (code) => STATUS[code]);
  return Object.fromEntries([...byStatus].map(([status, codes]) => [String(status), {
    description: codes.join(", "),
    ...(status === 429 ? { headers: { "Retry-After": { schema: { type: "integer" }, description: "s" } } } : {}),
    content: {
      "application/json": {
        schema: { allOf: [{ $ref: `${REF}Problem` }, { type: "object", properties: { code: { enum: codes } } }] },
      },
    },
  }]));
}

const bytes: Content = { "*/*": { schema: { type: "string", format: "binary" } } };
const FILE_ANSWERS: Record<Language, Record<string, Answer>> = {
  "pt-BR": {
    "200": { description: "O arquivo inteiro", content: bytes },
    "206": { description: "A faixa pedida", content: bytes },
    "416": { description: "A faixa está além do fim; sem corpo" },
  },
  en: {
    "200": { description: "The whole file", content: bytes },
    "206": { description: "The range asked for", content: bytes },
    "416": { description: "The range is beyond the end; no body" },
  },
};

const ABOUT: Record<Language, string> = {
  "pt-BR":
    "As mesmas ações e as mesmas regras do aplicativo. Um token age como a pessoa que o criou, com as permissões que " +
    "ela tem no momento da requisição.",
  en:
    "The same actions and the same rules as the app. A token acts as the person who made it, with the permissions they have " +
    "at the moment of the request.",
};
const TOKEN: Record<Language, string> = {
  "pt-BR": "Criado em Ajustes, API, e mostrado uma única vez.",
  en: "Made in Settings, API, and shown only once.",
};
