import { readSheet } from "read-excel-file/web-worker";
import type { Format } from "./sheet_types.ts";
import { decoded, parseCsv } from "./csv.ts";

/** A file's lines as text, and what kind of file it is by its first bytes, whatever its name says. */
export async function readFile(file: Blob): Promise<{ rows: string[][]; format: Format }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip) return { rows: parseCsv(decoded(bytes).replace(/^\ufeff/, "")), format: "csv" };
  // Numbers stay as they are written: a phone of 11 digits is no quantity.
  const cells = await readSheet<string>(new Blob([bytes]), { parseNumber: (text) => text });
  return { rows: cells.map((row) => row.map(asText)), format: "xlsx" };
}

function asText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === "boolean") return cell ? "sim" : "não";
  const text = String(cell);
  // `3.1988887777E10`: how a sheet keeps a long number.
  return /^\d(\.\d+)?E\+?\d{1,2}$/i.test(text) ? BigInt(Math.round(Number(text))).toString() : text;
}
