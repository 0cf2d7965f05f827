/** What a connection says and does by itself: AUT-01 to AUT-07, CLS-15, RAT-01 to RAT-05. One value a connection. */
import * as z from "zod/mini";
import { HoursSchema } from "./hours.ts";
import { IdSchema } from "./id_schema.ts";

const text = z.string().check(z.maxLength(1024));
/** 0: never. At most 30 days. */
const minutes = z.int().check(z.gte(0), z.lte(43_200));

export const AutomationSchema = /* @__PURE__ */ z.object({
  /** Empty texts are not sent. All of them may hold variables (fill_variables.ts). */
  greeting: text,
  greetingWhen: z.enum(["first", "every"]),
  /** CLS-15, X-20: proposed at closing, sent by closings that nobody sits in front of. */
  conclusion: text,
  /** Of its own; null: the workspace's. */
  hours: z.nullable(HoursSchema),
  outOfHours: text,
  /** AUT-04: so long after our answer without one of the customer. */
  noticeMinutes: minutes,
  notice: text,
  /** AUT-06: so long after the notice, or after our answer when there is none. */
  closeMinutes: minutes,
  /** AUT-05: sent before it closes. */
  closeText: text,
  ratingOn: z.boolean(),
  ratingQuestion: text,
  /** RAT-04: to one customer, on all connections. */
  ratingMax: z.int().check(z.gte(1), z.lte(100)),
  /** RAT-05: how long an answer is awaited. */
  ratingMinutes: z.int().check(z.gte(1), z.lte(10_080)),
  /** Asked after the grade; empty: not at all. */
  ratingComment: text,
  ratingThanks: text,
  /** CLS-16: the flow that is fired last of all. */
  afterFlowId: z.nullable(IdSchema),
});
export type Automation = z.infer<typeof AutomationSchema>;
