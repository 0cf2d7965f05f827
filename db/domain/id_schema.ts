import * as z from "zod/mini";
import { ID } from "./ids.ts";

/** An id as it comes from outside (ids.ts). */
export const IdSchema = /* @__PURE__ */ z.string().check(/* @__PURE__ */ z.regex(ID));
