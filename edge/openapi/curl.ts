import type { DocOperation } from "./document.ts";

/** The call as one types it in a terminal, with the document's own examples. */
export function curlOf(server: string, method: string, path: string, operation: DocOperation, body?: unknown): string {
  const parameters = operation.parameters ?? [];
  let url = server + path;
  const query: string[] = [];
  for (const { in: place, name, example } of parameters) {
    if (example === undefined) continue;
    if (place === "path") url = url.replace(`{${name}}`, String(example));
    if (place === "query") query.push(`${name}=${encodeURIComponent(String(example))}`);
  }
  if (query.length > 0) url += `?${query.join("&")}`;
  const lines = [`curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}${quoted(url)}`];
  lines.push(`-H ${dollar("Authorization: Bearer $MUTIRAO_TOKEN")}`);
  if (operation.requestBody?.content["application/octet-stream"]) lines.push("--data-binary @foto.jpg");
  if (body !== undefined) {
    lines.push(`-H ${quoted("Content-Type: application/json")}`, `-d ${quoted(JSON.stringify(body, null, 2))}`);
  }
  if (operation.responses["206"]) lines.push("-o foto.jpg");
  return lines.join(" \\\n  ");
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
/** Double quotes let the shell put the variable in. */
const dollar = (text: string) => `"${text}"`;
