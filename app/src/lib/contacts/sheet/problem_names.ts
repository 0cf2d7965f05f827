import type { LineProblem } from "@domain/contact_import.ts";
import { m } from "../../../paraglide/messages.js";

/** What is wrong with a line, and so what to mend. */
export function problemNames(): Record<LineProblem, string> {
  return {
    empty: m.people_line_empty(),
    phone: m.people_line_phone(),
    email: m.people_line_email(),
    birthDate: m.people_line_date(),
    cpf: m.people_line_cpf(),
    field: m.people_line_field(),
    long: m.people_line_long(),
    twice: m.people_line_twice(),
    refused: m.people_line_refused(),
  };
}
