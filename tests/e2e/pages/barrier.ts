import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Nothing that keeps somebody out, by axe's judgement. `where`: for the reader of a failure. */
export async function noBarrier(page: Page, where = page.url()): Promise<void> {
  // The initials of an avatar are a picture, hidden from ears; axe takes them for the button's visible words.
  const { violations } = await new AxeBuilder({ page }).disableRules(["label-content-name-mismatch"]).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const found = grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`);
  expect.soft(found, where).toEqual([]);
}
