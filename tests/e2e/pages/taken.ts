import { expect } from "@playwright/test";
import type { World } from "../fixtures/world.ts";
import type { DeskPage } from "./desk_page.ts";

/** Somebody has written, and the member has taken the ticket. */
export async function taken(desk: DeskPage, world: World, name: string): Promise<string> {
  const { id } = await world.customer({ name });
  await world.write({ customer: id, text: "Oi, tudo bem?" });
  await desk.openTicket(name);
  await desk.take();
  await expect.poll(() => world.ticket({ customer: id })).toMatchObject({ status: "in_progress" });
  return id;
}
