/** Reads, checks, sends and writes sheets apart from the page: 20,000 lines never make it wait. */
import {
  type BadLine,
  guessColumns,
  type ImportColumn,
  type ImportLine,
  MAX_IMPORT_LINES,
  personKey,
  readLine,
} from "@domain/contact_import.ts";
import { readFile } from "./read_file.ts";
import { runExport, sheetFile } from "./run_export.ts";
import { runImport } from "./run_import.ts";
import type { Format, SheetNews, SheetRequest } from "./sheet_types.ts";

/** Bad lines that are shown; all of them are in the file of refused lines. */
const SHOWN = 500;

let rows: string[][] = [];
let format: Format = "xlsx";
let custom: ImportColumn[] = [];
let good: ImportLine[] = [];
let bad: BadLine[] = [];
let cancelled = false;
let wake: () => void = () => {};

const tell = (news: SheetNews): void => self.postMessage(news);

self.addEventListener("message", ({ data }: MessageEvent<SheetRequest>) => void carryOut(data));
self.addEventListener("online", () => wake());

async function carryOut(request: SheetRequest): Promise<void> {
  switch (request.kind) {
    case "open":
      return await open(request.file, request.custom);
    case "check":
      return check(request.targets);
    case "import": {
      cancelled = false;
      const refused = await runImport(good, request.order, { tell, resumed, isCancelled: () => cancelled });
      bad = [...bad, ...refused.map(({ line, problem }) => ({ line, problem, column: -1, value: "" }))];
      return;
    }
    case "export":
      cancelled = false;
      return await runExport(request.order, tell, () => cancelled);
    case "resume":
      return wake();
    case "cancel":
      cancelled = true;
      return wake();
    case "refused":
      return refusedLines(request);
  }
}

async function open(file: File, columns: ImportColumn[]): Promise<void> {
  custom = columns;
  try {
    ({ rows, format } = await readFile(file));
  } catch {
    return tell({ kind: "failed", why: "unreadable" });
  }
  // Sheets end in lines without anything in them.
  while (rows.length > 0 && rows.at(-1)!.every((cell) => cell.trim() === "")) rows.pop();
  if (rows.length < 2) return tell({ kind: "failed", why: "empty" });
  if (rows.length - 1 > MAX_IMPORT_LINES) return tell({ kind: "failed", why: "too_many" });
  const headings = rows[0]!;
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  tell({
    kind: "opened",
    opened: {
      headings,
      sample: rows.slice(1, 6),
      count: rows.length - 1,
      guess: guessColumns(headings, custom),
      digest: new Uint8Array(digest).toHex(),
    },
  });
}

function check(targets: Parameters<typeof readLine>[2]): void {
  [good, bad] = [[], []];
  const seen = new Set<string>();
  const headings = rows[0]!;
  for (let at = 1; at < rows.length; at++) {
    const cells = rows[at]!;
    // A line without anything is no line.
    if (cells.every((cell) => cell.trim() === "")) continue;
    const read = readLine(cells, at + 1, targets, headings, custom);
    const key = read.ok ? personKey(read.line) : undefined;
    if (!read.ok) bad.push(read.bad);
    else if (key !== undefined && seen.has(key)) bad.push({ line: at + 1, problem: "twice", column: -1, value: key });
    else {
      if (key !== undefined) seen.add(key);
      good.push(read.line);
    }
  }
  tell({ kind: "checked", checked: { good: good.length, bad: bad.slice(0, SHOWN), badCount: bad.length } });
}

/** The lines that did not come in, as they stood, each with its reason: to be mended and tried again. */
function refusedLines({ reason, words, sheet }: Extract<SheetRequest, { kind: "refused" }>): void {
  const lines = bad.toSorted((a, b) => a.line - b.line)
    .map(({ line, problem }) => [...rows[line - 1]!, words[problem]]);
  tell({ kind: "file", file: sheetFile([[...rows[0]!, reason], ...lines], format, sheet), format });
}

function resumed(): Promise<void> {
  return new Promise((resolve) => (wake = resolve));
}
