/** The server's doors: what a page may ask before (or just after) somebody is signed in. */
import type { Row } from "@domain/rows.ts";
import { type Answer, get, post } from "../api/client.ts";

export type { Answer };
export type Me = { member: Row<"members">; workspace: Row<"workspaces"> };
export type Invitation = { workspace: string; name: string; email: string };
export type SetupRequest = {
  token: string;
  workspace: string;
  name: string;
  email: string;
  password: string;
  sample: boolean;
  locale: string;
  timeZone: string;
};

export const setupNeeded = () => get<{ needed: boolean }>("/api/setup");
export const setUp = (request: SetupRequest) => post<unknown>("/api/setup", request);
export const signIn = (email: string, password: string) => post<unknown>("/api/auth/sign-in", { email, password });
export const me = () => get<Me>("/api/me");
export const invitation = (token: string) => get<Invitation>(`/api/invitations/${encodeURIComponent(token)}`);
export const acceptInvitation = (token: string, name: string, password: string) =>
  post<unknown>(`/api/invitations/${encodeURIComponent(token)}`, { name, password });
