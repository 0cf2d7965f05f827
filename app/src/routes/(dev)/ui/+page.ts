import { error } from "@sveltejs/kit";
import type { Component } from "svelte";

/** The gallery of parts exists only in development: the condition is known at build time, so its code is left out. */
export async function load(): Promise<{ Gallery: Component }> {
  if (import.meta.env.DEV) return { Gallery: (await import("./Gallery.svelte")).default };
  error(404);
}
