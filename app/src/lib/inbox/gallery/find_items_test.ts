import assert from "node:assert/strict";
import type { Row } from "@domain/rows.ts";
import { findItems, foldersOf, offeredItems, shelfOf } from "./find_items.ts";

const item = (
  name: string,
  folder = "",
  kind: "image" | "document" = "document",
  departmentId: string | null = null,
) => ({
  id: name,
  deleted_at: null,
  department_id: departmentId,
  folder,
  name,
  media: { id: name, kind, mime: "", name: `${name}.bin`, size: 1 },
} satisfies Row<"gallery_items">);
const names = (items: Row<"gallery_items">[]) => items.map(({ name }) => name);

Deno.test("pictures and files stand on their own shelves, in folders, found by name and folder (GAL-01 to GAL-03)", () => {
  const all = [item("Fachada", "Prédio Açucena", "image"), item("Tabela 2026", "Preços"), item("Contrato")];
  assert.deepEqual(all.map(shelfOf), ["images", "files", "files"]);
  assert.deepEqual(foldersOf(all), ["Preços", "Prédio Açucena"]);
  assert.deepEqual(names(findItems(all, "acucena predio")), ["Fachada"]);
  assert.deepEqual(names(findItems(all, "2026")), ["Tabela 2026"]);
  assert.deepEqual(names(findItems(all, "", "Preços")), ["Tabela 2026"]);
  assert.deepEqual(names(findItems(all, "fachada", "Preços")), []);
  assert.equal(findItems(all, " ").length, 3);
});

Deno.test("another department's files are in nobody's way, but in its own tickets (GAL-02)", () => {
  const all = [
    item("de todos"),
    item("de vendas", "", "document", "vendas"),
    item("do jurídico", "", "document", "juridico"),
  ];
  const me = { id: "me", permissions: [], departmentIds: ["vendas"] };
  assert.deepEqual(names(offeredItems(all, me, null)), ["de todos", "de vendas"]);
  assert.deepEqual(names(offeredItems(all, me, "juridico")), ["de todos", "de vendas", "do jurídico"]);
});
