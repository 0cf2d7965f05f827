import type { Actions } from "@domain/action.ts";
import { newId } from "@domain/ids.ts";
import type {
  ContactList,
  ContactQuery,
  Desk,
  ListQuery,
  PassingNote,
  Person,
  PresenceState,
  Present,
  Problem,
  SearchHit,
  Settled,
  SyncState,
  TicketDoc,
  TicketList,
  Waiting,
  Wish,
} from "#lib/live/desk_api.ts";
import type { Thread, ThreadMessage } from "#lib/live/thread_api.ts";
import { config, department, me, member } from "./config.ts";
import { at, id, NOW } from "./ids.ts";
import { local, waiting } from "./local_message.ts";
import { problems } from "./problems.ts";
import { sampleQueue } from "./queue.ts";
import { rows } from "./rows.ts";
import { MARINAS_NUMBER, sampleContacts, samplePerson } from "./sample_contacts.ts";
import { SampleDoc } from "./sample_doc.svelte.ts";
import { SampleList } from "./sample_list.svelte.ts";
import { scene } from "./scenes.ts";
import { eventsOf, messagesOf } from "./thread.ts";
import { WHOLE } from "./whole_thread.ts";

export type Scenario = "live" | "offline" | "returned" | "empty" | "loading" | "failed" | "old" | "syncing";

const SYNC: Record<Scenario, SyncState> = {
  live: { kind: "live", savedAt: NOW },
  empty: { kind: "live", savedAt: NOW },
  offline: { kind: "offline", since: Date.parse(at("14:33")), waiting: 6 },
  returned: { kind: "returned", at: Date.parse(at("14:58")), sent: 2, received: 184, held: 3 },
  loading: { kind: "loading", done: 1204, total: 3900 },
  syncing: { kind: "syncing", done: 120, total: 184 },
  failed: { kind: "failed", since: Date.parse(at("14:33")), waiting: 2 },
  old: { kind: "old" },
};

/** The desk of the gallery: everything in memory, nothing leaves the page. Development only. */
export class SampleDesk implements Desk {
  readonly me = me;
  readonly config = config;
  readonly now: number;
  sync = $state<SyncState>(SYNC.live);
  problems = $state.raw<Problem[]>([]);
  waiting = $state.raw<Waiting>({ actions: [], documents: [] });
  passing = $state.raw<PassingNote[]>([]);
  notifications = [];
  keepsHistory = true;
  unkept = undefined;
  readonly online: Set<string>;
  readonly log: Wish[] = [];
  #rows = $state.raw(rows);
  #sent = $state.raw<ThreadMessage[]>([]);
  #docs = new Map<string, SampleDoc>();
  #urls = new Map<string, string>();
  #isAlone: boolean;

  constructor(scenario: Scenario = "live") {
    this.sync = SYNC[scenario];
    this.#isAlone = scenario === "offline";
    this.now = scenario === "returned"
      ? Date.parse(at("14:59"))
      : scenario === "offline"
      ? Date.parse(at("14:41"))
      : NOW;
    this.online = new Set(this.#isAlone ? [] : [1, 2, 3, 4, 5, 6, 7, 8].map(member));
    if (scenario === "empty") this.#rows = [];
    if (scenario === "offline") this.#queue();
    if (scenario === "returned") this.#hold();
  }

  list(query: ListQuery): TicketList {
    return new SampleList(query, () => this.#rows, me.actor);
  }

  readonly contacts = (query: ContactQuery): ContactList => sampleContacts(this.#rows, query);
  readonly person = (contactId: string): Person => samplePerson(this.#rows, contactId);
  readonly schedule = () => ({ items: [], loading: false, close() {} });
  thread(conversationId: string): Thread {
    const n = rows.findIndex((row) => row.conversation.id === conversationId);
    const row = () => this.#rows.find((one) => one.conversation.id === conversationId);
    const sent = () => this.#sent.filter((message) => message.conversation_id === conversationId);
    const past = ["2026-10-28", "2026-03-11"];
    return {
      get conversation() {
        return row()?.conversation;
      },
      get ticket() {
        return row()?.ticket;
      },
      get contact() {
        return row()?.contact;
      },
      observations: [],
      identities: n === 0 ? [MARINAS_NUMBER] : [],
      get tickets() {
        const current = row()?.ticket;
        if (!current) return [];
        if (n !== 0) return [current];
        return [
          current,
          ...past.map((day, at_) => ({
            ...current,
            id: id(12, 900 + at_),
            protocol: `2026${day.slice(5).replace("-", "")}0${120 + at_}`,
            status: "closed" as const,
            opened_at: at("10:00", day),
            closed_at: at("11:00", day),
            last_agent_id: member(at_),
            last_department_id: department(0),
          })),
        ];
      },
      get messages() {
        return [...messagesOf(n), ...sent()];
      },
      get newest() {
        return this.messages.at(-1);
      },
      get seen() {
        return this.newest?.id ?? null;
      },
      events: eventsOf(n),
      ...WHOLE,
      close() {},
    };
  }

  conversationOf(ticketId: string): Promise<string | undefined> {
    return Promise.resolve(rows.find((row) => row.ticket.id === ticketId)?.conversation.id);
  }

  readonly board = (boardId: string): TicketDoc => this.document(boardId);
  readonly boardCards = () => ({ rows: new Map(), waiting: [], loading: false, show() {}, close() {} });
  document(ticketId: string): TicketDoc {
    const known = this.#docs.get(ticketId) ?? new SampleDoc(ticketId, !this.#isAlone && this.sync.kind !== "returned");
    if (this.#isAlone) known.state = "offline";
    this.#docs.set(ticketId, known);
    return known;
  }

  present(ticketId: string): Present[] {
    if (this.#isAlone) return [];
    if (ticketId === id(12, 0)) {
      return [
        { id: member(1), state: "typing", draft: "o condomínio é R$ 540 e aceita pet" },
        { id: member(5), state: "viewing" },
      ];
    }
    return ticketId === id(12, 4) ? [{ id: member(4), state: "typing", draft: "o contrato já está pronto para" }] : [];
  }
  contactTyping(conversationId: string): boolean {
    return !this.#isAlone && conversationId === id(11, 5);
  }
  setPresence(_ticketId: string | null, _state: PresenceState, _draft?: string): void {}

  act(wish: Wish): Promise<string> {
    this.log.push(wish);
    this.#overlay(wish);
    return Promise.resolve(newId());
  }
  actNow(wish: Wish): Promise<Settled> {
    this.log.push(wish);
    if (wish.type === "conversation.start" && "newId" in wish.contact && wish.contact.phone.endsWith("1147")) {
      return Promise.resolve({
        ok: false,
        code: "conversation_exists",
        params: { conversationId: id(11, 0), ticketId: id(12, 0) },
      });
    }
    return Promise.resolve({ ok: true, data: {} });
  }

  attach(file: Blob, name: string, extra: { voice?: boolean; duration?: number; waveform?: number[] } = {}) {
    const mediaId = newId();
    this.#urls.set(mediaId, URL.createObjectURL(file));
    const kind = file.type.startsWith("image/") ? "image" : file.type.startsWith("audio/") ? "audio" : "document";
    const media: Actions["message.send"]["media"] = {
      id: mediaId,
      kind,
      mime: file.type,
      name,
      size: file.size,
      ...extra,
    };
    return Promise.resolve(media);
  }
  mediaUrl(mediaId: string): string {
    return this.#urls.get(mediaId) ?? scene(Number(mediaId.slice(-2)));
  }
  cancelUpload(): void {}

  dismiss(actionId: string): Promise<void> {
    this.problems = this.problems.filter((problem) => problem.action.id !== actionId);
    return Promise.resolve();
  }
  replace(actionId: string, wish: Wish): Promise<string> {
    void this.dismiss(actionId);
    return this.act(wish);
  }
  discardEdits = () => Promise.resolve();
  withdraw(actionId: string): Promise<boolean> {
    const { actions, documents } = this.waiting;
    this.waiting = { actions: actions.filter((one) => one.action.id !== actionId), documents };
    return Promise.resolve(true);
  }
  olderTickets = () => Promise.resolve("end" as const);
  search(text: string): Promise<SearchHit[]> {
    const words = text.toLowerCase();
    return Promise.resolve(
      rows.filter((row) => row.contact.name.toLowerCase().includes(words)).map((row) => ({
        kind: "conversation",
        row,
      })),
    );
  }
  async searchServer(text: string) {
    return { hits: await this.search(text), before: undefined, reached: true };
  }
  occurrences = () => Promise.resolve({ messages: [], reached: true });
  resync(): Promise<void> {
    this.sync = SYNC.live;
    return Promise.resolve();
  }
  reload(): Promise<void> {
    return this.resync();
  }
  unsent(): Promise<number> {
    return Promise.resolve("waiting" in this.sync ? this.sync.waiting : 0);
  }
  signOut(): Promise<void> {
    return Promise.resolve();
  }

  #overlay(wish: Wish): void {
    if (wish.type === "message.send" || wish.type === "message.internal") {
      const isInternal = wish.type === "message.internal";
      this.#sent = [...this.#sent, local(wish, isInternal)];
    }
    if (!("ticketId" in wish)) return;
    const closed = {
      status: "closed",
      agent_id: null,
      department_id: null,
      closed_at: new Date(this.now).toISOString(),
      closed_by: me.id,
    } as const;
    const change = {
      "ticket.take": { status: "in_progress", agent_id: me.id },
      "ticket.pause": { status: "paused" },
      "ticket.resume": { status: "in_progress" },
      "ticket.close": closed,
      "ticket.forward_to_flow": closed,
      "ticket.return": { status: "waiting", agent_id: null },
      "ticket.reopen": { status: "in_progress", agent_id: me.id, closed_at: null },
    } as const;
    const to = Object.entries(change).find(([type]) => type === wish.type)?.[1];
    if (!to) return;
    this.#rows = this.#rows.map((row) =>
      row.ticket.id === wish.ticketId ? { ...row, pending: true, ticket: { ...row.ticket, ...to } } : row
    );
  }

  #queue(): void {
    this.waiting = sampleQueue();
    this.#sent = [
      waiting(
        0,
        "14:34",
        "Pega sim, Marina! Ela é voltada para o nascente: sol até umas 10h30. Sábado às 9h30 a Tainá te espera na portaria. O condomínio é R$ 540 e aceita pet de pequeno porte 🐶",
        "pending",
      ),
      waiting(1, "14:36", "Mando a planta com medidas também", "pending"),
    ];
    this.#rows = rows.map((row, n) => (n < 2 ? { ...row, pending: true } : row));
  }

  #hold(): void {
    this.#sent = [
      {
        ...waiting(0, "14:34", "Pega sim, Marina! Ela é voltada para o nascente: sol até umas 10h30.", "held"),
        id: id(13, 501),
      },
    ];
    this.#rows = rows.map((row, n) => (n < 2 ? { ...row, held: 1 } : row));
    this.problems = problems(this.now);
  }
}
