/** Video calls by link (CMP-05): the workspace's base, and a room nobody can guess behind it. */

/** Open source, no account for the guest. A workspace puts its own in its place, or nothing: then no link is offered. */
export const DEFAULT_CALL_BASE = "https://meet.jit.si/";
export const MAX_CALL_BASE = 300;

/** Only what a customer may safely be sent to: https, without a name and password of ours in it. */
export function isCallBase(base: string): boolean {
  if (base === "") return true;
  if (!URL.canParse(base)) return false;
  const { protocol, username, password, hash } = new URL(base);
  return protocol === "https:" && username === "" && password === "" && hash === "";
}

/**
 * The address of a room: `https://meet.jit.si/mutirao-9f1c…`. A base that ends in `=` takes it as a parameter. `random`: a
 * random UUID; whoever knows the address may come in, so a time-ordered id would not do.
 */
export function callLink(base: string, random: string): string {
  const end = /[/=]$/.test(base) ? "" : "/";
  return `${base}${end}mutirao-${random.replaceAll("-", "")}`;
}
