import { Hono } from "hono";
import { type Document, openApiDocument } from "../openapi/document.ts";
import { type Language, languageOf } from "../openapi/language.ts";
import { docsPage } from "../openapi/page.ts";
import type { Env } from "./env.ts";

/** The page runs nothing at all, and fetches only its own sheet, letters and icon. */
const CSP =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const FILES: Record<string, { place: URL; type: string }> = {
  "docs.css": { place: new URL("../openapi/docs.css", import.meta.url), type: "text/css; charset=utf-8" },
  "hanken.woff2": { place: new URL("../widget/assets/hanken.woff2", import.meta.url), type: "font/woff2" },
};

/** `GET /api/openapi.json` and `GET /api/docs`: open to everybody, as they say nothing of any workspace. */
export function docsRoutes(publicUrl: string): Hono<Env> {
  const app = new Hono<Env>();
  const documents = new Map<Language, Document>();
  const documentIn = (language: Language): Document => {
    const known = documents.get(language) ?? openApiDocument(publicUrl, language);
    documents.set(language, known);
    return known;
  };

  app.get("/openapi.json", (c) => {
    c.header("vary", "accept-language");
    // Nothing in it is secret: tools on any page may read it.
    c.header("access-control-allow-origin", "*");
    return c.json(documentIn(languageOf(c.req.header("accept-language"))));
  });
  app.get("/docs", (c) => {
    const language = languageOf(c.req.header("accept-language"));
    c.header("vary", "accept-language");
    c.header("content-language", language);
    c.header("content-security-policy", CSP);
    return c.html(docsPage(documentIn(language), language));
  });
  app.get("/docs/:file", async (c, next) => {
    const file = FILES[c.req.param("file")];
    if (!file) return await next();
    c.header("cache-control", "public, max-age=300");
    return c.body(await Deno.readFile(file.place), 200, { "content-type": file.type });
  });
  return app;
}
