import type { Channel as ChannelKind } from "@domain/channel.ts";
import type { Channel } from "./channel.ts";
import { webchat } from "./webchat/webchat.ts";
import { whatsapp } from "./whatsapp/whatsapp.ts";

/** Every channel we speak. A kind added to `@domain/channel.ts` does not compile until it has its adapter here. */
export const channels = { whatsapp, webchat } satisfies Record<ChannelKind, Channel>;

export function channelOf(kind: ChannelKind): Channel {
  return channels[kind];
}
