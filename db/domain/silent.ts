import type { Automation } from "./automation.ts";

/** A connection that nobody has taught anything says nothing. Apart from the shape: the inbox needs no zod. */
export const SILENT: Automation = {
  greeting: "",
  greetingWhen: "first",
  conclusion: "",
  hours: null,
  outOfHours: "",
  noticeMinutes: 0,
  notice: "",
  closeMinutes: 0,
  closeText: "",
  ratingOn: false,
  ratingQuestion: "",
  ratingMax: 3,
  ratingMinutes: 60,
  ratingComment: "",
  ratingThanks: "",
  afterFlowId: null,
};
