import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

const NAME = "session";
const DAYS = 30;

export function sessionCookie(c: Context): string | undefined {
  return getCookie(c, NAME);
}

/** HttpOnly, SameSite=Lax and Secure unless this is plain http on localhost (design.md §10). */
export function setSessionCookie(c: Context, value: string, secure: boolean): void {
  setCookie(c, NAME, value, { path: "/", httpOnly: true, sameSite: "Lax", secure, maxAge: DAYS * 86_400 });
}

export function clearSessionCookie(c: Context, secure: boolean): void {
  deleteCookie(c, NAME, { path: "/", secure });
}
