import { getContext, setContext } from "svelte";
import type { Media } from "@domain/message.ts";
import type { ThreadMessage } from "#lib/live/thread_api.ts";

const KEY = Symbol("photos");

/** The conversation lends its photos to the viewer, which steps through all of them. */
export function lendPhotos(messages: () => readonly ThreadMessage[]): void {
  setContext(KEY, () => photosOf(messages()));
}
/** All photos of the conversation; outside of one, none. */
export function usePhotos(): () => Media[] {
  return getContext<() => Media[]>(KEY) ?? (() => []);
}

export function photosOf(messages: readonly ThreadMessage[]): Media[] {
  return messages.flatMap(({ kind, media }) => (kind === "image" && media ? [media] : []));
}
