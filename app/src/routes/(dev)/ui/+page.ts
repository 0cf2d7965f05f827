import { error } from "@sveltejs/kit";
import type { Component } from "svelte";

/** The gallery of parts exists only in development: the condition is known at build time, its code is left out. */
export async function load(): Promise<{ Gallery: Component }> {
  if (!import.meta.env.DEV) error(404);
  return { Gallery: (await import("./Gallery.svelte")).default };
}
