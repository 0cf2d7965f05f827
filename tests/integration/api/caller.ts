import assert from "node:assert/strict";
import type { ActionResult } from "@domain/action.ts";
import { newId } from "@domain/ids.ts";
import type { Client } from "../harness/client.ts";

export type Call = { body?: unknown; raw?: BodyInit; headers?: Record<string, string> };

/** A program of somebody's that knows a token and nothing else: no cookie, no Origin. */
export class Caller {
  constructor(readonly url: string, readonly token: string, readonly tokenId = "") {}

  async fetch(method: string, path: string, call: Call = {}): Promise<Response> {
    const json = call.body !== undefined;
    return await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(json ? { "content-type": "application/json" } : {}),
        ...call.headers,
      },
      body: call.raw ?? (json ? JSON.stringify(call.body) : null),
    });
  }

  // deno-lint-ignore no-explicit-any -- tests read what they then assert on
  async json(method: string, path: string, body?: unknown): Promise<any> {
    const response = await this.fetch(method, path, { body });
    const text = await response.text();
    assert.equal(response.status, 200, `${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  /** The status and the code of a refusal. */
  async refusal(method: string, path: string, call: Call = {}): Promise<[number, string]> {
    const response = await this.fetch(method, path, call);
    const text = await response.text();
    assert.ok(response.status >= 400, `${method} ${path} was not refused: ${response.status} ${text}`);
    return [response.status, JSON.parse(text).code];
  }

  async act(type: string, input: Record<string, unknown>): Promise<ActionResult> {
    const action = { id: newId(), composedAt: new Date().toISOString(), type, ...input };
    return (await this.json("POST", "/actions", { actions: [action] })).results[0];
  }
}

/** A member makes a token, as in the settings, and gives it to a program. */
export async function callerOf(member: Client, name = "Integração"): Promise<Caller> {
  const tokenId = newId();
  const { data } = await member.done("token.create", { tokenId, name });
  return new Caller(member.url, String(data?.token), tokenId);
}
