import { newId } from "@domain/ids.ts";
import type { Media } from "@domain/message.ts";
import { variableValues } from "@domain/reply_variables.ts";
import type { Row } from "@domain/rows.ts";
import type { Desk } from "#lib/live/desk_api.ts";
import { m } from "../../../paraglide/messages.js";
import { keptAt, placeOf } from "../sharing.ts";

/** `place`: see sharing.ts. */
export type ReplyValues = {
  replyId: string;
  shortcut: string;
  title: string;
  text: string;
  media: Media[];
  place: string;
};

export function emptyReply(place: string): ReplyValues {
  return { replyId: newId(), shortcut: "", title: "", text: "", media: [], place };
}

export function replyValues({ id, shortcut, title, text, media, ...row }: Row<"quick_replies">): ReplyValues {
  return { replyId: id, shortcut, title, text, media, place: placeOf(row) };
}

export function replyWish({ place, shortcut, ...values }: ReplyValues) {
  return {
    type: "quickReply.save" as const,
    ...values,
    // People write it as they will type it.
    shortcut: shortcut.trim().replace(/^\/+/, ""),
    ...keptAt(place),
  };
}

/** Somebody to show a reply with: every variable has a value. */
export function sampleValues(desk: Desk) {
  return variableValues({
    contact: { name: "Marina Duarte", phone: "+55 31 90000-1147", email: "marina@example.com" },
    protocol: "2026.1121.0001",
    agent: desk.me.name,
    department: [...desk.config.departments.values()][0]?.name ?? m.settings_reply_sample_department(),
    company: desk.config.workspace?.name ?? "",
    fields: desk.config.fields.map(({ name }) => ({ name, value: name })),
  });
}
