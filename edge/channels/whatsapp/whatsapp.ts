import type { Channel } from "../channel.ts";
import { setBlocked } from "./block.ts";
import { check } from "./check.ts";
import { problemOf } from "./errors.ts";
import { graph } from "./graph.ts";
import { fetchGroups } from "./groups.ts";
import { fetchMedia } from "./media.ts";
import { receive } from "./receive.ts";
import { send } from "./send.ts";
import { parseSettings } from "./settings.ts";
import { split } from "./split.ts";
import { fetchTemplates } from "./templates.ts";
import { authentic, verify } from "./verify.ts";

/** WhatsApp Business Platform, Cloud API (facts/channels.md A). */
export const whatsapp: Channel = {
  settings: { parse: parseSettings },
  verify,
  authentic,
  split,
  receive,
  send,
  media: fetchMedia,
  /** Marks read what the customer wrote up to this message; with `typing`, shows the dots for at most 25 s. */
  async markRead(providerMessageId, connection, io, typing) {
    await graph(connection, io, "POST", `${connection.public.phoneNumberId}/messages`, {
      messaging_product: "whatsapp",
      status: "read",
      message_id: providerMessageId,
      ...(typing ? { typing_indicator: { type: "text" } } : {}),
    });
  },
  setBlocked,
  templates: fetchTemplates,
  groups: fetchGroups,
  check,
  problem: problemOf,
};
