import { expect, test } from "./fixtures/test.ts";
import { taken } from "./pages/taken.ts";

test.afterEach(({ world }) => world.forgetClosing());

test("a department gets its colour and greeting; who is sent on to it reads that (QUE-01, QUE-04, QUE-09)", {
  tag: "@nightly",
}, async ({ desk, world }) => {
  const ana = await desk("Ana");
  await ana.page.goto(`${ana.url}/settings/departments`);
  await ana.page.getByRole("button", { name: "Novo setor" }).click();
  const dialog = ana.dialog("Novo setor");
  await dialog.getByLabel("Nome").fill("Pós-venda");
  await dialog.getByLabel(/Saudação/).fill("Aqui é o pós-venda, {{primeiro_nome}}.");
  await dialog.getByRole("button", { name: "Salvar" }).click();
  await expect(dialog).toBeHidden();
  await expect(ana.page.getByRole("listitem").filter({ hasText: "Pós-venda" })).toContainText("Aqui é o pós-venda");
  const bruno = await desk("Bruno");
  const id = await taken(bruno, world, "Nina Porto");
  await bruno.transfer({ department: "Pós-venda" }, "Tem certeza que deseja salvar esse departamento?");
  await expect.poll(() => world.received({ customer: id })).toMatchObject([{ text: "Aqui é o pós-venda, Nina." }]);
});
