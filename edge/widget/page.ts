import { IdSchema } from "@domain/id_schema.ts";
import * as z from "zod/mini";
import type { WidgetConnection } from "./store.ts";

const TYPES: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  woff2: "font/woff2",
};
const ASSETS = [
  "chat.js",
  "api.js",
  "queue.js",
  "memory.js",
  "thread.js",
  "composer.js",
  "emoji.js",
  "texts.js",
  "chat.css",
  "hanken.woff2",
];
const root = new URL("./assets/", import.meta.url);

/** The script a customer pastes into their site, with the connection's colour and title filled in. */
export async function loader({ config }: WidgetConnection): Promise<string> {
  const source = await Deno.readTextFile(new URL("loader.js", root));
  const values = { connection: config.id, title: config.public.title ?? "", colour: config.public.colour ?? "#6b2a6a" };
  // As a JSON string it can neither end the script nor start another.
  return source.replace('"__VALUES__"', JSON.stringify(values).replace(/</g, "\\u003c"));
}

/** The page inside the frame. Its values travel in an attribute: no inline script, so the policy stays strict. */
export async function chatPage(connection: WidgetConnection): Promise<string> {
  const html = await Deno.readTextFile(new URL("chat.html", root));
  const { config, team, whatsapp } = connection;
  const { title = "", greeting = "", colour = "" } = config.public;
  const values = { connection: config.id, title, greeting, colour, team, whatsapp };
  return html.replaceAll("__BASE__", `/chat/${config.id}`).replaceAll("__TITLE__", escape(title))
    .replace("__VALUES__", escape(JSON.stringify(values)));
}

/** Only the sites of the connection may frame it, and nothing from elsewhere runs in it. */
export function chatPolicy({ config }: WidgetConnection): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors 'self' ${config.public.origins ?? ""}`.trim(),
  ].join("; ");
}

export async function asset(name: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string } | undefined> {
  const type = TYPES[name.split(".").at(-1) ?? ""];
  if (!ASSETS.includes(name) || !type) return undefined;
  return { bytes: await Deno.readFile(new URL(name, root)), type };
}

export function isConnectionId(id: string | undefined): id is string {
  return z.safeParse(IdSchema, id).success;
}

function escape(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
