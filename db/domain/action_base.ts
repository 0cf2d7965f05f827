/** What the shapes of all actions share. */
import * as z from "zod/mini";
import { IdSchema } from "./id_schema.ts";

export const id = IdSchema;
export const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(120));
export const base = { id, composedAt: z.iso.datetime() };
