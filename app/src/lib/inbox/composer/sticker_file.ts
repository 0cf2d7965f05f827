import { STICKER } from "@domain/channel.ts";

const QUALITIES = [0.9, 0.75, 0.6, 0.45, 0.3, 0.15];

/**
 * The picture as a sticker (CMP-04): whole, in the middle of a square of nothing, as small as Meta asks. Undefined when
 * this browser cannot read it, or writes no WebP.
 */
export async function toSticker(picture: Blob): Promise<File | undefined> {
  const bitmap = await createImageBitmap(picture).catch(() => undefined);
  if (!bitmap) return undefined;
  try {
    const canvas = drawn(bitmap);
    for (const quality of QUALITIES) {
      const blob = await canvas.convertToBlob({ type: STICKER.mime, quality });
      if (blob.type !== STICKER.mime) return undefined;
      if (blob.size <= STICKER.maxBytes) return new File([blob], "sticker.webp", { type: blob.type });
    }
    return undefined;
  } finally {
    bitmap.close();
  }
}

function drawn(bitmap: ImageBitmap): OffscreenCanvas {
  const { side } = STICKER;
  const canvas = new OffscreenCanvas(side, side);
  const scale = Math.min(side / bitmap.width, side / bitmap.height);
  const [width, height] = [bitmap.width * scale, bitmap.height * scale];
  canvas.getContext("2d")!.drawImage(bitmap, (side - width) / 2, (side - height) / 2, width, height);
  return canvas;
}
