/** Hands a file to the browser's downloads. */
export function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  // The download has begun by then; the address holds the whole file in memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
