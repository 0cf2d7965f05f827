import { error } from "@sveltejs/kit";

export function load() {
  // The gallery and its sample data exist in development only; a build drops what follows this test.
  if (!import.meta.env.DEV) error(404);
}
