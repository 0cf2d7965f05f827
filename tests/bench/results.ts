/** The parts of RESULTS.md in the order they are read. Each is written by the run between two marks. */
const TITLES: Record<string, string> = {
  start: "Start and idle memory",
  bundle: "What the browser must fetch",
  inbox: "Time to an inbox one can work in",
  many: "A very full inbox",
  thread: "A very long conversation",
  webhook: "From a customer's message to the agent's screen",
  documents: "Documents beside y-websocket and Hocuspocus",
  fair: "What disturbs the others",
};

/** Puts a part in its place; the others, and what people wrote around the marks, stay as they are. */
export async function replacePart(path: string, key: string, where: string, text: string): Promise<void> {
  const file = await Deno.readTextFile(path).catch(() => skeleton());
  const [open, close] = marks(key);
  const [from, to] = [file.indexOf(open), file.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`${path} has no place for ${key}: ${open} … ${close}`);
  await Deno.writeTextFile(path, `${file.slice(0, from + open.length)}\n${where}\n\n${text}\n\n${file.slice(to)}`);
}

function skeleton(): string {
  const parts = Object.entries(TITLES).map(([key, title]) => {
    const [open, close] = marks(key);
    return `## ${title}\n\n${open}\nNot measured yet.\n${close}\n`;
  });
  return [
    "# Results\n",
    "Written by `deno task bench`; how and why in README.md. One run on a shared machine: read ratios, not absolutes.\n",
    ...parts,
  ].join("\n");
}

const marks = (key: string) => [`<!-- ${key} -->`, `<!-- /${key} -->`] as const;
