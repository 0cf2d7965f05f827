import assert from "node:assert/strict";
import type { Row } from "@domain/rows.ts";
import type { ThreadMessage } from "#lib/live/thread_api.ts";
import { threadItems } from "./thread_items.ts";

const said = (id: string, time: string, change: Partial<ThreadMessage> = {}): ThreadMessage => ({
  id,
  deleted_at: null,
  conversation_id: "c",
  ticket_id: "t",
  direction: "in",
  kind: "text",
  body: "oi",
  media: null,
  template: null,
  quote_id: null,
  member_id: null,
  sender_id: null,
  sender_name: null,
  status: "received",
  error_code: null,
  error_text: null,
  reactions: {},
  tag_ids: [],
  created_at: `2026-11-${time}`,
  composed_at: null,
  ...change,
});
const happened = (id: string, type: string, time: string): Row<"events"> => ({
  id,
  deleted_at: null,
  conversation_id: "c",
  ticket_id: "t",
  contact_id: null,
  type,
  actor_kind: "member",
  actor_id: "a",
  at: `2026-11-${time}`,
  before: {},
  after: {},
});
const photo = { id: "p", kind: "image" as const, mime: "image/jpeg", name: "f.jpg", size: 1 };
const dayOf = (at: string) => at.slice(0, 10);
const kinds = (items: ReturnType<typeof threadItems>) => items.map((item) => item.kind);

Deno.test("threadItems() groups one author's messages and starts anew after ten minutes", () => {
  const items = threadItems(
    [said("1", "19T10:00:00Z"), said("2", "19T10:05:00Z"), said("3", "19T10:20:00Z")],
    [],
    dayOf,
  );
  assert.deepEqual(kinds(items), ["day", "group", "group"]);
  assert.equal(items[1]?.kind === "group" && items[1].bubbles.length, 2);
});

Deno.test("in a group each one's messages stand under their own name (STS-12)", () => {
  const by = (id: string, name: string) => ({ sender_id: id, sender_name: name });
  const items = threadItems(
    [
      said("1", "19T10:00:00Z", by("a", "Ana")),
      said("2", "19T10:01:00Z", by("a", "Ana")),
      said("3", "19T10:02:00Z", by("b", "Bia")),
    ],
    [],
    dayOf,
  );
  const runs = items.flatMap((item) => item.kind === "group" ? [[item.sender?.name, item.bubbles.length]] : []);
  assert.deepEqual(runs, [["Ana", 2], ["Bia", 1]]);
});

Deno.test("threadItems() joins photos without words into one album, the caption ends it", () => {
  const shot = (id: string, body = "") => said(id, "19T10:00:00Z", { kind: "image", media: photo, body });
  const items = threadItems([shot("1"), shot("2"), shot("3", "a varanda"), shot("4")], [], dayOf);
  const group = items[1];
  assert.ok(group?.kind === "group");
  assert.deepEqual(group.bubbles.map((bubble) => bubble.messages.length), [3, 1]);
});

Deno.test("threadItems() tells events in their place, joined, and leaves the panel's ones out", () => {
  const items = threadItems(
    [said("1", "19T10:00:00Z"), said("2", "20T10:00:00Z")],
    [
      happened("z", "ticket_closed", "20T11:00:00Z"),
      happened("y", "ticket_viewed", "19T10:30:00Z"),
      happened("b", "ticket_taken", "19T09:59:00Z"),
      happened("a", "ticket_opened", "19T09:58:00Z"),
    ],
    dayOf,
    "2",
  );
  assert.deepEqual(kinds(items), ["day", "system", "group", "day", "unread", "group", "system"]);
  assert.ok(items[1]?.kind === "system");
  assert.deepEqual(items[1].events.map((event) => event.id), ["a", "b"]);
});

Deno.test("threadItems() keeps events of messages that are not loaded out", () => {
  const items = threadItems(
    [said("1", "19T10:00:00Z")],
    [happened("a", "ticket_opened", "18T10:00:00Z")],
    dayOf,
    undefined,
    true,
  );
  assert.deepEqual(kinds(items), ["day", "group"]);
});
