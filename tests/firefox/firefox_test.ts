/** What is most likely to differ in Firefox: the whole way of a message, without network and back, and the cache on OPFS. */
import assert from "node:assert/strict";
import { PASSWORD } from "../integration/harness/client.ts";
import { findFirefox } from "../support/firefox.ts";
import { waitFor } from "../support/waiting.ts";
import { level, LIMIT_MS, press, reply, sees, signIn, untilReceived, withFirefox } from "./firefox_world.ts";

const ROW = '[role="option"]';
const STATE = "footer.stateline";

Deno.test({
  name:
    "Firefox: sign in, answer, lose the server, reload without it, write, come back: each left once; a note merges; the cache is on OPFS",
  ignore: findFirefox() === undefined,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withFirefox(async ({ stage, open, again }) => {
      const customer = stage.meta.addCustomer({ name: "Inês Raposo" });
      customer.sendText("Bom dia");
      const page = await open();
      await signIn(page, "bruno@beira.test", PASSWORD);
      await press(page, ROW, "Inês Raposo");
      await press(page, "button", "Assumir?");
      await reply(page, "Bom dia, Inês!");
      await untilReceived(stage, customer.data.id, ["Bom dia, Inês!"]);
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      const address = page.url();
      await waitFor("the cache on OPFS", () => page.evaluate(isCached), LIMIT_MS);

      await stage.edge.kill("SIGTERM");
      await sees(page, STATE, "Sem conexão");
      await reply(page, "Escrito sem servidor");
      await again();
      const later = await open(new URL(address).pathname);
      await sees(later, STATE, "Sem conexão");
      await sees(later, '[role="log"] .msg', "Bom dia, Inês!");
      await sees(later, '[role="log"] .msg', "Escrito sem servidor");
      await later.click('aside.docked [role="textbox"][aria-label="Nota da equipe"]');
      await later.keyboard.type("Visita no sábado");

      await stage.edge.restart();
      await level(later);
      await untilReceived(stage, customer.data.id, ["Bom dia, Inês!", "Escrito sem servidor"]);
      assert.equal(stage.meta.sent.filter((one) => one.customerId === customer.data.id).length, 2);
      const second = await open(new URL(address).pathname);
      await sees(second, 'aside.docked [role="textbox"][aria-label="Nota da equipe"]', "Visita no sábado");
    }),
});

/** The mark that a next start looks for: everything up to the feed's cursor is on disk. */
async function isCached(): Promise<true | undefined> {
  const found = (await indexedDB.databases()).find(({ name }) => name?.startsWith("mutirao-"));
  if (!found) return undefined;
  const open = indexedDB.open(found.name!);
  await new Promise((resolve) => (open.onsuccess = resolve));
  const read = open.result.transaction("kv").objectStore("kv").get("cached");
  await new Promise((resolve) => (read.onsuccess = resolve));
  open.result.close();
  const names: string[] = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
  return (read.result !== undefined && names.some((name) => name.startsWith("mutirao-cache-"))) || undefined;
}
