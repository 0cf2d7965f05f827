import { wasOpen } from "@domain/hours.ts";
import type { MessageOrigin } from "@domain/message.ts";
import { awayWords, type House } from "../facts/house.ts";
import { type Place, say } from "../facts/say.ts";
import { greetFromDepartment } from "./department_greeting.ts";

/** `opened`: the message made a ticket; `first`: the contact's first one on this connection. */
export type ArrivalKind = { opened: boolean; first: boolean };

/**
 * What a contact's message is answered by itself (X-41, without flows): while nobody is there, that, and nothing else;
 * else a new ticket is greeted by the connection (AUT-01), then by the department it waits in (QUE-09).
 */
export async function answerArrival(place: Place, house: House, kind: ArrivalKind): Promise<void> {
  const by = { kind: "system" as const };
  const now = Date.now();
  const away = awayWords(house, now);
  if (away) {
    if (await mayTell(place, house, away.origin, now)) await say(place, { ...away, by });
    return;
  }
  if (!kind.opened) return;
  const { greeting, greetingWhen } = house.automation;
  if (kind.first || greetingWhen === "every") await say(place, { text: greeting, origin: "greeting", by });
  await greetFromDepartment(place);
}

/** Once in a time that it is closed, and not while somebody of the team is answering in it all the same. */
async function mayTell(
  { tx, conversation }: Place,
  house: House,
  origin: MessageOrigin,
  now: number,
): Promise<boolean> {
  const [last] = await tx<{ at: string }[]>`
    select iso(created_at) as at from messages
    where conversation_id = ${conversation.id} and direction = 'out'
      and (origin = ${origin} or (origin is null and member_id is not null))
    order by created_at desc limit 1`;
  return !last || wasOpen(house.calendar, Date.parse(last.at), now);
}
