import { errorText } from "#lib/errors/error_text.ts";
import { m } from "../../../paraglide/messages.js";
import type { SheetNews } from "./sheet_types.ts";

/** Why a file was not read, or the work could not go on. */
export function failureText(why: Extract<SheetNews, { kind: "failed" }>["why"]): string {
  switch (why) {
    case "unreadable":
      return m.people_sheet_unreadable();
    case "empty":
      return m.people_sheet_empty();
    case "too_many":
      return m.people_sheet_too_many();
    case "offline":
      return m.error_offline();
    default:
      return errorText(why);
  }
}
