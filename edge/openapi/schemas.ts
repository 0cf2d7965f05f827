import * as z from "zod/mini";
import { ACTIONS } from "@domain/action.ts";
import { ACTIONS_PER_REQUEST } from "@domain/action_limits.ts";
import { MediaSchema } from "@domain/message.ts";
import { PermissionSchema } from "@domain/policy.ts";
import { ROWS } from "@domain/rows.ts";
import { ActionResults, Code, Conversation, Found, History, Me, Problem } from "./answers.ts";

export type Schema = z.core.JSONSchema.BaseSchema;

const SHARED = { Media: MediaSchema, Permission: PermissionSchema };
const ANSWERS = { Code, Problem, Me, ActionResults, Conversation, History, Found };
export const REF = "#/components/schemas/";

/**
 * The document's `components.schemas`, from the very schemas that check what comes in and describe what goes out. What
 * is named here is referred to, not repeated: `action.ticket.take`, `row.members`, `Media`.
 */
export function componentSchemas(): Record<string, Schema> {
  const actions = Object.entries(ACTIONS).map(([type, schema]) => [`action.${type}`, schema] as const);
  const rows = Object.entries(ROWS).map(([table, schema]) => [`row.${table}`, schema] as const);
  return {
    ...schemasOf([...actions, ...Object.entries(SHARED)], "input"),
    Actions: {
      type: "object",
      required: ["actions"],
      properties: {
        actions: {
          type: "array",
          minItems: 1,
          maxItems: ACTIONS_PER_REQUEST,
          items: {
            oneOf: actions.map(([name]) => ({ $ref: REF + name })),
            discriminator: {
              propertyName: "type",
              mapping: Object.fromEntries(Object.keys(ACTIONS).map((type) => [type, `${REF}action.${type}`])),
            },
          },
        },
      },
    },
    ...schemasOf([...Object.entries(SHARED), ...Object.entries(ANSWERS), ...rows], "output"),
  };
}

function schemasOf(named: (readonly [string, z.core.$ZodType])[], io: "input" | "output"): Record<string, Schema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of named) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => REF + id, override: plain });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema]),
  );
}

const ID_PATTERN = /^\^\[0-9a-f\]\{8\}/;

/** What only a machine could read goes, and so does the promise that an answer never gets a new field. */
function plain({ jsonSchema }: { jsonSchema: Schema }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.format) delete jsonSchema.pattern;
  else if (jsonSchema.pattern && ID_PATTERN.test(jsonSchema.pattern)) jsonSchema.format = "uuid";
}
