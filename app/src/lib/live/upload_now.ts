import { newId } from "@domain/ids.ts";
import type { Media } from "@domain/message.ts";
import { type Answer, put } from "../api/client.ts";

/** Takes a file to the server past the outbox: for settings, which are saved there at once or not at all. */
export function uploadNow(file: File): Promise<Answer<Media>> {
  return put<Media>(`/api/media/${newId()}?${new URLSearchParams({ name: file.name })}`, file);
}
