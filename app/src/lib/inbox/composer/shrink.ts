const LONG_SIDE = 2560;
const QUALITY = 0.86;
/** Below this nobody sees what is on it. */
const SHORTEST = 320;

/** Can this browser make a smaller JPEG of it? Moving pictures would stand still. */
export function isShrinkable(mime: string): boolean {
  return mime.startsWith("image/") && mime !== "image/gif" && mime !== "image/svg+xml";
}

/**
 * The picture as a JPEG of at most so many bytes: first in screen size, then a quarter smaller until it fits. Undefined
 * when the browser cannot read it, or nothing worth seeing would fit. What is transparent becomes white.
 */
export async function shrink(file: File, maxBytes: number): Promise<File | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return undefined;
  try {
    const long = Math.max(bitmap.width, bitmap.height);
    for (let side = Math.min(long, LONG_SIDE); side >= Math.min(long, SHORTEST); side = Math.floor(side * 0.75)) {
      const blob = await drawn(bitmap, side / long);
      if (blob.size <= maxBytes) return new File([blob], jpegName(file.name), { type: blob.type });
    }
    return undefined;
  } finally {
    bitmap.close();
  }
}

function drawn(bitmap: ImageBitmap, scale: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  );
  const context = canvas.getContext("2d")!;
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}

function jpegName(name: string): string {
  return `${name.replace(/\.[^.]+$/, "") || name}.jpg`;
}
