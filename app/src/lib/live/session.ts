/** Who is signed in, also without network: the last answer of `GET /api/me` is kept, so that the app opens offline. */
import { MIRROR_VERSION } from "@domain/feed.ts";
import type { Actor } from "@domain/policy.ts";
import type { Row } from "@domain/rows.ts";
import { get, post } from "../api/client.ts";
import type { Me } from "./desk_api.ts";
import { openStore } from "./open_store.ts";

export type Session = {
  me: Me;
  /** Server's clock minus ours, ms. */
  clockOffset: number;
  /** The server is newer than this page. */
  old: boolean;
};
type MeAnswer = {
  member: Row<"members">;
  workspace: Row<"workspaces">;
  actor: Actor;
  mirrorVersion: number;
  serverTime: string | number;
};

/** A server that does not answer must not keep a known member waiting; the feed finds out later who is signed in. */
const PATIENCE_MS = 1_500;
const FIRST_PATIENCE_MS = 20_000;

/** `ended`: somebody was signed in here, and the server knows of it no more. */
export type Opening = { kind: "in"; session: Session } | { kind: "out"; isEnded: boolean };

/** Who is signed in, or that somebody has to. Throws StorageRefused. */
export async function loadSession(): Promise<Opening> {
  if (await take("signed_out")) {
    // Signed out while offline: the server hears of it before anything else.
    const answer = await post("/api/auth/sign-out");
    if (!answer.ok && answer.code === "offline") {
      await keep("signed_out", true);
      return { kind: "out", isEnded: false };
    }
  }
  const known = await read("session");
  const answer = await get<MeAnswer>("/api/me", AbortSignal.timeout(known ? PATIENCE_MS : FIRST_PATIENCE_MS));
  if (answer.ok) {
    const session = sessionOf(answer.data);
    await keep("session", session);
    return { kind: "in", session };
  }
  if (answer.status === 401) {
    await drop("session");
    return { kind: "out", isEnded: known !== undefined };
  }
  return known ? { kind: "in", session: known } : { kind: "out", isEnded: false };
}

/** Tells the server, now or at the next start with network. */
export async function endSession(): Promise<void> {
  await drop("session");
  const answer = await post("/api/auth/sign-out");
  if (!answer.ok && answer.status !== 401) await keep("signed_out", true);
}

/** The session ended by itself: what is unsent stays on disk for the next sign-in of the same member. */
export async function forgetSession(): Promise<void> {
  await drop("session");
}

function sessionOf({ member, workspace, actor, mirrorVersion, serverTime }: MeAnswer): Session {
  const { id, name, email, colour } = member;
  return {
    me: { id, name, email, colour, actor, workspaceId: workspace.id },
    clockOffset: new Date(serverTime).getTime() - Date.now(),
    old: mirrorVersion > MIRROR_VERSION,
  };
}

type Kept = { session: Session; signed_out: boolean };

function open() {
  return openStore<{ kv: { key: string; value: Kept[keyof Kept] } }>("mutirao", 1, {
    upgrade: (db) => void db.createObjectStore("kv"),
  });
}

async function keep<K extends keyof Kept>(key: K, value: Kept[K]): Promise<void> {
  const db = await open();
  // A full disk costs the next start without network, not this one.
  await db.put("kv", value, key).catch((cause) => console.warn("session: not kept", cause));
  db.close();
}

async function read<K extends keyof Kept>(key: K): Promise<Kept[K] | undefined> {
  const db = await open();
  const value = await db.get("kv", key);
  db.close();
  // Each key is written by `keep` above only.
  return value as Kept[K] | undefined;
}

async function drop(key: keyof Kept): Promise<void> {
  const db = await open();
  await db.delete("kv", key);
  db.close();
}

async function take<K extends keyof Kept>(key: K): Promise<Kept[K] | undefined> {
  const value = await read(key);
  if (value !== undefined) await drop(key);
  return value;
}
