/** Bodies of POST /messages, as strictly as Meta reads them: a key it does not know is an error too. */
import { GraphError } from "./errors.ts";
import type { State, Template } from "./state.ts";

type Body = Record<string, unknown>;
const TOP = [
  "messaging_product",
  "recipient_type",
  "to",
  "recipient",
  "type",
  "context",
  "biz_opaque_callback_data",
  "status",
  "message_id",
  "typing_indicator",
];
const KEYS: Record<string, string[]> = {
  text: ["body", "preview_url"],
  image: ["id", "link", "caption"],
  video: ["id", "link", "caption"],
  audio: ["id", "link", "voice"],
  document: ["id", "link", "caption", "filename"],
  sticker: ["id", "link"],
  location: ["latitude", "longitude", "name", "address"],
  reaction: ["message_id", "emoji"],
  template: ["name", "language", "components"],
  contacts: [],
};

/** Throws a GraphError when the body is not one Meta would take. Out: what the phone shows of it. */
export function validate(state: State, body: Body): { kind: string; text: string; mediaId?: string } {
  if (body.messaging_product !== "whatsapp") throw missing("messaging_product");
  const type = body.type ?? "text";
  if (typeof type !== "string" || !(type in KEYS)) {
    throw invalid("type", `Param type must be one of {${Object.keys(KEYS)}}`);
  }
  for (const key of Object.keys(body)) {
    if (!TOP.includes(key) && key !== type) throw new GraphError(100, `Unexpected key "${key}" on param "messages"`);
  }
  if (!["individual", "group", undefined].includes(body.recipient_type as string | undefined)) {
    throw invalid("recipient_type");
  }
  // Groups API: text, media and templates; no places, cards, buttons or reactions.
  if (body.recipient_type === "group" && ["location", "contacts", "reaction"].includes(type)) {
    throw new GraphError(131051, `Message type ${type} is not supported in groups`);
  }
  const callback = body.biz_opaque_callback_data;
  if (callback !== undefined && (typeof callback !== "string" || callback.length > 512)) {
    throw invalid("biz_opaque_callback_data");
  }
  const quoted = body.context === undefined ? undefined : record(body.context, "context").message_id;
  if (body.context !== undefined && (typeof quoted !== "string" || !isKnown(state, quoted))) throw invalid("context");
  if (type === "contacts") return { kind: type, text: cardsOf(body.contacts) };
  const content = record(body[type], type);
  for (const key of Object.keys(content)) {
    if (!KEYS[type]?.includes(key)) throw new GraphError(100, `Unexpected key "${key}" on param "${type}"`);
  }
  return contentOf(state, type, content);
}

function contentOf(state: State, type: string, content: Body): { kind: string; text: string; mediaId?: string } {
  switch (type) {
    case "text":
      return { kind: type, text: text(content, "body", 4096) };
    case "reaction":
      if (!isKnown(state, text(content, "message_id", 256))) throw invalid("reaction['message_id']");
      return { kind: type, text: typeof content.emoji === "string" ? content.emoji : "" };
    case "location":
      if (typeof content.latitude !== "number" || typeof content.longitude !== "number") throw missing("location");
      return { kind: type, text: typeof content.name === "string" ? content.name : "" };
    case "template":
      return { kind: type, text: renderTemplate(state, content) };
    default: {
      const id = content.id;
      if (typeof id !== "string") throw missing(`${type}['id']`);
      if (!state.media.has(id)) throw invalid(`${type}['id']`, `Media id ${id} does not exist`);
      const caption = content.caption === undefined ? "" : text(content, "caption", 1024);
      return { kind: type, text: caption, mediaId: id };
    }
  }
}

/** A name in two fields and at least one more thing of it, as Meta wants; one line a card. */
function cardsOf(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) throw missing("contacts");
  return value.map((one) => {
    const card = record(one, "contacts");
    const name = record(card.name, "contacts['name']");
    if (typeof name.first_name !== "string") throw missing("contacts['name']['first_name']");
    const list = (key: string, field: string) =>
      (Array.isArray(card[key]) ? card[key] : []).map((entry) => text(record(entry, key), field, 320));
    return [text(name, "formatted_name", 256), ...list("phones", "phone"), ...list("emails", "email")].join(" · ");
  }).join("\n");
}

function renderTemplate(state: State, content: Body): string {
  const name = text(content, "name", 512);
  const language = text(record(content.language, "language"), "code", 16);
  const template = state.templates.find((one) => one.name === name && one.language === language);
  if (!template || ["PENDING", "REJECTED", "IN_APPEAL"].includes(template.status)) {
    throw new GraphError(132001, `template name (${name}) does not exist in ${language}`);
  }
  if (template.status === "PAUSED") throw new GraphError(132015, `template (${name}) is paused`);
  if (template.status !== "APPROVED") throw new GraphError(132016, `template (${name}) is disabled`);
  const components = content.components === undefined ? [] : content.components;
  if (!Array.isArray(components)) throw invalid("template['components']");
  const body = components.map((one) => record(one, "components")).find((one) => one.type === "body");
  const parameters = body?.parameters === undefined ? [] : body.parameters;
  if (!Array.isArray(parameters)) throw invalid("template['components']['parameters']");
  return fill(template, parameters.map((one) => record(one, "parameters")));
}

function fill(template: Template, parameters: Body[]): string {
  const body = template.components.find((component) => component.type === "BODY")?.text ?? "";
  const names = [...new Set([...body.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!))];
  if (names.length !== parameters.length) {
    throw new GraphError(
      132000,
      `body: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`,
    );
  }
  const values = new Map<string, string>();
  parameters.forEach((parameter, index) => {
    const value = text(parameter, "text", 1024);
    if (/[\n\t]| {5,}/.test(value)) {
      throw new GraphError(132018, "Param text cannot have new-line/tab or more than 4 spaces");
    }
    const name = template.parameter_format === "NAMED" ? parameter.parameter_name : `${index + 1}`;
    if (typeof name !== "string" || !names.includes(name)) {
      throw new GraphError(132012, "Parameter name is missing or wrong");
    }
    if (template.parameter_format === "POSITIONAL" && "parameter_name" in parameter) {
      throw new GraphError(132012, "Parameter name is not expected");
    }
    values.set(name, value);
  });
  const full = body.replace(/\{\{(\w+)\}\}/g, (_, name) => values.get(name) ?? "");
  if (full.length > 1024) throw new GraphError(132005, "Translated text too long");
  return full;
}

function isKnown(state: State, wamid: string): boolean {
  return [...state.customers, ...state.groups].some(({ messages }) => messages.some((message) => message.id === wamid));
}

function text(body: Body, key: string, max: number): string {
  const value = body[key];
  if (typeof value !== "string" || value.length === 0) throw missing(key);
  if (value.length > max) throw new GraphError(100, `Param ${key} must be at most ${max} characters long.`);
  return value;
}

function record(value: unknown, name: string): Body {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw missing(name);
  return Object.fromEntries(Object.entries(value));
}

export function missing(name: string): GraphError {
  return new GraphError(131008, `The parameter ${name} is required.`);
}

export function invalid(name: string, details?: string): GraphError {
  return new GraphError(131009, details ?? `Parameter value is not valid: ${name}`);
}
