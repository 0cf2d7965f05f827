/** What the emulated Meta knows. One business number, its customers, its templates, its media. */

export type Options = {
  appSecret: string;
  accessToken: string;
  verifyToken: string;
  phoneNumberId: string;
  wabaId: string;
  /** As people read it: `+55 31 90000-0101`. */
  displayPhone: string;
  businessName: string;
  /** 131047 in the answer, or later in a failed status. */
  windowError: "answer" | "status";
  /** A number that is none of our customers: fail it (131026), or make it one. */
  unknownNumbers: "fail" | "create";
  /** Delivered by itself as soon as sent. */
  autoDeliver: boolean;
  /** Waits between the tries of a webhook that was not answered with 200, ms; the last one repeats. */
  retryDelaysMs: number[];
};

export type KeptMedia = {
  id: string;
  bytes: Uint8Array;
  mime: string;
  name: string;
  /** On the emulator's clock. */
  at: number;
  /** Received by the business: 7 days; uploaded by it: 30. */
  from: "customer" | "business";
};

export type PhoneMessage = {
  id: string;
  from: "customer" | "business";
  kind: string;
  text: string;
  mediaId?: string;
  mime?: string;
  name?: string;
  voice?: boolean;
  quoteId?: string;
  status: "sending" | "sent" | "delivered" | "read" | "failed";
  /** Emoji the other side or oneself put on it. */
  reactions: { customer?: string; business?: string };
  at: number;
  callbackData?: string;
  /** In a group: which customer wrote it. */
  authorId?: string;
};

/** A group that the business takes part in (Groups API): at most eight people and itself. */
export type Group = {
  /** Meta's own form of it: letters and digits, no phone number. */
  id: string;
  subject: string;
  /** Ids of its customers. */
  memberIds: string[];
  createdAt: number;
  /** When anybody last wrote in it: one window for all (Groups API, pricing). */
  wroteAt?: number;
  messages: PhoneMessage[];
};

export type Customer = {
  id: string;
  name: string;
  /** WhatsApp's own form of the number, digits; older Brazilian ones without the ninth. Absent: only a user name. */
  waId?: string;
  userId: string;
  /** When this person last wrote, on the emulator's clock: the window is 24 h from here. */
  wroteAt?: number;
  typingUntil: number;
  /** On the business's block list: nothing of theirs reaches it. */
  isBlocked?: boolean;
  messages: PhoneMessage[];
};

export type Template = {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
  parameter_format: "POSITIONAL" | "NAMED";
  components: {
    type: string;
    format?: string;
    text?: string;
    buttons?: { type: string; text: string; url?: string }[];
  }[];
};

/** Every POST of a message that was accepted, so that a test can prove each went out exactly once. */
export type Sent = {
  wamid: string;
  customerId: string;
  callbackData?: string;
  body: Record<string, unknown>;
  at: number;
};

export type LogLine = { at: number; way: "in" | "again" | "out"; what: string; detail: string; result: string };

/** What the next POST of a message meets. */
export type NextFault =
  | "window"
  | "rate"
  | "pair"
  | "token"
  | "server_error"
  /** Accepted, and the answer breaks off in the middle. */
  | "cut"
  /** Not accepted, and the connection hangs until the caller gives up. */
  | "timeout"
  /** Accepted, and hangs. */
  | "timeout_accepted"
  /** A gateway's HTML page with status 502; not accepted. */
  | "bad_gateway";

export type Faults = {
  next: NextFault[];
  /** Every webhook twice. */
  duplicate: boolean;
  /** `read` and `delivered` before `sent`. */
  reorder: boolean;
  /** Share of webhooks whose first try is lost on the way (then repeated), 0–100. */
  lossPercent: number;
  delayMs: number;
  /** Statuses leave before the answer to the POST. */
  statusBeforeAnswer: boolean;
  /** Fields nobody has documented. */
  unknownFields: boolean;
  /** Webhooks wait until `flush()` and go as one batch. */
  hold: boolean;
};

export class State {
  readonly customers: Customer[] = [];
  readonly groups: Group[] = [];
  readonly media = new Map<string, KeptMedia>();
  readonly templates: Template[] = sampleTemplates();
  readonly sent: Sent[] = [];
  readonly attempts: { path: string; body: unknown; result: string }[] = [];
  readonly log: LogLine[] = [];
  readonly faults: Faults = {
    next: [],
    duplicate: false,
    reorder: false,
    lossPercent: 0,
    delayMs: 0,
    statusBeforeAnswer: false,
    unknownFields: true,
    hold: false,
  };
  isTokenExpired = false;
  isSubscribed = false;
  #offset = 0;
  #listeners = new Set<() => void>();

  constructor(readonly options: Options) {}

  /** The emulator's clock, which `advance` moves. Webhooks carry the real time: the server's clock cannot be moved. */
  now(): number {
    return Date.now() + this.#offset;
  }

  advance(hours: number): void {
    this.#offset += hours * 3_600_000;
    this.changed();
  }

  isWindowOpen({ wroteAt }: Pick<Customer | Group, "wroteAt">): boolean {
    return wroteAt !== undefined && this.now() - wroteAt < 24 * 3_600_000;
  }

  note(line: Omit<LogLine, "at">): void {
    this.log.push({ at: Date.now(), ...line });
    if (this.log.length > 200) this.log.splice(0, this.log.length - 200);
    this.changed();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

let counter = 0;
export function newWamid(): string {
  const random = crypto.getRandomValues(new Uint8Array(12));
  return `wamid.${btoa(String.fromCharCode(...random)).replace(/[+/]/g, "A")}${(++counter).toString(36).toUpperCase()}`;
}

function sampleTemplates(): Template[] {
  const base = { language: "pt_BR", status: "APPROVED", category: "UTILITY" } as const;
  return [
    {
      ...base,
      id: "9001",
      name: "retomar_conversa",
      parameter_format: "POSITIONAL",
      components: [
        {
          type: "BODY",
          text: "Olá, {{1}}! Ficou uma conversa nossa em aberto sobre {{2}}. Podemos continuar por aqui?",
        },
        { type: "FOOTER", text: "Responda SAIR para não receber mais" },
      ],
    },
    {
      ...base,
      id: "9002",
      name: "lembrete_visita",
      parameter_format: "NAMED",
      components: [
        { type: "HEADER", format: "TEXT", text: "Lembrete de visita" },
        { type: "BODY", text: "Oi, {{nome}}. Sua visita está marcada para {{data}}, às {{hora}}. Confirma?" },
        {
          type: "BUTTONS",
          buttons: [{ type: "QUICK_REPLY", text: "Confirmar" }, { type: "QUICK_REPLY", text: "Remarcar" }],
        },
      ],
    },
    {
      ...base,
      id: "9003",
      name: "aviso_geral",
      parameter_format: "POSITIONAL",
      components: [{ type: "BODY", text: "Voltamos a atender hoje, das 8h às 18h. Quando quiser, é só responder." }],
    },
    {
      ...base,
      id: "9004",
      name: "promo_condominio",
      status: "PENDING",
      category: "MARKETING",
      parameter_format: "POSITIONAL",
      components: [{
        type: "BODY",
        text: "{{1}}, dois meses de condomínio grátis para quem fechar até {{2}} conosco.",
      }],
    },
  ];
}
