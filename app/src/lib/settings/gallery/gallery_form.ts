import { newId } from "@domain/ids.ts";
import type { Media } from "@domain/message.ts";
import type { Row } from "@domain/rows.ts";

/** `place`: `all`, or a department's id. */
export type GalleryValues = { itemId: string; name: string; folder: string; place: string; media: Media };

export function galleryValues(row: Row<"gallery_items">): GalleryValues {
  return { itemId: row.id, name: row.name, folder: row.folder, place: row.department_id ?? "all", media: row.media };
}

/** A file as it comes: named as it is, without its ending, in the folder that is open. */
export function newItem(media: Media, folder: string): GalleryValues {
  const name = media.name.replace(/\.[\p{L}\p{N}]{1,5}$/u, "").trim().slice(0, 120) || media.name.slice(0, 120);
  return { itemId: newId(), name, folder, place: "all", media };
}

export function galleryWish({ place, ...values }: GalleryValues) {
  return { type: "gallery.save" as const, ...values, departmentId: place === "all" ? null : place };
}
