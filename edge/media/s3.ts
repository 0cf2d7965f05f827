import { AwsClient } from "aws4fetch";
import type { MediaStore } from "./store.ts";

type S3 = { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string };

/** Any S3 that speaks path-style requests, signed with v4. */
export function s3Media(s3: S3): MediaStore {
  const client = new AwsClient({
    accessKeyId: s3.accessKeyId,
    secretAccessKey: s3.secretAccessKey,
    region: s3.region,
    service: "s3",
    retries: 3,
  });
  const url = (workspaceId: string, id: string) => `${s3.endpoint}/${s3.bucket}/${workspaceId}/${id}`;
  async function get(workspaceId: string, id: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await client.fetch(url(workspaceId, id), { headers });
    if (!response.ok) {
      throw new Error(`S3 answered ${response.status} for media ${id}: ${(await response.text()).slice(0, 200)}`);
    }
    return response;
  }
  return {
    async write(workspaceId, id, bytes) {
      const response = await client.fetch(url(workspaceId, id), {
        method: "PUT",
        body: bytes as Uint8Array<ArrayBuffer>,
      });
      if (!response.ok) {
        throw new Error(
          `S3 answered ${response.status} when storing media ${id}: ${(await response.text()).slice(0, 200)}`,
        );
      }
      await response.body?.cancel();
    },
    async read(workspaceId, id) {
      return new Uint8Array(await (await get(workspaceId, id)).arrayBuffer());
    },
    async open(workspaceId, id, range) {
      const response = await get(workspaceId, id, range ? { range: `bytes=${range.start}-${range.end}` } : {});
      return response.body ?? new ReadableStream({ start: (controller) => controller.close() });
    },
    async remove(workspaceId, id) {
      const response = await client.fetch(url(workspaceId, id), { method: "DELETE" });
      await response.body?.cancel();
      if (!response.ok && response.status !== 404) {
        throw new Error(`S3 answered ${response.status} when removing media ${id}`);
      }
    },
  };
}
