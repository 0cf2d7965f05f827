import { Hono } from "hono";
import { CustomerPhone, newUserId } from "./customers.ts";
import { GroupChat, newGroupId } from "./groups.ts";
import { graphRoutes } from "./graph_routes.ts";
import { phoneRoutes } from "./phone_routes.ts";
import {
  type Customer,
  type Faults,
  type Group,
  type LogLine,
  type Options,
  type Sent,
  State,
  type Template,
} from "./state.ts";
import { Webhooks } from "./webhooks.ts";

export type StartOptions = Partial<Options> & {
  /** 0: any free one. */
  port?: number;
  hostname?: string;
  /** The server's webhook; it is verified first, as Meta does. May be given later to `connect`. */
  webhookUrl?: string;
};

export type GraphEmulator = {
  /** Base URL: what META_GRAPH_URL (Io.graphUrl) is set to. */
  url: string;
  /** Values for the connection's settings. */
  settings: { phoneNumberId: string; wabaId: string; accessToken: string; appSecret: string; verifyToken: string };
  /** Verifies and uses a webhook address. */
  connect(webhookUrl: string): Promise<{ ok: boolean; status: number }>;
  addCustomer(
    customer?: Partial<Pick<Customer, "name" | "waId" | "userId">> & { withoutPhone?: boolean },
  ): CustomerPhone;
  customer(id: string): CustomerPhone | undefined;
  /** A group of these people and the business; who has none of it hears of it when somebody writes. */
  addGroup(subject: string, members: readonly CustomerPhone[], id?: string): GroupChat;
  groups: readonly Group[];
  customers: readonly Customer[];
  templates: Template[];
  /** Every accepted POST of a message, in order. */
  sent: readonly Sent[];
  /** Every POST of a message that was answered, also the refused ones. */
  attempts: readonly { path: string; body: unknown; result: string }[];
  log: readonly LogLine[];
  faults: Faults;
  /** Lets hours pass for windows, media and links. */
  advance(hours: number): void;
  expireToken(isExpired?: boolean): void;
  /** Sends the webhooks that `faults.hold` kept, as one batch. */
  flush(): void;
  /** Resolves when no webhook is on its way. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

const DEFAULTS: Options = {
  appSecret: "emulated-app-secret",
  accessToken: "EAAemulated",
  verifyToken: "emulated-verify-token",
  phoneNumberId: "104558220117",
  wabaId: "220117104558",
  displayPhone: "+55 31 90000-0101",
  businessName: "Beira-Serra Imóveis",
  windowError: "answer",
  unknownNumbers: "fail",
  autoDeliver: true,
  retryDelaysMs: [300, 1000, 3000, 10_000, 30_000],
};

/**
 * Meta's Graph API for WhatsApp on one's own machine: strict about what it is sent, as careless as the real one about
 * what it sends. Serves the simulated phone under `/phone`.
 */
export async function startGraphEmulator(options: StartOptions = {}): Promise<GraphEmulator> {
  const { port = 0, hostname = "127.0.0.1", webhookUrl, ...rest } = options;
  const state = new State({ ...DEFAULTS, ...rest });
  const webhooks = new Webhooks(state);
  const addCustomer: GraphEmulator["addCustomer"] = ({ withoutPhone = false, ...given } = {}) => {
    const number = `55319${80000000 + Math.floor(Math.random() * 9_999_999)}`;
    const customer: Customer = {
      id: crypto.randomUUID(),
      name: given.name ?? `Cliente ${state.customers.length + 1}`,
      ...(withoutPhone ? {} : { waId: given.waId ?? number }),
      userId: given.userId ?? newUserId(),
      typingUntil: 0,
      messages: [],
    };
    state.customers.push(customer);
    state.changed();
    return new CustomerPhone(customer, state, webhooks);
  };
  const addGroup: GraphEmulator["addGroup"] = (subject, members, id = newGroupId()) => {
    const group: Group = {
      id,
      subject,
      memberIds: members.map((one) => one.data.id),
      createdAt: state.now(),
      messages: [],
    };
    state.groups.push(group);
    state.changed();
    return new GroupChat(group, state, webhooks);
  };
  const customer = (id: string) => {
    const data = state.customers.find((one) => one.id === id);
    return data && new CustomerPhone(data, state, webhooks);
  };

  const app = new Hono();
  app.route("/phone", phoneRoutes({ state, webhooks, addCustomer, customer }));
  app.get("/", (c) => c.redirect("/phone"));
  app.route("/", graphRoutes(state, webhooks));
  const stop = new AbortController();
  const server = Deno.serve({ port, hostname, signal: stop.signal, onListen: () => {} }, app.fetch);
  const url = `http://${hostname}:${server.addr.port}`;
  if (webhookUrl) {
    const { ok, status } = await webhooks.connect(webhookUrl);
    if (!ok) {
      stop.abort();
      throw new Error(`the webhook ${webhookUrl} did not answer Meta's verification: HTTP ${status}`);
    }
  }
  const { phoneNumberId, wabaId, accessToken, appSecret, verifyToken } = state.options;
  return {
    url,
    settings: { phoneNumberId, wabaId, accessToken, appSecret, verifyToken },
    connect: (target) => webhooks.connect(target),
    addCustomer,
    customer,
    addGroup,
    groups: state.groups,
    customers: state.customers,
    templates: state.templates,
    sent: state.sent,
    attempts: state.attempts,
    log: state.log,
    faults: state.faults,
    advance: (hours) => state.advance(hours),
    expireToken: (isExpired = true) => {
      state.isTokenExpired = isExpired;
    },
    flush: () => webhooks.flush(),
    idle: () => webhooks.idle(),
    async close() {
      await webhooks.close();
      stop.abort();
      await server.finished;
    },
  };
}
