import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { DocState, TicketDoc } from "#lib/live/desk_api.ts";
import { choiceId, member, tag } from "./config.ts";
import { id } from "./ids.ts";
import { rows } from "./rows.ts";

/** A ticket's document with colleagues in it: their words have their own client, as over the wire. */
export class SampleDoc implements TicketDoc {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  state = $state<DocState>("saved");
  readonly ready = true;
  refused = $state<{ reason: string; text: string }>();

  constructor(ticketId: string, together: boolean) {
    const n = rows.findIndex((row) => row.ticket.id === ticketId);
    const fields = this.doc.getMap("fields");
    const tags = this.doc.getMap("tags");
    this.doc.getMap("meta").set("draft", id(20, n));
    for (const tagId of rows[n]?.ticket.tag_ids ?? []) tags.set(tagId, true);
    if (n !== 0) return;
    for (const name of ["visita", "2 quartos", "financiamento", "pet"]) tags.set(tag(name), true);
    fields.set("demanda", "Compra de imóvel");
    fields.set("imovel", "Residencial Araçá, 302");
    fields.set("value", "620000.00");
    fields.set("stage", choiceId("stage", 1));
    fields.set("type", choiceId("type", 0));
    note(this.doc);
    if (together) this.#colleagues();
  }

  dismissRefused(): void {
    this.refused = undefined;
  }
  close(): void {}

  #colleagues(): void {
    const draft = this.doc.getXmlFragment("draft");
    const line = new Y.XmlElement("paragraph");
    const text = new Y.XmlText();
    text.insert(
      0,
      "Pega sim, Marina! Ela é voltada para o nascente: sol até umas 10h30. Sábado às 9h30 a Tainá te espera na portaria. ",
    );
    line.insert(0, [text]);
    draft.insert(0, [line]);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(this.doc));
    const theirs = other.getXmlFragment("draft").get(0);
    const theirText = theirs instanceof Y.XmlElement ? theirs.get(0) : undefined;
    if (!(theirText instanceof Y.XmlText)) return;
    theirText.insert(theirText.length, "O condomínio é R$ 540 e aceita pet de pequeno porte, pode levar a cachorrinha");
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other));
    const end = Y.createRelativePositionFromTypeIndex(text, text.length);
    this.#present(other.clientID, {
      user: { id: member(1), name: "Rafaela Nunes" },
      cursor: { anchor: end, head: end },
    });
    this.#present(7, { user: { id: member(5), name: "Joana Sales" }, field: "value" });
    const noteLine = this.doc.getXmlFragment("note").get(0);
    const noteText = noteLine instanceof Y.XmlElement ? noteLine.get(0) : undefined;
    if (!(noteText instanceof Y.XmlText)) return;
    const head = Y.createRelativePositionFromTypeIndex(noteText, noteText.length);
    const anchor = Y.createRelativePositionFromTypeIndex(noteText, 38);
    this.#present(8, { user: { id: member(3), name: "Davi Prado" }, cursor: { anchor, head } });
  }

  #present(clientId: number, state: Record<string, unknown>): void {
    this.awareness.states.set(clientId, state);
    this.awareness.meta.set(clientId, { clock: 1, lastUpdated: Date.now() + 1e9 });
    this.awareness.emit("change", [{ added: [clientId], updated: [], removed: [] }, "sample"]);
  }
}

function note(doc: Y.Doc): void {
  const root = doc.getXmlFragment("note");
  const paragraph = (text: string) => {
    const element = new Y.XmlElement("paragraph");
    element.insert(0, [new Y.XmlText(text)]);
    return element;
  };
  const list = new Y.XmlElement("bulletList");
  list.insert(
    0,
    ["prefere andar alto e sol da manhã", "levar planta com medidas na visita"].map((text) => {
      const item = new Y.XmlElement("listItem");
      item.insert(0, [paragraph(text)]);
      return item;
    }),
  );
  root.insert(0, [paragraph("Primeira compra. Entrada de R$ 150 mil, financia o resto pela Caixa"), list]);
}
