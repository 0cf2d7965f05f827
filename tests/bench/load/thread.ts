import type { Page } from "playwright-core";
import { openProfile } from "../browser.ts";
import type { BenchConfig } from "../config.ts";
import { show, table } from "../numbers.ts";
import type { Product } from "../seed.ts";
import { frames, takeTasks, watchTasks } from "./main_thread.ts";

/** A conversation with very many messages: opened, scrolled through, searched. */
export async function measureThread(product: Product, { inbox }: BenchConfig): Promise<string> {
  await lengthen(product, inbox.longThread);
  const profile = await openProfile(product);
  try {
    const page = profile.context.pages()[0] ?? await profile.context.newPage();
    await page.goto(`${product.edge.url}/inbox`);
    await page.getByText(/^Em dia/).first().waitFor({ timeout: 240_000 });
    await page.evaluate(watchTasks);
    const opened = await open(page);
    const up = await scroll(page, -1);
    const down = await scroll(page, 1);
    const found = await find(page);
    return table([`a conversation of ${show(inbox.longThread)} messages`, "measured", "longest main-thread task"], [
      ["opened from the list: the newest are drawn", show(opened.ms, "ms"), opened.tasks],
      ["scrolled up for 10 s", rolled(up), up.tasks],
      ["and down again for 10 s", rolled(down), down.tasks],
      ["Ctrl F “condominio”: the first hit is marked", show(found.ms, "ms"), found.tasks],
    ]);
  } finally {
    await profile.close();
  }
}

type Rolled = { met: number; drawn: number; shares: string; tasks: string };
const rolled = ({ met, drawn, shares }: Rolled) =>
  `${show(met)} messages came by, at most ${show(drawn)} drawn at once, ${shares}`;

/** The conversation on top of the list has them now. */
async function lengthen({ sql }: Product, messages: number): Promise<void> {
  await sql`
    insert into messages (id, workspace_id, created_at, conversation_id, ticket_id, direction, kind, body, status, connection_id)
    select gen_random_uuid(), c.workspace_id, c.last_message_at - n * interval '7 minutes', c.id, c.ticket_id,
      case when n % 3 = 1 then 'out' else 'in' end, 'text',
      (array['Boa tarde! O apartamento ainda está disponível?', 'Pode me mandar as fotos e o valor do condomínio?',
        'Obrigada! Fico no aguardo da proposta.'])[1 + n % 3] || ' (' || n || ')',
      case when n % 3 = 1 then 'read' else 'received' end, c.connection_id
    from (select * from conversations where ticket_id is not null order by last_message_at desc limit 1) c,
      generate_series(1, ${messages}::int) n`;
}

async function open(page: Page): Promise<{ ms: number; tasks: string }> {
  await page.evaluate(takeTasks);
  const begun = performance.now();
  await page.getByRole("option").first().click();
  await page.getByRole("log").getByText("(1)", { exact: false }).first().waitFor();
  return { ms: performance.now() - begun, tasks: await page.evaluate(takeTasks) };
}

async function scroll(page: Page, direction: number): Promise<Rolled> {
  await page.evaluate(takeTasks);
  const { met, drawn, times } = await page.evaluate(roll, direction);
  return { met, drawn, shares: frames(times), tasks: await page.evaluate(takeTasks) };
}

/** As a wheel that is turned fast: 60 pixels a frame. */
async function roll(direction: number): Promise<{ met: number; drawn: number; times: number[] }> {
  const box = document.querySelector("[role=log]")!;
  const met = new Set<string>();
  const times: number[] = [];
  let drawn = 0;
  let last = performance.now();
  for (const begun = last; last - begun < 10_000;) {
    box.scrollTop += direction * 60;
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    times.push(now - last);
    last = now;
    if (times.length % 15 > 0) continue;
    const rows = box.querySelectorAll(".msg");
    drawn = Math.max(drawn, rows.length);
    for (const { id } of rows) met.add(id);
  }
  return { met: met.size, drawn, times };
}

async function find(page: Page): Promise<{ ms: number; tasks: string }> {
  await page.evaluate(takeTasks);
  await page.keyboard.press("Control+f");
  const begun = performance.now();
  await page.keyboard.insertText("condominio");
  await page.getByRole("search").getByText(/\d+ (de|of) \d+/).waitFor();
  return { ms: performance.now() - begun, tasks: await page.evaluate(takeTasks) };
}
