/** Text with separators, as spreadsheets write and read it. Pure. */

/** What a spreadsheet would take for a formula (OWASP "CSV injection"): an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

/** The cells of each line. The separator is the one its first line has most of; quotes hold anything. */
export function parseCsv(text: string): string[][] {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let [row, cell, quoted] = [[] as string[], "", false];
  const endCell = () => (row.push(plain(cell)), cell = "");
  const endRow = () => (endCell(), rows.push(row), row = []);
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (char === '"' && cell === "") quoted = true;
    else if (char === separator) endCell();
    else if (char === "\n") endRow();
    else if (char !== "\r") cell += char;
  }
  if (cell !== "" || row.length > 0) endRow();
  return rows;
}

/** `;` and a byte order mark: so Excel in Brazil opens it with its accents, in columns. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return "\ufeff" + rows.map((row) => row.map(written).join(";")).join("\r\n") + "\r\n";
}

/** UTF-8, or what Excel writes where it is not asked. */
export function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function written(cell: string): string {
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What `written` put before a formula is taken off again. */
function plain(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

function separatorOf(text: string): string {
  const head = text.slice(0, text.indexOf("\n") + 1 || undefined);
  const count = (separator: string) => head.split(separator).length;
  return [";", ",", "\t"].reduce((best, one) => (count(one) > count(best) ? one : best));
}
