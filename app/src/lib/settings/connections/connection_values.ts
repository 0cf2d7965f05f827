/** What the forms of a connection hold, and the action they become. Keys are those of edge/channels/<kind>/settings.ts. */
import type { Wish } from "../../live/desk_api.ts";

type Shared = { name: string; departmentId: string; isDefault: boolean };
export type WhatsAppValues = Shared & {
  phoneNumberId: string;
  wabaId: string;
  accessToken: string;
  appSecret: string;
  version: string;
};
export type WebchatValues = Shared & { title: string; greeting: string; colour: string; origins: string };

const GRAPH_VERSION = "v26.0";
const WIDGET_COLOUR = "#6b2a6a";
/** Sealed on the server and never sent back: an empty one stays as it is (CHN-14). */
export const SECRETS = ["accessToken", "appSecret"] as const;

export function whatsAppValues(shared: Partial<Shared> = {}, settings: Record<string, string> = {}): WhatsAppValues {
  return {
    name: "WhatsApp",
    departmentId: "",
    isDefault: false,
    ...shared,
    phoneNumberId: settings.phoneNumberId ?? "",
    wabaId: settings.wabaId ?? "",
    accessToken: "",
    appSecret: "",
    version: settings.version ?? GRAPH_VERSION,
  };
}

export function webchatValues(shared: Partial<Shared> = {}, settings: Record<string, string> = {}): WebchatValues {
  return {
    name: "Site",
    departmentId: "",
    isDefault: false,
    ...shared,
    title: settings.title ?? "",
    greeting: settings.greeting ?? "",
    colour: settings.colour ?? WIDGET_COLOUR,
    // The server keeps them in one line; people read one a line.
    origins: (settings.origins ?? "").split(" ").join("\n"),
  };
}

export function saveWish(
  connectionId: string,
  channel: "whatsapp" | "webchat",
  values: WhatsAppValues | WebchatValues,
): Wish {
  const { name, departmentId, isDefault, ...settings } = values;
  const sent = Object.entries(settings)
    .map(([key, value]): [string, string] => [key, value.trim()])
    .filter(([key, value]) => value !== "" || !SECRETS.some((secret) => secret === key));
  return {
    type: "connection.save",
    connectionId,
    channel,
    name,
    departmentId: departmentId || null,
    isDefault,
    settings: Object.fromEntries(sent),
  };
}
