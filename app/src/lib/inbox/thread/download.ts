/** The server sends a file for saving when asked; what is only here is a blob and needs no asking. */
export function downloadUrl(url: string): string {
  if (!url.startsWith("/")) return url;
  return `${url}${url.includes("?") ? "&" : "?"}download=1`;
}

/**
 * A PDF in a tab of its own. From a blob: what the server sends is sandboxed, and the browser's viewer does not run in
 * a sandbox. The server has looked at the bytes: nothing else comes under this type.
 */
export async function openPdf(url: string): Promise<void> {
  // Opened at once, while the browser knows that a person asked for it.
  const tab = globalThis.open("", "_blank");
  const bytes = await fetch(url).then((answer) => answer.arrayBuffer(), () => undefined);
  if (!bytes) return tab?.close();
  const blob = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
  if (tab) tab.location.href = blob;
}
