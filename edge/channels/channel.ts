/**
 * What a channel is. Every adapter (edge/channels/<kind>/) keeps these promises and passes tests/contract/channels.
 * Adapters know the provider's protocol and nothing else: no database, no HTTP server, no other channel.
 */
import type { Inbound, InboundMedia, Outbound, SendOutcome } from "@domain/inbound.ts";
import type { Channel as ChannelKind } from "@domain/channel.ts";

/** One connection as an adapter sees it: its public settings and its opened secrets. */
export type ConnectionConfig = {
  id: string;
  workspaceId: string;
  channel: ChannelKind;
  public: Record<string, string>;
  secrets: Record<string, string>;
};

/** The outside world, handed in. `graphUrl` is configuration (META_GRAPH_URL), never a connection's own setting. */
export type Io = {
  fetch: typeof fetch;
  signal?: AbortSignal | undefined;
  graphUrl: string;
  /** How often this was tried before: provider's pair limit asks for 4^n seconds. */
  attempt?: number | undefined;
  /** Language of the sentences `check` returns. */
  language?: "pt-BR" | "en" | undefined;
};

export type ParsedSettings =
  | { ok: true; public: Record<string, string>; secrets: Record<string, string>; address: string }
  /** `reason`: required, digits, url, origin, colour, version, boolean, too_long. */
  | { ok: false; field: string; reason: string };

/**
 * One row of the inbound journal. `key` is unique for a connection: the same news delivered twice has the same key.
 * `part` is JSON and is what `receive` gets back, possibly days later and in another process.
 * `route` is the provider's own name of the connection it is for (WhatsApp: phone_number_id), when it is not
 * the one of the path: one Meta app serves many numbers behind one webhook. Look it up among the connections of the
 * same workspace only, and drop the part when there is none.
 */
export type JournalPart = { key: string; part: unknown; route?: string | undefined };

export type FetchedMedia =
  | { ok: true; bytes: Uint8Array; mime: string; name?: string | undefined }
  /** `retry` may be tried again; `gone` (expired, deleted), `auth` and `too_large` will not change by themselves. */
  | { ok: false; reason: "retry" | "gone" | "auth" | "too_large"; text: string };

/** A template as the provider has it. `needs` names what the composer cannot fill yet; such a template cannot be sent. */
export type TemplateRow = {
  providerId: string;
  name: string;
  language: string;
  category: "UTILITY" | "MARKETING" | "AUTHENTICATION";
  status: "APPROVED" | "PENDING" | "REJECTED" | "PAUSED" | "DISABLED";
  header: string;
  body: string;
  footer: string;
  variables: string[];
  needs: ("header" | "button")[];
};

export type FetchedTemplates = { ok: true; templates: TemplateRow[] } | { ok: false; code: string; text: string };

/** Groups this connection takes part in, with their names now. */
export type FetchedGroups =
  | { ok: true; groups: { providerId: string; name: string }[] }
  | { ok: false; code: string; text: string };

export type CheckStep = { name: string; ok: boolean; ms: number; text: string };
/** `address`: what the provider says the connection is called (its phone number), to be shown to people. */
export type CheckResult = { steps: CheckStep[]; address?: string | undefined };

/** `refused` will not change by itself; `retry` may be asked again. */
export type BlockOutcome =
  | { type: "done" }
  | { type: "refused"; code: string; text: string }
  | { type: "retry"; afterMs: number; code: string; text: string };

export type ConnectionProblem = "needs_token" | "billing" | "locked";

export interface Channel {
  settings: {
    /** A secret left out of `input` stays as it was in `previous`; secrets we make ourselves are made when missing. */
    parse(
      input: Record<string, string>,
      previous?: { public: Record<string, string>; secrets: Record<string, string> },
    ): ParsedSettings;
  };
  /** The provider's GET on the webhook. */
  verify?(query: URLSearchParams, connection: ConnectionConfig): { status: number; body: string };
  /** Is this really from the provider? Over the raw bytes, in constant time. */
  authentic(headers: Headers, raw: Uint8Array, connection: ConnectionConfig): Promise<boolean>;
  /** Splits an authentic webhook into rows of the journal. Never throws: what it cannot read it returns whole. */
  split(raw: Uint8Array, connection: ConnectionConfig): JournalPart[];
  /** One journal part in our words. Lenient: fields it does not know are ignored, kinds it does not know are `unsupported`. */
  receive(part: unknown, connection: ConnectionConfig): Inbound[];
  /** One attempt. Never throws; `unknown` whenever the provider may have taken it without our knowing. */
  send(outbound: Outbound, connection: ConnectionConfig, io: Io): Promise<SendOutcome>;
  media(media: InboundMedia, connection: ConnectionConfig, io: Io): Promise<FetchedMedia>;
  /** Best effort: a receipt that does not arrive is nobody's loss, so failures are swallowed. */
  markRead?(providerMessageId: string, connection: ConnectionConfig, io: Io, typing: boolean): Promise<void>;
  /** The provider's own block list, where there is one: who is on it cannot write to us. Safe to repeat. */
  setBlocked?(to: Outbound["to"], isBlocked: boolean, connection: ConnectionConfig, io: Io): Promise<BlockOutcome>;
  templates?(connection: ConnectionConfig, io: Io): Promise<FetchedTemplates>;
  groups?(connection: ConnectionConfig, io: Io): Promise<FetchedGroups>;
  check(connection: ConnectionConfig, io: Io): Promise<CheckResult>;
  /** Does this failure's code say something about the whole connection? Then stop its queue and tell the team. */
  problem(code: string): ConnectionProblem | undefined;
}
