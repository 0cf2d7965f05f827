import { redirect } from "@sveltejs/kit";

/** The inbox is the home. */
export const load = () => redirect(307, "/inbox");
