import type { ActionResult } from "@domain/action.ts";
import { ACTIONS_VERSION } from "@domain/action_limits.ts";
import { IMPORT_BATCH, type ImportLine, type LineProblem } from "@domain/contact_import.ts";
import { type Answer, post } from "#lib/api/client.ts";
import type { ImportOrder, SheetNews, Tally } from "./sheet_types.ts";

type Refused = { line: number; problem: LineProblem };
type Done = Omit<Tally, "refused"> & { refused: Refused[] };
type Hooks = {
  tell: (news: SheetNews) => void;
  /** Waits until somebody says so, or the network is back. */
  resumed: () => Promise<void>;
  isCancelled: () => boolean;
};

/**
 * Sends the lines, one batch and one action after the other. The actions' ids come from the import's, so that what was
 * sent before (a tab that was closed, an answer that was lost) is answered again and done once.
 * Out: the lines the server did not take.
 */
export async function runImport(
  lines: readonly ImportLine[],
  order: ImportOrder,
  { tell, resumed, isCancelled }: Hooks,
): Promise<Refused[]> {
  const tally: Tally = { created: 0, updated: 0, skipped: 0, refused: 0 };
  const refused: Refused[] = [];
  tell({ kind: "progress", done: 0, total: lines.length, tally });
  for (let from = 0; from < lines.length && !isCancelled();) {
    const batch = lines.slice(from, from + IMPORT_BATCH);
    const answer = await send(batch, from / IMPORT_BATCH, order);
    if (!answer.ok && (answer.code === "offline" || answer.status >= 500)) {
      tell({ kind: "paused" });
      await resumed();
      continue;
    }
    const result = answer.ok ? answer.data.results[0] : undefined;
    if (result?.status === "done") add(tally, refused, result.data as unknown as Done);
    else if (result?.code === "bad_input") add(tally, refused, allRefused(batch));
    else {
      tell({ kind: "failed", why: answer.ok ? result?.code ?? "server_error" : answer.code });
      return refused;
    }
    from += batch.length;
    tell({ kind: "progress", done: from, total: lines.length, tally: { ...tally } });
  }
  tell({ kind: "finished", tally, cancelled: isCancelled() });
  return refused;
}

async function send(
  lines: ImportLine[],
  number: number,
  { importId, onDuplicate, tagIds }: ImportOrder,
): Promise<Answer<{ results: ActionResult[] }>> {
  const id = importId.slice(0, 24) + number.toString(16).padStart(12, "0");
  const action = {
    id,
    composedAt: new Date().toISOString(),
    type: "contact.import",
    importId,
    onDuplicate,
    tagIds,
    lines,
  };
  return await post("/api/actions", { version: ACTIONS_VERSION, actions: [action] });
}

function add(tally: Tally, refused: Refused[], done: Done): void {
  tally.created += done.created;
  tally.updated += done.updated;
  tally.skipped += done.skipped;
  tally.refused += done.refused.length;
  refused.push(...done.refused);
}

const allRefused = (lines: ImportLine[]): Done => ({
  created: 0,
  updated: 0,
  skipped: 0,
  refused: lines.map(({ line }) => ({ line, problem: "refused" })),
});
