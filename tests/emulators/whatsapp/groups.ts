import type { Group, PhoneMessage, State } from "./state.ts";
import type { Change, Webhooks } from "./webhooks.ts";

/** A group as a whole; its people write in it with their own phones (`person.sendText("…", { group: chat.data })`). */
export class GroupChat {
  constructor(readonly data: Group, private readonly state: State, private readonly webhooks: Webhooks) {}

  /** Tells the business that the group was made, as Meta does when the request for it is through. */
  announce(): void {
    this.#tell("group_lifecycle_update", { type: "group_create", subject: this.data.subject });
  }

  rename(subject: string): void {
    this.data.subject = subject;
    const change = { type: "group_settings_update", group_subject: { text: subject, update_successful: true } };
    this.#tell("group_settings_update", change);
  }

  delete(): void {
    this.state.groups.splice(this.state.groups.indexOf(this.data), 1);
    this.#tell("group_lifecycle_update", { type: "group_delete" });
  }

  /** One of the group has read it; Meta tells of each, and the first counts as read. */
  read(): void {
    for (const message of this.data.messages) {
      if (message.from !== "business" || message.status === "read") continue;
      message.status = "read";
      this.webhooks.emit(groupStatus(this.data, message, "read"));
    }
    this.state.changed();
  }

  #tell(field: string, change: Record<string, unknown>): void {
    const group = {
      timestamp: `${Math.floor(Date.now() / 1000)}`,
      group_id: this.data.id,
      request_id: crypto.randomUUID(),
      ...change,
    };
    this.webhooks.emit({ field, what: field, detail: `${change.type}`, value: { groups: [group] } });
    this.state.changed();
  }
}

/** Groups API: the recipient is the group itself, and there are no contacts. */
export function groupStatus(
  group: Group,
  message: PhoneMessage,
  status: string,
  errors?: Record<string, unknown>[],
): Change {
  return {
    field: "messages",
    what: "statuses",
    detail: `${status}, …${message.id.slice(-4)}`,
    value: {
      statuses: [{
        id: message.id,
        status,
        timestamp: `${Math.floor(Date.now() / 1000)}`,
        recipient_id: group.id,
        recipient_type: "group",
        ...(message.callbackData ? { biz_opaque_callback_data: message.callbackData } : {}),
        ...(errors ? { errors } : {
          pricing: {
            billable: false,
            pricing_model: "PMP",
            type: "free_group_customer_service",
            category: "group_service",
          },
        }),
      }],
    },
  };
}

export function newGroupId(): string {
  const random = crypto.getRandomValues(new Uint8Array(30));
  return btoa(String.fromCharCode(...random)).replace(/[+/=]/g, "A");
}
