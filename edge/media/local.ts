import type { MediaStore } from "./store.ts";

/** Files under `<folder>/<workspace>/<first two of the id's random end>/<id>`, written aside and renamed: whole or not at all. */
export function localMedia(folder: string): MediaStore {
  const place = (workspaceId: string, id: string) => ({
    dir: `${folder}/${workspaceId}/${id.slice(-2)}`,
    path: `${folder}/${workspaceId}/${id.slice(-2)}/${id}`,
  });
  return {
    async write(workspaceId, id, bytes) {
      const { dir, path } = place(workspaceId, id);
      await Deno.mkdir(dir, { recursive: true });
      const aside = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
      const file = await Deno.open(aside, { write: true, createNew: true });
      try {
        for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
        await file.syncData();
      } finally {
        file.close();
      }
      await Deno.rename(aside, path);
    },
    async read(workspaceId, id) {
      return await Deno.readFile(place(workspaceId, id).path);
    },
    async open(workspaceId, id, range) {
      const file = await Deno.open(place(workspaceId, id).path, { read: true });
      if (!range) return file.readable;
      await file.seek(range.start, Deno.SeekMode.Start);
      let left = range.end - range.start + 1;
      return file.readable.pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform(chunk, controller) {
            controller.enqueue(left < chunk.length ? chunk.subarray(0, left) : chunk);
            left -= chunk.length;
            if (left <= 0) controller.terminate();
          },
        }),
      );
    },
    async remove(workspaceId, id) {
      await Deno.remove(place(workspaceId, id).path).catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      });
    },
  };
}
