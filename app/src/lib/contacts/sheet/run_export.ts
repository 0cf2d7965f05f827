import { newId } from "@domain/ids.ts";
import type { Row } from "@domain/rows.ts";
import { get } from "#lib/api/client.ts";
import { runNow } from "#lib/live/run_now.ts";
import { contactCells } from "./contact_cells.ts";
import { writeCsv } from "./csv.ts";
import type { ExportOrder, Format, SheetNews } from "./sheet_types.ts";
import { writeXlsx } from "./xlsx.ts";

type Page = { contacts: Row<"contacts">[]; hasMore: boolean; total?: number };
const PAGE = 500;

/** All contacts of the list's filter as a sheet, page by page. The server is told first, and may refuse. */
export async function runExport(
  order: ExportOrder,
  tell: (news: SheetNews) => void,
  isCancelled: () => boolean,
): Promise<void> {
  const rows: string[][] = [order.headings];
  let total = 0;
  let after: Record<string, string> = {};
  for (let more = true; more;) {
    const ask = new URLSearchParams({ ...order.query, ...after, limit: String(PAGE) });
    const answer = await get<Page>(`/api/contacts?${ask}`);
    if (isCancelled()) return;
    if (!answer.ok) return tell({ kind: "failed", why: answer.code });
    const { contacts, hasMore, total: all } = answer.data;
    if (all !== undefined) {
      total = all;
      const refusal = await announce(order, total);
      if (refusal) return tell({ kind: "failed", why: refusal });
    }
    rows.push(...contacts.map((contact) => contactCells(contact, order.words)));
    const end = contacts.at(-1);
    more = hasMore && end !== undefined;
    if (end) after = { afterName: end.name, afterId: end.id };
    const tally = { created: 0, updated: 0, skipped: 0, refused: 0 };
    tell({ kind: "progress", done: rows.length - 1, total, tally });
  }
  tell({ kind: "file", file: sheetFile(rows, order.format, order.words.sheet), format: order.format });
}

export function sheetFile(rows: readonly string[][], format: Format, sheet: string): Blob {
  return format === "csv" ? new Blob([writeCsv(rows)], { type: "text/csv" }) : new Blob([writeXlsx(rows, sheet)], {
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  });
}

async function announce({ format, query }: ExportOrder, count: number) {
  const narrowed = Object.keys(query).length > 0;
  const settled = await runNow({
    id: newId(),
    composedAt: new Date().toISOString(),
    type: "contact.export",
    format,
    count,
    narrowed,
  });
  return settled.ok ? undefined : settled.params["offline"] ? "offline" as const : settled.code;
}
