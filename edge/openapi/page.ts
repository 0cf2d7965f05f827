import { ERROR_CODES } from "@domain/error.ts";
import { API_RATE } from "../http/middleware/bearer.ts";
import { STATUS } from "../http/problem.ts";
import { curlOf } from "./curl.ts";
import { type Document } from "./document.ts";
import { Html, html } from "./html.ts";
import type { Language } from "./language.ts";
import { operationSection } from "./page_operation.ts";
import { fieldTable, typeHtml } from "./page_schema.ts";
import { type PageWords, pageWords } from "./page_words.ts";
import type { Schema } from "./schemas.ts";

/**
 * The document as a page of our own: no script, no file from elsewhere, both themes. Scalar would be some 300 packages,
 * or a script from a CDN, which our CSP and work without network both forbid.
 */
export function docsPage(doc: Document, language: Language): string {
  const words = pageWords(language);
  const server = doc.servers[0]!.url;
  const calls = Object.entries(doc.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation }))
  );
  const me = calls.find(({ operation }) => operation.operationId === "me")!;
  const first = `export MUTIRAO_TOKEN=mut_…\n${curlOf(server, me.method, me.path, me.operation)}`;
  const actions = named(doc, "action.");
  const rows = named(doc, "row.");
  const { Media, Permission } = doc.components.schemas;
  return html`
    <!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>${doc.info.title}</title>
        <link rel="icon" href="/favicon.svg">
        <link rel="stylesheet" href="/api/docs/docs.css">
      </head>
      <body>
        <header
          class="bar"><a href="#top" class="home">${MARK}<b>${doc.info.title}</b></a><span class="version">${doc.info
            .version}</span>
    <nav><a href="/api/openapi.json">${words.machine}</a><a href="/">${words.app}</a></nav></header>
        <div class="sheet" id="top">
          <nav class="contents" aria-label="${words.contents}">
            <h2>${words.routes}</h2>
            <ul>${calls.map(({ operation, method }) =>
              html`<li><a href="#call.${operation.operationId}"><i class="verb">${method}</i>${operation.summary}</a></li>`
            )}</ul>
            <h2><a href="#actions">${words.actions}</a></h2>
            <ul class="code">${actions.map(([name]) => html`<li><a href="#action.${name}">${name}</a></li>`)}</ul>
            <h2><a href="#rows">${words.rows}</a></h2>
            <ul class="code">${rows.map(([name]) => html`<li><a href="#row.${name}">${name}</a></li>`)}</ul>
            <h2><a href="#errors">${words.errors}</a></h2>
          </nav>
          <main>
    <h1>${doc.info.title}</h1>
    <p class="lead">${doc.info.description}</p>
    <section><h2>${words.start}</h2>
    <p>${words.make} ${words.keep}</p>
    <pre>${first}</pre>
    <dl><dt>${words.limits}</dt><dd>${words.limitsText.replace("{burst}", String(API_RATE.burst)).replace(
      "{rate}",
      String(API_RATE.perSecond),
    )}</dd>
    <dt>${words.ids}</dt><dd>${words.idsText}</dd><dt>Cookies</dt><dd>${words.cookies}</dd></dl></section>
    <section><h2>${words.routes}</h2>${calls.map((call) => operationSection({ ...call, doc, server, words }))}</section>
    <section><h2 id="actions">${words.actions}</h2><p>${words.actionsLead}</p>${actions.map(([name, schema]) =>
      actionDetails(name, schema, words)
    )}</section>
    <section><h2 id="rows">${words.rows}</h2><p>${words.rowsLead}</p>${rows.map(([name, schema]) =>
      rowDetails(`row.${name}`, name, fieldTable(schema, words))
    )}${rowDetails("Media", "Media", fieldTable(Media!, words))}${rowDetails(
      "Permission",
      "Permission",
      typeHtml(Permission!),
    )}</section>
    ${errorSection(doc, words)}
          </main>
        </div>
      </body>
    </html>
  `.text.trim();
}

function actionDetails(name: string, schema: Schema, words: PageWords): Html {
  return html`<details id="action.${name}"><summary><code>${name}</code><span>${
    schema.description ?? ""
  }</span></summary>${fieldTable(schema, words)}
<h4>${words.example}</h4><pre>${JSON.stringify(schema.examples?.[0] ?? {}, null, 2)}</pre></details>`;
}

function rowDetails(id: string, name: string, inside: Html): Html {
  return html`<details id="${id}"><summary><code>${name}</code></summary>${inside}</details>`;
}

function errorSection(doc: Document, words: PageWords): Html {
  const byStatus = [...Map.groupBy(ERROR_CODES, (code) => STATUS[code])].sort(([a], [b]) => a - b);
  return html`
    <section>
      <h2 id="errors">${words.errors}</h2>
      <p>${words.errorsLead}</p>
      <pre>${typeHtml(doc.components.schemas.Problem!)}</pre>
      <table id="Code">
        <thead>
          <tr>
            <th>${words.status}</th>
            <th>${words.codes}</th>
          </tr>
        </thead>
        <tbody>${byStatus.map(([status, codes]) =>
          html`
            <tr>
              <td>${status}</td>
              <td class="wrap">${codes.map((code) =>
                html`
                  <code>${code}</code>
                `
              )}</td>
            </tr>
          `
        )}</tbody>
      </table>
    </section>
  `;
}

function named(doc: Document, prefix: string): (readonly [string, Schema])[] {
  return Object.entries(doc.components.schemas).flatMap(([name, schema]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), schema] as const] : []
  );
}

/** The app's mark (app/src/lib/ui/glyph/Mark.svelte). */
const MARK = new Html(
  `<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><g transform="rotate(45 12 12)" fill="none" stroke-width="3.6" stroke-linecap="round"><path class="mine" d="M7.6 2.6v11.2M16.4 2.6v3.6M16.4 10v11.4M7.6 17.6v3.8"/><path class="ours" d="M2.6 7.6h2.9M9.7 7.6h11.7M2.6 16.4h11.6M18.5 16.4h2.9"/></g></svg>`,
);
