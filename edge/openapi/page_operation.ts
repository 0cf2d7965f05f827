import { curlOf } from "./curl.ts";
import type { DocOperation, Document } from "./document.ts";
import { Html, html } from "./html.ts";
import { typeHtml } from "./page_schema.ts";
import type { PageWords } from "./page_words.ts";
import { REF, type Schema } from "./schemas.ts";
import { fieldsOf, limitText } from "./type_text.ts";

type Call = {
  doc: Document;
  server: string;
  method: string;
  path: string;
  operation: DocOperation;
  words: PageWords;
};

/** One call: what it is for, what it takes, what it answers, what it refuses with, and how to try it. */
export function operationSection({ doc, server, method, path, operation, words }: Call): Html {
  const json = operation.requestBody?.content["application/json"];
  const body = Object.values(json?.examples ?? {})[0]?.value;
  return html`<article id="call.${operation.operationId}"><h3>${operation.summary}</h3>
<p class="route"><i class="verb">${method}</i><code>${path}</code></p>
<p>${operation.description}</p>
${parameterTable(operation, words)}
${
    operation.requestBody
      ? html`
        <h4>${words.body}</h4>
        <p>${json ? html`<code>{ actions: <a href="#actions">action</a>[] }</code>` : words.file}</p>
      `
      : ""
  }
${answer(doc, operation, words)}
<h4>${words.refusals}</h4><p class="codes">${refusals(operation)}</p>
<pre>${curlOf(server, method, path, operation, body)}</pre></article>`;
}

function parameterTable(operation: DocOperation, words: PageWords): Html | string {
  if (!operation.parameters) return "";
  return html`
    <table>
      <thead>
        <tr>
          <th>${words.parameter}</th>
          <th></th>
          <th>${words.type}</th>
        </tr>
      </thead>
      <tbody>${operation.parameters.map((one) =>
        html`
          <tr>
            <td><code>${one.name}</code>${one.required ? "" : html`
              <small>${words.optional}</small>
            `}</td>
            <td>${one.description}</td>
            <td>${typeHtml(one.schema)} ${limitText(one.schema)}</td>
          </tr>
        `
      )}</tbody>
    </table>
  `;
}

/** Field by field when it is JSON, else what each status brings. */
function answer(doc: Document, operation: DocOperation, words: PageWords): Html {
  const schema = operation.responses["200"]?.content?.["application/json"]?.schema;
  const named = schema?.$ref ? doc.components.schemas[schema.$ref.replace(REF, "")] : undefined;
  if (!named) {
    const good = Object.entries(operation.responses).filter(([, response]) => !response.content?.["application/json"]);
    return html`
      <h4>${words.answer}</h4>
      <ul class="plain">${good.map(([status, response]) =>
        html`<li><b>${status}</b> ${response.description}</li>`
      )}</ul>
    `;
  }
  return html`
    <h4>${words.answer}</h4>
    <table>
      <tbody>${fieldsOf(named).map(({ name, schema }) =>
        html`
          <tr>
            <td><code>${name}</code></td>
            <td class="wrap">${shortened(schema)}</td>
          </tr>
        `
      )}</tbody>
    </table>
  `;
}

/** A list of a dozen alternatives says no more than its first: the rows are all below. */
function shortened(schema: Schema): Html {
  const items = schema.type === "array" && typeof schema.items === "object" && !Array.isArray(schema.items)
    ? schema.items
    : undefined;
  const tables = items?.anyOf && items.anyOf.length > 5;
  return tables ? html`<code>{ table: string, rows: <a href="#rows">row</a>[] }[]</code>` : typeHtml(schema);
}

function refusals(operation: DocOperation): Html[] {
  return Object.entries(operation.responses).filter(([, response]) => response.content?.["application/json"])
    .filter(([status]) => status !== "200")
    .map(([status, response]) =>
      html`
        <span><b>${status}</b> ${response.description.split(", ").map((code) =>
          html`
            <code>${code}</code>
          `
        )}</span>
      `
    );
}
