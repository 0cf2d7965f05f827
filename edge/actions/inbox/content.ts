import type { Actions } from "@domain/action.ts";
import { cardsText } from "@domain/card.ts";
import { CAPABILITIES, type Channel, isSticker, mediaFit } from "@domain/channel.ts";
import { fillTemplateBody } from "@domain/fill_variables.ts";
import type { Media, MessageKind, TemplateUse } from "@domain/message.ts";
import { mediaInSight } from "../../media/in_sight.ts";
import { type Context, type Outcome, refused } from "../context.ts";

type Input =
  & Pick<Actions["message.send"], "text" | "media" | "template">
  & Pick<Partial<Actions["message.send"]>, "cards">;
export type Content = {
  kind: MessageKind;
  body: string;
  media?: Media | undefined;
  template?: (TemplateUse & { name: string }) | undefined;
};
type Checked = { ok: true; content: Content } | { ok: false; outcome: Outcome };

/**
 * What a message holds, checked against what the channel carries. A file's type and size are those measured when it
 * came in, never what the browser says. `channel` is undefined for internal messages: they go nowhere.
 */
export async function checkContent(
  ctx: Context,
  input: Input,
  connectionId: string,
  channel?: Channel,
): Promise<Checked> {
  const no = (outcome: Outcome): Checked => ({ ok: false, outcome });
  // The cards are all of it: a text beside them would be lost at the provider's.
  if (input.cards) return { ok: true, content: { kind: "contacts", body: cardsText(input.cards) } };
  if (input.template) return await checkTemplate(ctx, input.template, connectionId, channel);
  const body = input.text.trim();
  const capability = channel && CAPABILITIES[channel];
  if (input.media) {
    const media = await storedMedia(ctx, input.media);
    if (!media) return no(refused("media_missing", { id: input.media.id }));
    if (input.media.kind === "sticker" && channel && isSticker(channel, media) && body === "") {
      return { ok: true, content: { kind: "sticker", body, media: { ...media, kind: "sticker" } } };
    }
    if (channel && capability) {
      const fit = mediaFit(channel, media.mime, media.size);
      if (!fit.ok) {
        return no(
          fit.code === "media_type"
            ? refused("media_type", { mime: media.mime })
            : refused("media_too_large", { kind: media.kind, limit: fit.limit ?? 0, size: media.size }),
        );
      }
      if (body.length > capability.maxCaption) {
        return no(refused("too_large", { field: "text", limit: capability.maxCaption }));
      }
    }
    return { ok: true, content: { kind: media.kind, body, media } };
  }
  if (body === "") return no(refused("bad_input", { field: "text", reason: "empty" }));
  if (capability && body.length > capability.maxText) {
    return no(refused("too_large", { field: "text", limit: capability.maxText }));
  }
  return { ok: true, content: { kind: "text", body } };
}

/** The file as it was measured when it came in, if it is here and this member may send it on. */
export async function storedMedia(ctx: Context, given: Media): Promise<Media | undefined> {
  const [row] = await ctx.tx<
    {
      id: string;
      kind: Media["kind"];
      mime: string;
      name: string;
      size: number;
      width: number | null;
      height: number | null;
      created_by: string | null;
      is_shared: boolean;
    }[]
  >`
    select id, kind, mime, name, size, width, height, created_by, is_shared
    from media where id = ${given.id} and stored_at is not null`;
  if (!row || !await mediaInSight(ctx.tx, ctx.member, row)) return undefined;
  // Waveform, duration and "is a voice note" only the recorder knows; they decide nothing.
  return {
    ...given,
    kind: row.kind,
    mime: row.mime,
    name: row.name,
    size: row.size,
    ...(row.width && row.height ? { width: row.width, height: row.height } : {}),
  };
}

async function checkTemplate(
  ctx: Context,
  use: TemplateUse,
  connectionId: string,
  channel?: Channel,
): Promise<Checked> {
  const [template] = await ctx.tx<{ name: string; body: string; status: string; variables: string[] }[]>`
    select name, body, status, variables from templates
    where id = ${use.templateId} and connection_id = ${connectionId} and deleted_at is null`;
  if (!template || !channel || !CAPABILITIES[channel].templates || template.status !== "APPROVED") {
    return {
      ok: false,
      outcome: refused("template_not_approved", { name: template?.name ?? "", status: template?.status ?? "" }),
    };
  }
  if (template.variables.length !== use.values.length || use.values.some((value) => value.trim() === "")) {
    return {
      ok: false,
      outcome: refused("template_values", {
        expected: template.variables.length,
        given: use.values.filter((value) => value.trim() !== "").length,
      }),
    };
  }
  return {
    ok: true,
    content: {
      kind: "template",
      body: fillTemplateBody(template.body, template.variables, use.values),
      template: { ...use, name: template.name },
    },
  };
}
