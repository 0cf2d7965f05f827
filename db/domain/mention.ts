/**
 * Mentions: `@` and a member's name, in what only the team reads. They are found in the words themselves, so that a
 * message, a note and the API all call the same people, and nothing has to travel beside the text.
 */
import { fold } from "./fold.ts";

export type Nameable = { id: string; name: string };
export type Mention = { memberId: string; from: number; to: number };

const IN_NAME = /[\p{L}\p{N}_]/u;

/** What is written after `@`: the first name while nobody else has it, else the whole. */
export function handleOf(member: Nameable, all: readonly Nameable[]): string {
  const name = clean(member.name);
  const first = firstOf(name);
  return all.some((one) => one.id !== member.id && fold(firstOf(clean(one.name))) === fold(first)) ? name : first;
}

/** Where `text` calls whom, in order; of two names that fit the longer one. Case and accents aside. */
export function mentionsIn(text: string, members: readonly Nameable[]): Mention[] {
  if (!text.includes("@")) return [];
  const names = members
    .flatMap((member) =>
      [...new Set([clean(member.name), handleOf(member, members)])].map((name) => ({ member, name }))
    )
    .sort((a, b) => b.name.length - a.name.length);
  const found: Mention[] = [];
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    // An e-mail address calls nobody.
    if (at > 0 && IN_NAME.test(text[at - 1]!)) continue;
    const fit = names.find(({ name }) => stands(text, at + 1, name));
    if (fit) found.push({ memberId: fit.member.id, from: at, to: at + 1 + fit.name.length });
  }
  return found;
}

/** Whom `text` calls, each once. */
export function mentionedIn(text: string, members: readonly Nameable[]): Set<string> {
  return new Set(mentionsIn(text, members).map(({ memberId }) => memberId));
}

function stands(text: string, at: number, name: string): boolean {
  const end = at + name.length;
  return fold(text.slice(at, end)) === fold(name) && !IN_NAME.test(text[end] ?? "");
}

/** One code point a letter, as keyboards write: so that lengths of equal words are equal. */
function clean(name: string): string {
  return name.normalize("NFC").trim().replace(/\s+/g, " ");
}

function firstOf(name: string): string {
  return name.split(" ")[0] ?? name;
}
