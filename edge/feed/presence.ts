import * as z from "zod/mini";
import type { LiveEvent } from "@domain/feed.ts";
import { IdSchema } from "@domain/ids.ts";
import { type Actor, canSeeConversation } from "@domain/policy.ts";
import { type Bus, publishJson, subscribeJson } from "../bus/bus.ts";

/** Forgotten when nothing is heard for this long (a browser that was killed says nothing). */
const FORGET_MS = 45_000;
const SWEEP_MS = 10_000;
/** Every node tells the others who is connected to it this often. */
const ANNOUNCE_MS = 15_000;

const PlaceSchema = z.object({ agent_id: z.nullable(IdSchema), department_id: z.nullable(IdSchema) });
const HereSchema = z.object({
  workspaceId: IdSchema,
  memberId: IdSchema,
  clientId: z.string(),
  /** Where this tab was before and is now. */
  left: z.nullable(IdSchema),
  ticketId: z.nullable(IdSchema),
  at: z.nullable(PlaceSchema),
  state: z.enum(["viewing", "typing", "internal"]),
  draft: z.optional(z.string()),
});
type Here = z.infer<typeof HereSchema>;
const OnlineSchema = z.object({ node: z.string(), workspaceId: IdSchema, memberIds: z.array(IdSchema) });
const TypingSchema = z.object({ workspaceId: IdSchema, conversationId: IdSchema, at: PlaceSchema, until: z.number() });

type Listener = { workspaceId: string; actor: Actor; send(event: LiveEvent): void };
type Entry = Here & { until: number };

export type Presence = {
  /** Tells a listener everything that is so now, then every change it may see. */
  listen(listener: Listener): () => void;
  here(here: Here): void;
  contactTyping(typing: z.infer<typeof TypingSchema>): void;
  /** Members who begin writing to a customer of this workspace, for the customer's own screen. */
  listenTyping(workspaceId: string, hear: (ticketId: string, memberId: string) => void): () => void;
  stop(): void;
};

/**
 * Who is in which ticket and who is online: light events, latest only, never stored (design.md §5). Every node holds all
 * of it, fed by the bus, and sends each member what they may see.
 */
export async function startPresence(bus: Bus, node: string): Promise<Presence> {
  const listeners = new Set<Listener>();
  const tickets = new Map<string, Map<string, Entry>>();
  const typers = new Set<{ workspaceId: string; hear: (ticketId: string, memberId: string) => void }>();
  const online = new Map<string, { until: number; workspaceId: string; memberIds: string[] }>();

  const ends = await Promise.all([
    subscribeJson(bus, "presence.here", (message) => hear(HereSchema.parse(message))),
    subscribeJson(bus, "presence.online", (message) => {
      const { node, workspaceId, memberIds } = OnlineSchema.parse(message);
      online.set(`${node}/${workspaceId}`, { until: Date.now() + 3 * ANNOUNCE_MS, workspaceId, memberIds });
      tellOnline(workspaceId);
    }),
    subscribeJson(bus, "presence.typing", (message) => {
      const { workspaceId, conversationId, at, until } = TypingSchema.parse(message);
      for (const listener of listeners) {
        if (listener.workspaceId === workspaceId && canSeeConversation(listener.actor, at)) {
          listener.send({ type: "contact_typing", conversationId, until });
        }
      }
    }),
  ]);
  const sweeping = setInterval(sweep, SWEEP_MS);
  const announcing = setInterval(() => {
    for (const workspaceId of new Set([...listeners].map((listener) => listener.workspaceId))) announce(workspaceId);
  }, ANNOUNCE_MS);

  function hear(here: Here): void {
    if (here.state === "typing" && here.ticketId !== null) {
      for (const typer of typers) if (typer.workspaceId === here.workspaceId) typer.hear(here.ticketId, here.memberId);
    }
    for (const ticketId of new Set([here.left, here.ticketId])) {
      if (ticketId === null) continue;
      const entries = tickets.get(ticketId) ?? new Map<string, Entry>();
      const before = entries.get(here.clientId);
      if (ticketId === here.ticketId) entries.set(here.clientId, { ...here, until: Date.now() + FORGET_MS });
      else entries.delete(here.clientId);
      if (entries.size === 0) tickets.delete(ticketId);
      else tickets.set(ticketId, entries);
      if (ticketId === here.ticketId && before && before.state === here.state && before.draft === here.draft) continue;
      tellTicket(here.workspaceId, ticketId, here.at ?? before?.at ?? null);
    }
  }

  function membersOf(ticketId: string): Extract<LiveEvent, { type: "presence" }>["members"] {
    const byMember = new Map<string, Extract<LiveEvent, { type: "presence" }>["members"][number]>();
    for (const entry of tickets.get(ticketId)?.values() ?? []) {
      const known = byMember.get(entry.memberId);
      if (known && known.state !== "viewing") continue;
      byMember.set(entry.memberId, {
        id: entry.memberId,
        state: entry.state,
        ...(entry.draft ? { draft: entry.draft } : {}),
      });
    }
    return [...byMember.values()];
  }

  function tellTicket(workspaceId: string, ticketId: string, at: Here["at"]): void {
    const event: LiveEvent = { type: "presence", ticketId, members: membersOf(ticketId) };
    for (const listener of listeners) {
      if (listener.workspaceId === workspaceId && at && canSeeConversation(listener.actor, at)) listener.send(event);
    }
  }

  function onlineIn(workspaceId: string): LiveEvent {
    const memberIds = new Set<string>();
    for (const entry of online.values()) {
      if (entry.workspaceId === workspaceId) entry.memberIds.forEach((id) => memberIds.add(id));
    }
    return { type: "online", memberIds: [...memberIds] };
  }

  function tellOnline(workspaceId: string): void {
    const event = onlineIn(workspaceId);
    for (const listener of listeners) if (listener.workspaceId === workspaceId) listener.send(event);
  }

  function announce(workspaceId: string): void {
    const memberIds = [
      ...new Set(
        [...listeners].filter((listener) => listener.workspaceId === workspaceId).map((listener) => listener.actor.id),
      ),
    ];
    publishJson(bus, "presence.online", { node, workspaceId, memberIds });
  }

  function sweep(): void {
    const now = Date.now();
    for (const entries of tickets.values()) {
      for (const entry of entries.values()) {
        if (entry.until < now) hear({ ...entry, left: entry.ticketId, ticketId: null });
      }
    }
    for (const [key, entry] of online) {
      if (entry.until < now && online.delete(key)) tellOnline(entry.workspaceId);
    }
  }

  return {
    listen(listener) {
      listeners.add(listener);
      announce(listener.workspaceId);
      listener.send(onlineIn(listener.workspaceId));
      for (const [ticketId, entries] of tickets) {
        const [any] = entries.values();
        if (any?.workspaceId === listener.workspaceId && any.at && canSeeConversation(listener.actor, any.at)) {
          listener.send({ type: "presence", ticketId, members: membersOf(ticketId) });
        }
      }
      return () => {
        listeners.delete(listener);
        announce(listener.workspaceId);
      };
    },
    here: (here) => publishJson(bus, "presence.here", here),
    listenTyping(workspaceId, hear) {
      const typer = { workspaceId, hear };
      typers.add(typer);
      return () => void typers.delete(typer);
    },
    contactTyping: (typing) => publishJson(bus, "presence.typing", typing),
    stop() {
      clearInterval(sweeping);
      clearInterval(announcing);
      ends.forEach((end) => end());
    },
  };
}
