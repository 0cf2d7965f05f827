/** What the forms of a connection hold, and the action they become. Keys are those of edge/channels/<kind>/settings.ts. */
import type { Wish } from "../../live/desk_api.ts";

type Shared = { name: string; departmentId: string; isDefault: boolean };
export type WhatsAppValues = Shared & {
  phoneNumberId: string;
  wabaId: string;
  accessToken: string;
  appSecret: string;
  graphVersion: string;
  baseUrl: string;
};
export type WebchatValues = Shared & { title: string; colour: string; origins: string };

export const GRAPH_VERSION = "v26.0";
export const GRAPH_URL = "https://graph.facebook.com";
export const WIDGET_COLOUR = "#6b2d73";
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
    graphVersion: settings.graphVersion ?? GRAPH_VERSION,
    baseUrl: settings.baseUrl ?? GRAPH_URL,
  };
}

export function webchatValues(shared: Partial<Shared> = {}, settings: Record<string, string> = {}): WebchatValues {
  return {
    name: "Site",
    departmentId: "",
    isDefault: false,
    ...shared,
    title: settings.title ?? "",
    colour: settings.colour ?? WIDGET_COLOUR,
    origins: settings.origins ?? "",
  };
}

export function saveWish(
  connectionId: string,
  channel: "whatsapp" | "webchat",
  values: WhatsAppValues | WebchatValues,
): Wish {
  const { name, departmentId, isDefault, ...settings } = values;
  const sent = Object.entries(settings)
    .map(([key, value]): [string, string] => [key, key === "origins" ? originLines(value) : value.trim()])
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

/** One origin a line. People paste addresses of pages: the path is cut, since an origin has none. */
export function originLines(text: string): string {
  const lines = text.split(/[\s,;]+/).filter((line) => line !== "");
  return [...new Set(lines.map((line) => URL.parse(line)?.origin ?? line))].join("\n");
}
