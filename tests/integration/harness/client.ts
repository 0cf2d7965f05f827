import assert from "node:assert/strict";
import { type ActionResult, ACTIONS, type ActionType } from "@domain/action.ts";
import type { ErrorCode, ErrorParams } from "@domain/error.ts";
import { newId } from "@domain/ids.ts";
import type { Actor } from "@domain/policy.ts";
import type * as z from "zod/mini";
import { Mirror } from "./mirror.ts";

export const PASSWORD = "correct horse battery";
type Done = Extract<ActionResult, { status: "done" }>;
type Refused = Extract<ActionResult, { status: "refused" }>;
type Input<T extends ActionType> = Omit<z.input<(typeof ACTIONS)[T]>, "id" | "type" | "composedAt">;
type Once = { id?: string; composedAt?: string };
type Call = {
  body?: unknown;
  raw?: BodyInit;
  headers?: Record<string, string>;
  origin?: string | null;
  cookie?: string | null;
};

/** A browser of one person: its cookie, the Origin of our own pages, and a mirror fed by the feed. */
export class Client {
  cookie: string | undefined;
  memberId = "";
  workspaceId = "";
  name = "";
  actor: Actor = { id: "", permissions: [], departmentIds: [] };
  #mirror: Mirror | undefined;

  constructor(readonly url: string) {}

  get mirror(): Mirror {
    assert.ok(this.#mirror, "follow() comes first");
    return this.#mirror;
  }

  async fetch(method: string, path: string, call: Call = {}): Promise<Response> {
    const headers = new Headers(call.headers);
    const origin = call.origin === undefined ? this.url : call.origin;
    if (origin !== null) headers.set("origin", origin);
    const cookie = call.cookie === undefined ? this.cookie : call.cookie;
    if (cookie) headers.set("cookie", `session=${cookie}`);
    if (call.body !== undefined) headers.set("content-type", "application/json");
    const response = await fetch(this.url + path, {
      method,
      headers,
      redirect: "manual",
      body: call.raw ?? (call.body === undefined ? null : JSON.stringify(call.body)),
    });
    const set = /(?:^|,\s*)session=([^;]*)/.exec(response.headers.get("set-cookie") ?? "")?.[1];
    if (set !== undefined && call.cookie === undefined) this.cookie = set || undefined;
    return response;
  }

  /** Answers the JSON of a success. */
  // deno-lint-ignore no-explicit-any -- tests read what they then assert on
  async json(method: string, path: string, body?: unknown): Promise<any> {
    const response = await this.fetch(method, path, body === undefined ? {} : { body });
    const text = await response.text();
    assert.equal(response.status, 200, `${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  /** Answers what a refusal says. */
  async problem(method: string, path: string, call: Call = {}): Promise<Problem> {
    const response = await this.fetch(method, path, call);
    const text = await response.text();
    assert.ok(response.status >= 400, `${method} ${path} was not refused: ${response.status}`);
    return { status: response.status, ...JSON.parse(text) };
  }

  /** Reads who this is, after a cookie was given. */
  async signedIn(): Promise<this> {
    const me = await this.json("GET", "/api/me");
    this.memberId = me.member.id;
    this.workspaceId = me.workspace.id;
    this.name = me.member.name;
    this.actor = me.actor;
    return this;
  }

  async act<T extends ActionType>(type: T, input: Input<T> & Once): Promise<ActionResult> {
    const [result] = await this.actAll([{ id: newId(), composedAt: new Date().toISOString(), type, ...input }]);
    return result!;
  }

  async actAll(actions: unknown[]): Promise<ActionResult[]> {
    return (await this.json("POST", "/api/actions", { actions })).results;
  }

  async done<T extends ActionType>(type: T, input: Input<T> & Once): Promise<Done> {
    const result = await this.act(type, input);
    assert.equal(result.status, "done", `${type}: ${JSON.stringify(result)}`);
    return result as Done;
  }

  /** Refused with this code; answers the params. */
  async refused<T extends ActionType>(code: ErrorCode, type: T, input: Input<T> & Once): Promise<ErrorParams> {
    const result = await this.act(type, input);
    assert.equal(result.status, "refused", `${type} was not refused`);
    assert.equal((result as Refused).code, code, JSON.stringify(result));
    return (result as Refused).params;
  }

  /** A message to the customer, with nothing special about it. */
  async send(conversationId: string, text: string, more: Partial<Input<"message.send">> & Once = {}): Promise<string> {
    const messageId = newId();
    await this.done("message.send", { conversationId, messageId, text, seen: null, anyway: true, ...more });
    return messageId;
  }

  /** Opens the feed and waits until the mirror is level with the server. */
  async follow(): Promise<Mirror> {
    this.#mirror?.close();
    this.#mirror = new Mirror(this.url, () => this.cookie);
    await this.#mirror.level();
    return this.#mirror;
  }

  close(): void {
    this.#mirror?.close();
  }
}

export type Problem = { status: number; code: ErrorCode; params: ErrorParams; requestId: string | null };
