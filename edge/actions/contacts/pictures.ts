import { type Refusal, refuse } from "@domain/error.ts";
import { imageOf } from "@domain/field_image.ts";
import type { Context } from "../context.ts";
import { storedMedia } from "../inbox/content.ts";

/**
 * CMP-10: pictures that come into a contact's fields. Each must be a file its author may pass on (`media_missing`); from
 * then on everybody who sees contacts may open it.
 */
export async function sharePictures(
  ctx: Context,
  before: Record<string, string>,
  after: Record<string, string>,
): Promise<Refusal | undefined> {
  const changed = Object.keys(after).filter((key) => after[key] !== before[key]);
  if (changed.length === 0) return undefined;
  const fields = await ctx.tx<{ key: string }[]>`
    select key from custom_fields where scope = 'contact' and type = 'image' and key = any(${changed}::text[])`;
  for (const { key } of fields) {
    const image = imageOf(after[key] ?? "");
    const stored = image && await storedMedia(ctx, image);
    if (stored?.kind !== "image") return refuse("media_missing", { field: `fields.${key}` });
    await ctx.tx`update media set is_shared = true where id = ${stored.id}`;
  }
  return undefined;
}
