import { goto } from "$app/navigation";
import type { Action, ActionGroup } from "#lib/action.ts";
import type { Desk, ListRow, SearchHit } from "#lib/live/desk_api.ts";
import type { IconComponent } from "#lib/ui/icon/icon.ts";
import { protocol, rowTime } from "#lib/i18n/format.ts";
import { locale } from "#lib/i18n/locale.svelte.ts";
import { route, type Then } from "#lib/route.ts";
import { phone } from "#lib/i18n/phone.ts";
import Hash from "@lucide/svelte/icons/hash";
import MessageSquare from "@lucide/svelte/icons/message-square";
import NotebookPen from "@lucide/svelte/icons/notebook-pen";
import UserRound from "@lucide/svelte/icons/user-round";
import { m } from "../../paraglide/messages.js";

type Group = "talks" | "messages" | "contacts" | ActionGroup;
export type Found = {
  key: string;
  group: Group;
  title: string;
  about: string;
  icon?: IconComponent;
  row?: ListRow;
  /** When it was written. */
  when?: string;
  keys?: string | undefined;
  reason?: string | undefined;
  ticketId?: string;
  then?: Then;
  run?: () => void;
};

const NAMES = {
  talks: m.inbox_palette_talks,
  ticket: m.inbox_palette_ticket,
  list: m.inbox_palette_list,
  go: m.inbox_palette_go,
  me: m.inbox_palette_me,
  messages: m.inbox_palette_messages,
  contacts: m.inbox_palette_contacts,
} satisfies Record<Group, () => string>;
const ORDER: Group[] = ["talks", "ticket", "list", "go", "me", "messages", "contacts"];
const MOST = 6;

export const groupName = (group: Group) => NAMES[group]();

type Asked = {
  words: string;
  onlyCommands: boolean;
  hits: readonly SearchHit[];
  actions: readonly Action[];
  desk: Desk;
};

/** What the palette shows, group by group. Without words: what can be done here. */
export function found({ words, onlyCommands, hits, actions, desk }: Asked): Found[] {
  const wanted = plain(words);
  const commands: Found[] = actions
    .filter((one) => one.id !== "palette" && plain(one.title).includes(wanted))
    .map((one) => ({
      key: one.id,
      group: one.group,
      title: one.title,
      about: one.reason ?? "",
      icon: one.icon,
      keys: one.keys,
      reason: one.reason,
      run: one.run,
    }));
  const things = onlyCommands ? [] : hits.map((hit) => thing(desk, hit)).filter((one) => one !== undefined);
  const all = [...things, ...(onlyCommands ? commands : commands.slice(0, words ? 8 : 24))];
  return ORDER.flatMap((group) => {
    const here = all.filter((one) => one.group === group);
    return group === "talks" || group === "messages" || group === "contacts" ? here.slice(0, MOST) : here;
  });
}

function thing(desk: Desk, hit: SearchHit): Found | undefined {
  switch (hit.kind) {
    case "conversation":
      return {
        key: `t-${hit.row.ticket.id}`,
        group: "talks",
        title: hit.row.contact.name,
        about: hit.row.conversation.last_preview,
        row: hit.row,
        ticketId: hit.row.ticket.id,
      };
    case "message":
      return {
        key: `m-${hit.message.id}`,
        group: "messages",
        title: hit.message.body || hit.message.media?.name || "",
        about: hit.contact.name,
        icon: MessageSquare,
        when: rowTime(
          locale.current,
          new Date(hit.message.created_at),
          new Date(desk.now),
          desk.config.workspace?.time_zone,
        ),
        ticketId: hit.ticketId,
        then: { message: hit.message.id },
      };
    case "ticket":
      return {
        key: `t-${hit.ticket.id}`,
        group: "talks",
        title: hit.contact.name,
        about: protocol(hit.ticket.protocol),
        icon: Hash,
        ticketId: hit.ticket.id,
      };
    case "note":
      return {
        key: `n-${hit.note.id}`,
        group: "messages",
        title: hit.note.text,
        about: hit.contact.name,
        icon: NotebookPen,
        ticketId: hit.ticketId,
      };
    case "contact":
      return {
        key: `c-${hit.contact.id}`,
        group: "contacts",
        title: hit.contact.name,
        about: hit.contact.phone ? phone(hit.contact.phone) : hit.contact.email ?? "",
        icon: UserRound,
        run: () => void goto(route.contacts(hit.contact.id)),
      };
  }
}

/** Lower case without accents: how words are compared. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
