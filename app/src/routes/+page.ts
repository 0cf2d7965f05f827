import { redirect } from "@sveltejs/kit";

/** The inbox is the home. */
export const load = ({ url }: { url: URL }) => redirect(307, `/inbox${url.search}`);
