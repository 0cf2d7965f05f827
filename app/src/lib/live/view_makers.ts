import type { LiveCards } from "./board_cards.svelte.ts";
import type { LiveContactList } from "./contact_list.svelte.ts";
import type { LivePerson } from "./person.svelte.ts";
import type { LiveSchedule } from "./schedule.svelte.ts";
import type { LiveThread } from "./thread.svelte.ts";

type Makers = {
  cards: typeof LiveCards;
  contacts: typeof LiveContactList;
  person: typeof LivePerson;
  schedule: typeof LiveSchedule;
  thread: typeof LiveThread;
};
const makers: Partial<Makers> = {};

/** Views that the first screen does not show: the screens that do import the view's module, which calls this. */
export function provideView<Name extends keyof Makers>(name: Name, maker: Makers[Name]): void {
  makers[name] = maker;
}

export function viewMaker<Name extends keyof Makers>(name: Name): Makers[Name] {
  const maker = makers[name];
  if (!maker) throw new Error(`cannot open ${name}: its screen did not import its module of #lib/live`);
  return maker;
}
