import { expect, test } from "./fixtures/test.ts";
import { DeskPage } from "./pages/desk_page.ts";

const PASSWORD = "tucano azul na varanda";

test("set-up link once: wizard, sample data, departments, tags; a member joins by link and sees what the role allows", async ({ visitor, bare }) => {
  const { url, setupToken } = await bare.info();
  const link = `${url}/setup?token=${setupToken}`;
  const page = await visitor();
  const next = (name: string) => page.getByRole("button", { name }).click();
  await page.goto(link);
  await page.getByLabel("Nome do espaço").fill("Imobiliária Araçá");
  await page.getByRole("radio", { name: "Com dados de exemplo" }).click();
  await next("Continuar");
  await page.getByLabel("Seu nome").fill("Helena Prates");
  await page.getByLabel("E-mail").fill("helena@araca.test");
  await page.getByRole("textbox", { name: "Senha nova" }).fill(PASSWORD);
  await next("Criar espaço de trabalho");
  await expect(page.getByRole("heading", { name: /Ligue o primeiro canal/ })).toBeVisible();
  await next("Fazer depois");
  await expect(page.getByRole("heading", { name: "Divida o trabalho em setores" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Setor 1" })).toHaveValue("Financeiro");
  await next("Outro setor");
  await page.getByRole("textbox", { name: /^Setor \d+$/ }).last().fill("Vistoria");
  await next("Continuar");
  await page.getByLabel("Nome", { exact: true }).fill("Nina Couto");
  await page.getByLabel("E-mail").fill("nina@araca.test");
  await next("Criar link de convite");
  const invitation = await page.getByLabel("Nina Couto · nina@araca.test").inputValue();
  await next("Abrir o atendimento");

  const helena = new DeskPage(page, url);
  await helena.isLevel();
  await expect(helena.list.getByRole("option").first()).toBeVisible();
  expect(await helena.count("Aguardando")).toBeGreaterThan(0);

  await page.getByRole("link", { name: "Ajustes" }).click();
  await page.getByRole("link", { name: "Setores" }).click();
  await expect(page.getByText("Vistoria")).toBeVisible();
  await next("Novo setor");
  await page.getByRole("dialog").getByLabel("Nome", { exact: true }).fill("Cobrança");
  await page.getByRole("dialog").getByRole("button", { name: /Salvar|Criar/ }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByRole("link", { name: "Etiquetas" }).click();
  await page.getByLabel("Nova etiqueta").fill("vip");
  await next("Criar");
  await page.reload();
  await expect(page.getByText("vip", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Setores" }).click();
  await expect(page.getByText("Cobrança")).toBeVisible();
  await page.getByRole("link", { name: "Equipe" }).click();
  await expect(page.getByText("Convite ainda não usado")).toBeVisible();

  const second = await visitor();
  await second.goto(link);
  await expect(second.getByRole("heading", { name: "Este servidor já foi configurado" })).toBeVisible();

  const joining = await visitor();
  await joining.goto(invitation);
  await expect(joining.getByText("Este convite é para nina@araca.test.")).toBeVisible();
  await joining.getByRole("textbox", { name: "Senha nova" }).fill("jabuti verde no muro");
  await joining.getByRole("button", { name: "Entrar na equipe" }).click();
  const nina = new DeskPage(joining, url);
  await nina.isLevel();
  await expect(joining.getByRole("link", { name: "Ajustes" })).toHaveCount(0);
  await joining.goto(`${url}/settings/departments`);
  await expect(joining.getByText(/Seu cargo não tem a permissão “Gerir setores”/)).toBeVisible();
  await expect(joining.getByRole("button", { name: "Novo setor" })).toBeDisabled();
  await expect(page.getByText("Convite ainda não usado")).toHaveCount(0);

  await second.goto(invitation);
  await expect(second.getByRole("heading", { name: "Este convite já foi usado" })).toBeVisible();
  await second.getByRole("link", { name: "Entrar" }).click();
  await second.getByLabel("E-mail").fill("nina@araca.test");
  await second.getByRole("textbox", { name: "Senha" }).fill("senha errada mesmo");
  await second.getByRole("button", { name: "Entrar" }).click();
  await expect(second.getByText("E-mail e senha não combinam.")).toBeVisible();
  await second.getByRole("textbox", { name: "Senha" }).fill("jabuti verde no muro");
  await second.getByRole("button", { name: "Entrar" }).click();
  await new DeskPage(second, url).isLevel();
});
