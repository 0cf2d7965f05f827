import type { Actor } from "@domain/policy.ts";
import { isOffered } from "@domain/quick_reply.ts";
import type { Row } from "@domain/rows.ts";
import { fold } from "@domain/fold.ts";

type Item = Row<"gallery_items">;
export type Shelf = "images" | "files";

/** GAL-03: pictures by what they show, everything else by its name. */
export const shelfOf = ({ media }: Item): Shelf => (media.kind === "image" ? "images" : "files");

/** What this member is offered in a ticket of that department: everybody's, and the departments' that concern them. */
export function offeredItems(all: readonly Item[], me: Actor, departmentId: string | null): Item[] {
  return all.filter((item) => isOffered(me, item.department_id, departmentId));
}

/** Every word occurs in the name, the folder or the file's own name; accents and case aside. Without a folder: all. */
export function findItems(items: readonly Item[], typed: string, folder?: string): Item[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    const text = fold(`${item.name} ${item.folder} ${item.media.name}`);
    return (folder === undefined || item.folder === folder) && words.every((word) => text.includes(word));
  });
}

/** The folders that hold something, by name. */
export function foldersOf(items: readonly Item[]): string[] {
  return [...new Set(items.map((item) => item.folder))].filter(Boolean).sort((a, b) => a.localeCompare(b));
}
