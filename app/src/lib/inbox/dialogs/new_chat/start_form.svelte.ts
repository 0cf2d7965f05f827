import type { Channel } from "@domain/channel.ts";
import type { ChoiceKind } from "@domain/choice.ts";
import { newId } from "@domain/ids.ts";
import type { Row } from "@domain/rows.ts";
import { type AddressFault, addressFault, type Reach, reachedBy, type StartAs } from "@domain/start.ts";
import type { Desk, ListRow, Wish } from "#lib/live/desk_api.ts";
import { filledText } from "../../composer/template_text.ts";

export type StartWish = Extract<Wish, { type: "conversation.start" }>;
/** Filled in already: a contact (STA-18), or a number from the address (URL-02). */
export type Preset = { contact?: ListRow["contact"] | undefined; phone?: string | undefined };

/** A new attendance as it is being filled in (STA-02). What its channel asks for decides when it is ready (STA-03). */
export class StartForm {
  way = $state<"contact" | "number">("contact");
  contact = $state<ListRow["contact"]>();
  phone = $state("");
  foreign = $state(false);
  name = $state("");
  email = $state("");
  departmentId = $state<string | null>(null);
  chosen = $state<Record<ChoiceKind, string | null>>({ stage: null, type: null, demand: null });
  tagIds = $state<string[]>([]);
  as = $state<StartAs>("open");
  templateId = $state<string>();
  #values = $state<Record<string, string[]>>({});
  #channel = $state<Channel>();
  #connectionId = $state<string>();

  constructor(readonly desk: Desk, { contact, phone }: Preset) {
    this.contact = contact;
    if (phone !== undefined) {
      this.way = "number";
      this.phone = phone;
    }
  }

  readonly #all = $derived.by(() => [...this.desk.config.connections.values()].filter((one) => !one.deleted_at));
  /** Those the workspace has; where only the customer can begin, one says so. */
  channels = $derived.by(() => [...new Set(this.#all.map((one) => one.channel))]);
  channel = $derived.by((): Channel | undefined =>
    this.#channel ?? this.#main?.channel ?? this.channels.find((one) => reachedBy(one))
  );
  /** STA-07: of the channel chosen. */
  connections = $derived.by(() => this.#all.filter((one) => one.channel === this.channel));
  readonly #main = $derived.by(() => {
    const startable = this.#all.filter((one) => reachedBy(one.channel) && one.status === "active");
    return startable.find((one) => one.is_default) ?? startable[0];
  });
  connection = $derived.by((): Row<"connections"> | undefined =>
    this.connections.find((one) => one.id === this.#connectionId) ??
      this.connections.find((one) => one.id === this.#main?.id) ?? this.connections[0]
  );

  choose(of: { channel?: Channel; connectionId?: string }): void {
    if (of.channel) this.#channel = of.channel;
    this.#connectionId = of.connectionId;
    this.templateId = undefined;
  }

  reach = $derived.by((): Reach | undefined => (this.channel ? reachedBy(this.channel) : undefined));
  fault = $derived.by((): AddressFault | undefined =>
    this.channel
      ? addressFault(this.channel, { phone: this.phone, foreign: this.foreign, email: this.email })
      : undefined
  );

  templates = $derived.by(() =>
    [...this.desk.config.templates.values()].filter(
      (one) => one.connection_id === this.connection?.id && one.status === "APPROVED" && !one.deleted_at,
    )
  );
  template = $derived.by(() => this.templates.find((one) => one.id === this.templateId));
  /** One a variable; the customer's name is known. */
  values = $derived.by(() => {
    const { template } = this;
    if (!template) return [];
    const first = (this.way === "contact" ? this.contact?.name ?? "" : this.name).trim().split(/\s+/)[0] ?? "";
    return template.variables.map((name, at) =>
      this.#values[template.id]?.[at] ?? (/^(1|nome|name)$/i.test(name) ? first : "")
    );
  });
  setValue(at: number, value: string): void {
    if (this.template) this.#values[this.template.id] = this.values.map((old, n) => (n === at ? value : old));
  }

  ready = $derived.by(() => {
    if (this.connection?.status !== "active" || !this.reach) return false;
    const who = this.way === "contact" ? this.contact !== undefined : this.name.trim() !== "" && !this.fault;
    const says = this.as !== "told" || (this.template !== undefined && this.values.every((one) => one.trim() !== ""));
    return who && says;
  });

  /** What to ask for; the ids are made here. */
  wish(connectionId: string, ticketId: string): StartWish {
    const { stage, type, demand } = this.chosen;
    const opens = this.as !== "told";
    return {
      type: "conversation.start",
      conversationId: newId(),
      ticketId,
      connectionId,
      departmentId: opens ? this.departmentId : null,
      contact: this.#who(),
      ...(this.as === "open" ? {} : { as: this.as }),
      ...(!opens && this.template
        ? {
          message: {
            messageId: newId(),
            text: filledText(this.template, this.values),
            template: { templateId: this.template.id, values: this.values },
          },
        }
        : {}),
      ...(opens && stage ? { stage } : {}),
      ...(opens && type ? { ticketType: type } : {}),
      ...(opens && demand ? { demand } : {}),
      ...(opens && this.tagIds.length > 0 ? { tagIds: [...this.tagIds] } : {}),
    };
  }

  #who(): StartWish["contact"] {
    if (this.way === "contact" && this.contact) return { id: this.contact.id };
    const email = this.email.trim() === "" ? {} : { email: this.email.trim() };
    return { newId: newId(), name: this.name.trim(), phone: this.phone, foreign: this.foreign, ...email };
  }
}
