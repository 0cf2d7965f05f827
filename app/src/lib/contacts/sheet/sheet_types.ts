/** What the page and the sheet's worker say to each other. */
import type { BadLine, ImportColumn, LineProblem, Target } from "@domain/contact_import.ts";
import type { ErrorCode } from "@domain/error.ts";

export type Format = "xlsx" | "csv";
export type Opened = {
  headings: string[];
  /** The first lines, to see what stands in each column. */
  sample: string[][];
  count: number;
  guess: Target[];
  /** Of the file's bytes: the same file again can go on where it stopped. */
  digest: string;
};
export type Checked = { good: number; bad: BadLine[]; badCount: number };
export type Tally = { created: number; updated: number; skipped: number; refused: number };
export type ImportOrder = { importId: string; onDuplicate: "skip" | "update"; tagIds: string[] };
export type ExportOrder = {
  format: Format;
  /** As the list's own (`/api/contacts`). */
  query: Record<string, string>;
  headings: string[];
  words: CellWords;
};
/** What cells need of the page: names of ids, and words in its language. */
export type CellWords = {
  yes: string;
  no: string;
  tags: Record<string, string>;
  members: Record<string, string>;
  fields: { key: string; type: string }[];
  locale: "pt-BR" | "en";
  sheet: string;
};

export type SheetRequest =
  | { kind: "open"; file: File; custom: ImportColumn[] }
  | { kind: "check"; targets: Target[] }
  | { kind: "import"; order: ImportOrder }
  | { kind: "export"; order: ExportOrder }
  /** After `paused`. */
  | { kind: "resume" }
  | { kind: "cancel" }
  | { kind: "refused"; reason: string; words: Record<LineProblem, string>; sheet: string };

export type SheetNews =
  | { kind: "opened"; opened: Opened }
  | { kind: "checked"; checked: Checked }
  | { kind: "progress"; done: number; total: number; tally: Tally }
  /** No answer from the server: what is done is done, the rest waits. */
  | { kind: "paused" }
  | { kind: "finished"; tally: Tally; cancelled: boolean }
  | { kind: "file"; file: Blob; format: Format }
  | { kind: "failed"; why: "unreadable" | "empty" | "too_many" | ErrorCode | "offline" };
