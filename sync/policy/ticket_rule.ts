import * as z from "zod/mini";
import { canAnswer, canSeeConversation } from "@domain/policy.ts";
import { PRIORITIES } from "@domain/ticket.ts";
import { IdSchema } from "@domain/id_schema.ts";
import type { DocRule } from "./rule.ts";

const small = (value: unknown) => JSON.stringify(value ?? null).length <= 200;
const link = z.object({ href: z.string().check(z.maxLength(2000), z.regex(/^(https?:|mailto:|tel:)/i)) });

/** [P1] [P2] Everything a ticket's document may hold. */
export const TICKET_RULE: DocRule = {
  maxUpdateBytes: 512 * 1024,
  maxNewClients: 16,
  roots: {
    fields: {
      type: "map",
      mayWrite: canSeeConversation,
      keys: {
        // The id of a choice; in those of before there were lists, a word.
        stage: z.string().check(z.maxLength(80)),
        type: z.string().check(z.maxLength(36)),
        demand: z.string().check(z.maxLength(36)),
        priority: z.enum(PRIORITIES),
        // numeric(14,2), or empty for none
        value: z.string().check(z.regex(/^(\d{1,12}(\.\d{1,2})?)?$/)),
      },
      rest: { key: /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, value: z.string().check(z.maxLength(2000)) },
      required: [],
      maxKeys: 200,
    },
    tags: {
      type: "map",
      mayWrite: canSeeConversation,
      keys: {},
      rest: { key: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, value: z.literal(true) },
      required: [],
      maxKeys: 200,
    },
    note: {
      type: "text",
      mayWrite: canSeeConversation,
      nodes: new Set([
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "listItem",
        "blockquote",
        "codeBlock",
        "hardBreak",
        "horizontalRule",
      ]),
      marks: {
        bold: small,
        italic: small,
        strike: small,
        underline: small,
        code: small,
        // A script in a link would run in a colleague's browser.
        link: (value) => value === null || link.safeParse(value).success,
      },
      maxLength: 100_000,
      maxDepth: 24,
    },
    draft: {
      type: "text",
      mayWrite: canAnswer,
      nodes: new Set(["paragraph", "hardBreak"]),
      marks: {},
      maxLength: 20_000,
      maxDepth: 2,
    },
    meta: {
      type: "map",
      mayWrite: canAnswer,
      keys: { draft: IdSchema },
      required: ["draft"],
      maxKeys: 1,
    },
  },
};
