/** What a contact's field of type image holds (CMP-10): the facts of a stored file, as JSON. Pure. */
import { isId } from "./ids.ts";
import type { Media } from "./message.ts";

/** The picture in a field, or undefined when the text is none. */
export function imageOf(value: string): Media | undefined {
  if (!value.startsWith("{")) return undefined;
  const { id, mime, name, size, width, height } = parsed(value);
  if (typeof id !== "string" || !isId(id) || typeof name !== "string" || typeof size !== "number") return undefined;
  if (typeof mime !== "string" || !mime.startsWith("image/")) return undefined;
  const sides = typeof width === "number" && typeof height === "number" ? { width, height } : {};
  return { id, kind: "image", mime, name, size, ...sides };
}

/** The id comes first: what has to go with a person is found by it (edge/contacts/erase_contact.ts). */
export function imageValue({ id, mime, name, size, width, height }: Media): string {
  return JSON.stringify({ id, mime, name, size, ...(width && height ? { width, height } : {}) });
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
