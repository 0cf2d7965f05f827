const SKIPPED = /(^|\/)(node_modules|\.git|\.svelte-kit|build|data|paraglide|test-results)(\/|$)/;

/** Every file below `root` whose path matches, in a stable order. */
export async function* walk(root: string, pattern: RegExp): AsyncGenerator<string> {
  const entries = [];
  for await (const entry of Deno.readDir(root)) entries.push(entry);
  for (const entry of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const path = `${root.replace(/\/$/, "")}/${entry.name}`;
    if (SKIPPED.test(path)) continue;
    if (entry.isDirectory) yield* walk(path, pattern);
    else if (pattern.test(path)) yield path;
  }
}
