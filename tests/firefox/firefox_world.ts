/** The product and a Firefox that talks to it, over WebDriver BiDi (Playwright's asks for commands that ESR lacks). */
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { openStage, type Stage } from "../e2e/world/stage.ts";
import { firefoxPath } from "../support/firefox.ts";
import { waitFor } from "../support/waiting.ts";

export const LIMIT_MS = 30_000;

export type FirefoxWorld = { stage: Stage; open: (path?: string) => Promise<Page>; again: () => Promise<void> };

/** One profile for the whole story: `again` ends the browser and starts it with what is on its disk. */
export async function withFirefox(story: (world: FirefoxWorld) => Promise<void>): Promise<void> {
  const profile = await Deno.makeTempDir({ prefix: "mutirao_firefox_" });
  const stage = await openStage({ bare: false });
  const thrown: string[] = [];
  let browser = await launch(profile);
  try {
    await story({
      stage,
      async open(path = "/inbox") {
        const page = await browser.newPage();
        // BiDi tells of a socket that could not be opened as of an error thrown.
        page.on(
          "pageerror",
          (error) => /connection to the server at ws/.test(String(error)) || thrown.push(String(error)),
        );
        await page.setViewport({ width: 1440, height: 900 });
        await page.goto(stage.edge.url + path);
        return page;
      },
      async again() {
        await browser.close();
        browser = await launch(profile);
      },
    });
    if (thrown.length > 0) throw new Error(`pages threw:\n${thrown.join("\n")}`);
  } finally {
    await browser.close();
    await stage.close();
    await Deno.remove(profile, { recursive: true }).catch(() => {});
  }
}

function launch(userDataDir: string): Promise<Browser> {
  return puppeteer.launch({
    browser: "firefox",
    executablePath: firefoxPath(),
    headless: true,
    userDataDir,
    extraPrefsFirefox: { "intl.accept_languages": "pt-BR", "app.normandy.enabled": false },
  });
}

/** Waits until some element of this selector holds these words. */
export function sees(page: Page, selector: string, words: string): Promise<unknown> {
  return page.waitForFunction(
    (css, text) => [...document.querySelectorAll(css)].some((element) => element.textContent?.includes(text)),
    { timeout: LIMIT_MS },
    selector,
    words,
  );
}

/** Presses the first element of this selector with these words. */
export async function press(page: Page, selector: string, words: string): Promise<void> {
  await sees(page, selector, words);
  await page.evaluate(
    (css, text) => {
      const found = [...document.querySelectorAll<HTMLElement>(css)].find((one) => one.textContent?.includes(text));
      found?.click();
    },
    selector,
    words,
  );
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.waitForSelector("input[name=email]", { timeout: LIMIT_MS });
  await page.type("input[name=email]", email);
  await page.type("input[name=password]", password);
  await page.keyboard.press("Enter");
  await level(page);
}

/** Everything of the server is here, everything of here is there. */
export async function level(page: Page): Promise<void> {
  await page.waitForFunction(
    () => /Em dia|De volta/.test(document.querySelector("footer.stateline")?.textContent ?? ""),
    {
      timeout: LIMIT_MS,
    },
  );
}

/** Types into the shared draft and sends it. */
export async function reply(page: Page, text: string): Promise<void> {
  const draft = 'form[data-composer] [contenteditable="true"]';
  await page.waitForSelector(draft, { timeout: LIMIT_MS });
  await page.click(draft);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await sees(page, '[role="log"] .msg', text);
}

export async function untilReceived(stage: Stage, customer: string, texts: string[]): Promise<void> {
  await waitFor(`the customer to have ${texts.join(", ")}`, () => {
    const got = stage.meta.customer(customer)!.data.messages.filter((one) => one.from === "business").map((one) =>
      one.text
    );
    return JSON.stringify(got) === JSON.stringify(texts) || undefined;
  }, LIMIT_MS);
}
