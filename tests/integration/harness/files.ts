import type { Media } from "@domain/message.ts";
import { newId } from "@domain/ids.ts";
import { samplePng } from "../../emulators/whatsapp/samples.ts";
import type { Client } from "./client.ts";

export const png = (): Promise<Uint8Array> => samplePng(1);
export const pdf = (bytes = 200): Uint8Array => {
  const file = new Uint8Array(bytes).fill(0x20);
  file.set(new TextEncoder().encode("%PDF-1.7\n"));
  return file;
};
export const gif = (): Uint8Array =>
  new Uint8Array([
    0x47,
    0x49,
    0x46,
    0x38,
    0x39,
    0x61,
    1,
    0,
    1,
    0,
    0,
    0,
    0,
    0x2c,
    0,
    0,
    0,
    0,
    1,
    0,
    1,
    0,
    0,
    2,
    0,
    0x3b,
  ]);

/** Puts a file through the upload's door. */
export async function upload(client: Client, bytes: Uint8Array, name: string, id: string = newId()): Promise<Media> {
  const response = await client.fetch("PUT", `/api/media/${id}?name=${encodeURIComponent(name)}`, {
    raw: new Blob([new Uint8Array(bytes)]),
  });
  const answer = await response.json();
  if (response.status !== 200) throw new Error(`upload of ${name}: ${JSON.stringify(answer)}`);
  return answer;
}
