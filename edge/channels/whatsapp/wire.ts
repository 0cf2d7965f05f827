/**
 * The parts of Meta's webhook we read (Cloud API v26.0, facts/channels.md A3). Loose on purpose: Meta adds fields
 * without notice, and a webhook refused for one is repeated for seven days. Every field may be absent: since 2026 a
 * user may have no phone number (`wa_id`, `from`, `recipient_id`), only a business-scoped id (`user_id`).
 */
import * as z from "zod/mini";

const text = z.catch(z.optional(z.string()), undefined);
const number = z.catch(z.optional(z.number()), undefined);
const flag = z.catch(z.optional(z.boolean()), undefined);
/** Meta writes ids and times as strings, now and then as numbers. */
const idLike = z.catch(
  z.optional(z.pipe(z.union([z.string(), z.number()]), z.transform((value) => String(value)))),
  undefined,
);
function part<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.catch(z.optional(z.looseObject(shape)), undefined);
}
function list<Item extends z.core.SomeType>(item: Item) {
  return z.catch(z.optional(z.array(item)), undefined);
}

export const ErrorSchema = z.looseObject({
  code: z.catch(z.number(), 0),
  title: text,
  message: text,
  error_data: part({ details: text }),
});
export type WireError = z.infer<typeof ErrorSchema>;

export const ContactSchema = z.looseObject({
  profile: part({ name: text, username: text }),
  wa_id: text,
  user_id: text,
});
export type WireContact = z.infer<typeof ContactSchema>;

const media = part({
  id: idLike,
  mime_type: text,
  caption: text,
  filename: text,
  voice: flag,
});

export const MessageSchema = z.looseObject({
  id: z.string(),
  from: text,
  from_user_id: text,
  group_id: idLike,
  timestamp: idLike,
  type: z.catch(z.string(), "unknown"),
  context: part({ id: text }),
  text: part({ body: text }),
  image: media,
  video: media,
  audio: media,
  document: media,
  sticker: media,
  location: part({ latitude: number, longitude: number, name: text, address: text }),
  contacts: list(z.looseObject({
    name: part({ formatted_name: text, first_name: text }),
    phones: list(z.looseObject({ phone: text, wa_id: text })),
    emails: list(z.looseObject({ email: text })),
  })),
  reaction: part({ message_id: text, emoji: text }),
  interactive: part({
    type: text,
    button_reply: part({ title: text }),
    list_reply: part({ title: text, description: text }),
    nfm_reply: part({ body: text }),
  }),
  button: part({ text }),
  system: part({ type: text, body: text, user_id: text, previous_user_id: text, wa_id: text, new_wa_id: text }),
});
export type WireMessage = z.infer<typeof MessageSchema>;

/**
 * One element of `groups` in group_lifecycle_update and group_settings_update (Groups API, 2026-02). The subject stands
 * by itself when a group is made, in `group_subject` when it is changed.
 */
export const GroupChangeSchema = z.looseObject({
  group_id: idLike,
  type: z.catch(z.string(), "unknown"),
  subject: text,
  group_subject: part({ text, update_successful: flag }),
  errors: list(z.unknown()),
});
export const GroupsChangeSchema = z.looseObject({
  metadata: part({ phone_number_id: idLike }),
  groups: list(GroupChangeSchema),
});

export const StatusSchema = z.looseObject({
  id: z.string(),
  status: z.catch(z.string(), "unknown"),
  timestamp: idLike,
  biz_opaque_callback_data: text,
  errors: list(ErrorSchema),
});
export type WireStatus = z.infer<typeof StatusSchema>;

/** One change's value. Items stay unknown here: one that does not parse must not take its neighbours with it. */
export const ValueSchema = z.looseObject({
  metadata: part({ phone_number_id: idLike, display_phone_number: text }),
  contacts: list(z.unknown()),
  messages: list(z.unknown()),
  statuses: list(z.unknown()),
  errors: list(z.unknown()),
});
export const WebhookSchema = z.looseObject({
  entry: list(z.looseObject({
    id: idLike,
    time: idLike,
    changes: list(z.looseObject({ field: text, value: z.optional(z.unknown()) })),
  })),
});

/** What `split` puts into the journal. */
export const PartSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("message"), message: z.unknown(), contact: z.optional(z.unknown()) }),
  z.object({ kind: z.literal("status"), status: z.unknown() }),
  z.object({ kind: z.literal("error"), error: z.unknown() }),
  z.object({ kind: z.literal("change"), field: z.string(), value: z.unknown() }),
  z.object({ kind: z.literal("unreadable"), text: z.string() }),
]);
export type Part = z.infer<typeof PartSchema>;

/** Answers of the Graph API. */
export const SendAnswerSchema = z.looseObject({ messages: z.array(z.looseObject({ id: z.string() })) });
export const IdAnswerSchema = z.looseObject({ id: idLike });
export const MediaAnswerSchema = z.looseObject({ url: z.string(), mime_type: text, file_size: number });
export const ErrorAnswerSchema = z.looseObject({
  error: z.looseObject({
    message: text,
    code: z.number(),
    is_transient: flag,
    error_data: part({ details: text }),
  }),
});
export const NumberAnswerSchema = z.looseObject({
  display_phone_number: text,
  verified_name: text,
  quality_rating: text,
});
export const SubscribedAnswerSchema = z.looseObject({ data: z.array(z.unknown()) });
export const TemplatesAnswerSchema = z.looseObject({
  data: z.array(z.looseObject({
    id: idLike,
    name: z.string(),
    language: z.string(),
    status: text,
    category: text,
    parameter_format: text,
    components: list(z.looseObject({
      type: text,
      format: text,
      text,
      buttons: list(z.looseObject({ type: text, url: text })),
      example: part({ body_text_named_params: list(z.looseObject({ param_name: text })) }),
    })),
  })),
  paging: part({ next: text, cursors: part({ after: text }) }),
});
export type Paging = NonNullable<z.infer<typeof TemplatesAnswerSchema>["paging"]>;
const group = z.looseObject({ id: z.string(), subject: text });
/** `data` holds a list under `groups`, in the reference; a plain list elsewhere. */
export const GroupsAnswerSchema = z.looseObject({
  data: z.union([z.array(group), z.looseObject({ groups: z.array(group) })]),
  paging: part({ next: text, cursors: part({ after: text }) }),
});
export type WireTemplate = z.infer<typeof TemplatesAnswerSchema>["data"][number];
