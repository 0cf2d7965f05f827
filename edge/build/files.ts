/** Paths of all files under a folder, relative to it, sorted; a folder that is missing has none. */
export async function filesUnder(folder: string, skip: RegExp = /^$/): Promise<string[]> {
  const found: string[] = [];
  const visit = async (inside: string): Promise<void> => {
    for await (const entry of Deno.readDir(`${folder}/${inside}`)) {
      const path = `${inside}${entry.name}`;
      if (skip.test(path)) continue;
      if (entry.isDirectory) await visit(`${path}/`);
      else if (entry.isFile) found.push(path);
    }
  };
  try {
    await visit("");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}
