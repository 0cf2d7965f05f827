/** The server sends a file for saving when asked; what is only here is a blob and needs no asking. */
export function downloadUrl(url: string): string {
  if (!url.startsWith("/")) return url;
  return `${url}${url.includes("?") ? "&" : "?"}download=1`;
}
