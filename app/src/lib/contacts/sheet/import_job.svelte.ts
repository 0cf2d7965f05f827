import { newId } from "@domain/ids.ts";
import type { LineProblem, Target } from "@domain/contact_import.ts";
import SheetWorker from "./sheet.worker.ts?worker";
import type { Checked, Opened, SheetNews, SheetRequest, Tally } from "./sheet_types.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { problemNames } from "./problem_names.ts";
import { save } from "./save.ts";
import { m } from "../../../paraglide/messages.js";

type Failure = Extract<SheetNews, { kind: "failed" }>["why"];
/** What is kept of an import that has begun, by its file, until it is through: enough to go on after a closed tab. */
type Begun = { importId: string; targets: Target[]; onDuplicate: "skip" | "update"; tagIds: string[] };
const KEY = "contacts:import:";

/** One import, from the file to its result. The work is the worker's; this is what the dialog shows of it. */
export class ImportJob {
  readonly #desk: Desk;
  readonly #worker = new SheetWorker({ name: "mutirao-sheet" });
  fileName = $state("");
  opened = $state.raw<Opened>();
  checked = $state.raw<Checked>();
  targets = $state.raw<Target[]>([]);
  onDuplicate = $state<"skip" | "update">("skip");
  tagIds = $state.raw<string[]>([]);
  progress = $state.raw<{ done: number; total: number; tally: Tally }>();
  paused = $state(false);
  finished = $state.raw<{ tally: Tally; cancelled: boolean }>();
  failure = $state<Failure>();
  /** The same file had begun to come in: batches that are in are not sent anew. */
  continues = $state(false);

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#worker.addEventListener("message", ({ data }: MessageEvent<SheetNews>) => this.#take(data));
  }

  get step(): "file" | "columns" | "running" | "done" {
    if (this.finished) return "done";
    if (this.progress) return "running";
    return this.opened ? "columns" : "file";
  }

  open(file: File): void {
    this.failure = undefined;
    this.fileName = file.name;
    const custom = this.#desk.config.contactFields.map(({ key, name, type, options }) => ({
      key,
      name,
      type,
      options: [...options],
    }));
    this.#ask({ kind: "open", file, custom });
  }
  setTarget(column: number, target: Target): void {
    // A field comes from one column; only free information may come from many.
    const isOnce = target !== "" && target !== "extra";
    this.targets = this.targets.map((one, at) => at === column ? target : isOnce && one === target ? "" : one);
    this.#check();
  }
  start(): void {
    const before = this.#begun();
    const order = { onDuplicate: this.onDuplicate, tagIds: [...this.tagIds] };
    const same = before && JSON.stringify({ ...before, importId: "" }) ===
        JSON.stringify({ importId: "", targets: this.targets, ...order });
    const importId = same ? before.importId : newId();
    localStorage.setItem(this.#key(), JSON.stringify({ importId, targets: this.targets, ...order } satisfies Begun));
    this.#ask({ kind: "import", order: { importId, ...order } });
  }
  resume(): void {
    this.paused = false;
    this.#ask({ kind: "resume" });
  }
  cancel(): void {
    this.paused = false;
    this.#ask({ kind: "cancel" });
  }
  saveRefused(): void {
    this.#ask({
      kind: "refused",
      reason: m.people_import_reason(),
      words: Object.fromEntries(
        Object.entries(problemNames()).map(([problem, words]) => [problem, words]),
      ) as Record<LineProblem, string>,
      sheet: m.people_import_refused_sheet(),
    });
  }
  close(): void {
    this.#worker.terminate();
  }

  #take(news: SheetNews): void {
    switch (news.kind) {
      case "opened": {
        this.opened = news.opened;
        const begun = this.#begun();
        this.continues = begun !== undefined && begun.targets.length === news.opened.headings.length;
        this.targets = this.continues ? begun!.targets : news.opened.guess;
        if (this.continues) [this.onDuplicate, this.tagIds] = [begun!.onDuplicate, begun!.tagIds];
        return this.#check();
      }
      case "checked":
        return void (this.checked = news.checked);
      case "progress":
        this.paused = false;
        return void (this.progress = news);
      case "paused":
        return void (this.paused = true);
      case "finished":
        if (!news.cancelled) localStorage.removeItem(this.#key());
        return void (this.finished = news);
      case "failed":
        this.progress = undefined;
        return void (this.failure = news.why);
      case "file":
        return save(news.file, `${m.people_import_refused_sheet()}.${news.format}`);
    }
  }

  #check(): void {
    this.checked = undefined;
    this.#ask({ kind: "check", targets: [...this.targets] });
  }
  #ask(request: SheetRequest): void {
    this.#worker.postMessage(request);
  }
  #key(): string {
    return `${KEY}${this.opened?.digest}`;
  }
  #begun(): Begun | undefined {
    const kept = localStorage.getItem(this.#key());
    return kept === null ? undefined : JSON.parse(kept) as Begun;
  }
}
