import * as z from "zod/mini";
import type { LiveEvent } from "@domain/feed.ts";
import { IdSchema } from "@domain/id_schema.ts";
import { type Actor, canSeeConversation, type Placed } from "@domain/policy.ts";
import { type Bus, publishJson, subscribeJson } from "../bus/bus.ts";
import { Online } from "./online.ts";
import { type Here, Whereabouts } from "./whereabouts.ts";

const SWEEP_MS = 10_000;
/** Every node tells the others all who are connected to it this often; in between, who comes and who goes. */
const ANNOUNCE_MS = 15_000;

const PlaceSchema = z.object({ agent_id: z.nullable(IdSchema), department_id: z.nullable(IdSchema) });
const HereSchema = z.object({
  workspaceId: IdSchema,
  memberId: IdSchema,
  clientId: z.string(),
  ticketId: z.nullable(IdSchema),
  at: z.nullable(PlaceSchema),
  state: z.enum(["viewing", "typing", "internal"]),
  draft: z.optional(z.string()),
});
const OnlineSchema = z.object({ node: z.string(), workspaceId: IdSchema, memberIds: z.array(IdSchema) });
const ComingSchema = z.object({ node: z.string(), workspaceId: IdSchema, memberId: IdSchema, isHere: z.boolean() });
const TypingSchema = z.object({ workspaceId: IdSchema, conversationId: IdSchema, at: PlaceSchema, until: z.number() });

type Listener = { workspaceId: string; actor: Actor; send(event: LiveEvent): void };
type HearTyping = (ticketId: string, memberId: string) => void;

export type Presence = {
  /** Tells a listener everything that is so now, then every change it may see. */
  listen(listener: Listener): () => void;
  here(here: Here): void;
  contactTyping(typing: z.infer<typeof TypingSchema>): void;
  /** Members who begin writing to a customer of this workspace, for the customer's own screen. */
  listenTyping(workspaceId: string, hear: HearTyping): () => void;
  stop(): void;
};

/**
 * Who is in which ticket and who is online: light events, latest only, never stored (design.md §5). Every node holds all
 * of it, fed by the bus, and sends each member what they may see. An event costs what its workspace's listeners on this
 * node cost; other workspaces and what has not changed cost nothing.
 */
export async function startPresence(bus: Bus, node: string): Promise<Presence> {
  const listeners = new Groups<Listener>();
  const typers = new Groups<HearTyping>();
  /** Feeds of this node, by workspace and member. */
  const feeds = new Map<string, Map<string, number>>();
  const online = new Online();
  const whereabouts = new Whereabouts(tellPlaced);

  function tellPlaced(workspaceId: string, at: Placed, event: LiveEvent): void {
    for (const listener of listeners.of(workspaceId)) {
      if (canSeeConversation(listener.actor, at)) listener.send(event);
    }
  }

  function tellOnline(workspaceId: string, { came, went }: { came: string[]; went: string[] }): void {
    if (came.length + went.length === 0) return;
    for (const listener of listeners.of(workspaceId)) listener.send({ type: "online_changed", came, went });
  }

  /** Said by the first feed of a member here and by the end of the last. */
  function countFeed(workspaceId: string, memberId: string, by: 1 | -1): void {
    const members = feeds.get(workspaceId) ?? new Map<string, number>();
    const count = (members.get(memberId) ?? 0) + by;
    if (count > 0) members.set(memberId, count);
    else members.delete(memberId);
    if (members.size > 0) feeds.set(workspaceId, members);
    else feeds.delete(workspaceId);
    if (count === (by === 1 ? 1 : 0)) {
      publishJson(bus, "presence.coming", { node, workspaceId, memberId, isHere: by === 1 });
    }
  }

  const ends = await Promise.all([
    subscribeJson(bus, "presence.here", (message) => {
      const here = HereSchema.parse(message);
      if (here.state === "typing" && here.ticketId !== null) {
        for (const hear of typers.of(here.workspaceId)) hear(here.ticketId, here.memberId);
      }
      whereabouts.hear(here, Date.now());
    }),
    subscribeJson(bus, "presence.online", (message) => {
      const { node, workspaceId, memberIds } = OnlineSchema.parse(message);
      tellOnline(workspaceId, online.all(node, workspaceId, memberIds, Date.now()));
    }),
    subscribeJson(bus, "presence.coming", (message) => {
      const { node, workspaceId, memberId, isHere } = ComingSchema.parse(message);
      tellOnline(workspaceId, online.one(node, workspaceId, memberId, isHere, Date.now()));
    }),
    subscribeJson(bus, "presence.typing", (message) => {
      const { workspaceId, conversationId, at, until } = TypingSchema.parse(message);
      tellPlaced(workspaceId, at, { type: "contact_typing", conversationId, until });
    }),
  ]);
  const sweeping = setInterval(() => {
    whereabouts.forget(Date.now());
    for (const [workspaceId, went] of online.forget(Date.now())) tellOnline(workspaceId, { came: [], went });
  }, SWEEP_MS);
  const announcing = setInterval(() => {
    for (const [workspaceId, members] of feeds) {
      publishJson(bus, "presence.online", { node, workspaceId, memberIds: [...members.keys()] });
    }
  }, ANNOUNCE_MS);

  return {
    listen(listener) {
      const { workspaceId, actor } = listener;
      const end = listeners.add(workspaceId, listener);
      listener.send({ type: "online", memberIds: online.in(workspaceId) });
      for (const { at, event } of whereabouts.in(workspaceId)) if (canSeeConversation(actor, at)) listener.send(event);
      countFeed(workspaceId, actor.id, 1);
      return () => {
        end();
        countFeed(workspaceId, actor.id, -1);
      };
    },
    here: (here) => publishJson(bus, "presence.here", here),
    listenTyping: (workspaceId, hear) => typers.add(workspaceId, hear),
    contactTyping: (typing) => publishJson(bus, "presence.typing", typing),
    stop() {
      clearInterval(sweeping);
      clearInterval(announcing);
      ends.forEach((end) => end());
    },
  };
}

/** Things by workspace; what `add` answers takes its thing out again. */
class Groups<T> {
  readonly #groups = new Map<string, Set<T>>();

  add(workspaceId: string, thing: T): () => void {
    const group = this.#groups.get(workspaceId) ?? new Set<T>();
    this.#groups.set(workspaceId, group.add(thing));
    return () => {
      group.delete(thing);
      if (group.size === 0 && this.#groups.get(workspaceId) === group) this.#groups.delete(workspaceId);
    };
  }

  of(workspaceId: string): Iterable<T> {
    return this.#groups.get(workspaceId) ?? [];
  }
}
