import { Provider } from "@sync/client/provider.ts";
import { MemoryStore } from "../../sync/rig/memory_store.ts";
import { waitFor } from "../../support/waiting.ts";
import type { Client } from "../harness/client.ts";

/** A board open in a member's browser: our own provider over a real socket. */
export class BoardTab {
  readonly store = new MemoryStore();
  readonly provider: Provider;
  #socket: WebSocket | undefined;
  #isCut = false;

  constructor(of: Client, boardId: string) {
    const url = `${of.url.replace("http", "ws")}/sync/board/${boardId}`;
    this.provider = new Provider({
      ref: { kind: "board", id: boardId },
      store: this.store,
      openSocket: () => {
        const there = this.#isCut ? "ws://127.0.0.1:9" : url;
        const headers = { origin: of.url, cookie: `session=${of.cookie}` };
        return this.#socket = new WebSocket(there, { headers } as never);
      },
      onState: () => {},
      onForked: () => {},
    });
  }

  get doc() {
    return this.provider.doc;
  }

  /** With the code it was sent away with, if it was. */
  async open(): Promise<number | undefined> {
    await this.provider.open();
    const state = await waitFor("an answer", () => {
      const { state } = this.provider;
      return state.type === "live" || state.type === "stopped" ? state : undefined;
    });
    return state.type === "stopped" ? state.code : undefined;
  }

  async saved(): Promise<void> {
    await waitFor("saved", () => {
      const { state } = this.provider;
      return state.type === "live" && state.unsaved === 0 || undefined;
    });
  }

  get write(): readonly string[] {
    const { state } = this.provider;
    return state.type === "live" ? state.write : [];
  }

  /** No network from now on. */
  cut(): void {
    this.#isCut = true;
    this.#socket?.close();
  }
  join(): void {
    this.#isCut = false;
    this.provider.reconnect();
  }

  close(): Promise<void> {
    return this.provider.close();
  }
}
