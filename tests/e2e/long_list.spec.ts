import { expect, test } from "./fixtures/test.ts";

test("a long list: the keyboard reaches both ends, a newcomer waits until the pointer leaves", async ({ desk, world }) => {
  const names = Array.from({ length: 120 }, (_, at) => `Fila ${String(at).padStart(3, "0")}`);
  for (const name of names) {
    const { id } = await world.customer({ name });
    await world.write({ customer: id, text: `Sou ${name}` });
  }
  const bruno = await desk("Bruno");
  await expect(bruno.row(names.at(-1)!)).toBeVisible();
  const listbox = bruno.list.getByRole("listbox");
  await listbox.focus();

  // The end was never sent to this browser's page: it is drawn once the hand rests, and the keyboard is on it.
  await bruno.page.keyboard.press("End");
  const active = listbox.locator("[role=option].active");
  await expect(active).toBeInViewport();
  const last = await active.getAttribute("aria-posinset");
  expect(Number(last)).toBe(Number(await active.getAttribute("aria-setsize")));
  expect(Number(last)).toBeGreaterThanOrEqual(120);
  await bruno.page.keyboard.press("ArrowUp");
  await expect(active).toHaveAttribute("aria-posinset", String(Number(last) - 1));
  const name = await active.locator("b.name").innerText();
  await bruno.page.keyboard.press("Enter");
  await expect(bruno.heading(name)).toBeVisible();

  await listbox.focus();
  await bruno.page.keyboard.press("Home");
  await expect(active).toHaveAttribute("aria-posinset", "1");
  const first = await active.locator("b.name").innerText();

  // With the pointer on the list nothing moves under it; what is new is counted.
  await bruno.row(first).hover();
  const late = await world.customer({ name: "Chegou Agora" });
  await world.write({ customer: late.id, text: "Oi" });
  await expect(bruno.list.getByRole("status").filter({ hasText: /1/ })).toBeVisible();
  await expect(bruno.row("Chegou Agora")).toBeHidden();
  await bruno.page.mouse.move(900, 400);
  await expect(bruno.row("Chegou Agora")).toBeVisible();
});
