import { Html, html } from "./html.ts";
import type { PageWords } from "./page_words.ts";
import type { Schema } from "./schemas.ts";
import { fieldsOf, limitText, typeText } from "./type_text.ts";

/** The fields of an object: name, type with links to what it names, limits. */
export function fieldTable(schema: Schema, words: PageWords): Html {
  return html`
    <table>
      <thead>
        <tr>
          <th>${words.field}</th>
          <th>${words.type}</th>
          <th>${words.limit}</th>
        </tr>
      </thead>
      <tbody>${fieldsOf(schema).map((field) =>
        html`
          <tr>
            <td><code>${field.name}</code>${field.required ? "" : html`
              <small>${words.optional}</small>
            `}</td>
            <td class="wrap">${typeHtml(field.schema)}</td>
            <td>${limitText(field.schema)}</td>
          </tr>
        `
      )}</tbody>
    </table>
  `;
}

/** The type as code, in which the names of rows and of files lead to their tables. */
export function typeHtml(schema: Schema): Html {
  const parts = typeText(schema).split(/\b(row\.[a-z_]+|Media|Permission|Code)\b/);
  return html`<code>${parts.map((part, i) => i % 2 === 1 ? html`<a href="#${part}">${part}</a>` : part)}</code>`;
}
