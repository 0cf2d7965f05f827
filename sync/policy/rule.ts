/** How a document kind declares who may write what. Data only; check.ts is the one reader. */
import type * as z from "zod/mini";
import type { Actor, Placed } from "@domain/policy.ts";

export type MayWrite = (actor: Actor, at: Placed) => boolean;

/** A Y.Map of plain values. */
export type MapRule = {
  type: "map";
  mayWrite: MayWrite;
  /** Keys with a schema of their own. */
  keys: Record<string, z.ZodMiniType>;
  /** Every other key must match and obey this; without it there is no other key. */
  rest?: { key: RegExp; value: z.ZodMiniType };
  /** Keys no update may take away. */
  required: readonly string[];
  maxKeys: number;
};

/** A Y.XmlFragment as TipTap writes it: elements and formatted text. */
export type TextRule = {
  type: "text";
  mayWrite: MayWrite;
  nodes: ReadonlySet<string>;
  /** Mark name → may it have this value (JSON). */
  marks: Record<string, (value: unknown) => boolean>;
  /** Characters and elements together. */
  maxLength: number;
  maxDepth: number;
};

export type DocRule = { maxUpdateBytes: number; maxNewClients: number; roots: Record<string, MapRule | TextRule> };
