import { Mirror } from "../../integration/harness/mirror.ts";
import { waitFor } from "../../support/waiting.ts";
import type { Stage } from "../rig/stage.ts";
import { Actor } from "./actor.ts";
import { WebhookSender } from "./webhook_sender.ts";
import { Writer } from "./writer.ts";

export type Load = {
  writers: Writer[];
  actors: Actor[];
  senders: WebhookSender[];
  /** One feed of every member, through everything. */
  mirrors: Mirror[];
  /** Until every kind of work has been acknowledged once more than now: the servers do serve. */
  progress(): Promise<void>;
  /** Servers are back: whoever waited for the network need not wait longer. */
  back(): void;
  /** No new work; what was begun is brought to its end. */
  finish(): Promise<void>;
  /** What went wrong in one of its parts, told as soon as anybody waits for it. */
  failure: unknown;
};

const DOCUMENTS = 3;
const PROGRESS_MS = 120_000;

/** Everything people, customers and providers do, at once and without pause, until `finish`. Same seed, same wishes. */
export function startLoad(stage: Stage, seed: number): Load {
  const { world, door, members, stories, departments, tags } = stage;
  const documents = stories.slice(0, DOCUMENTS).flatMap((story) => [story, story]);
  const writers = documents.map(({ ticketId }, n) =>
    new Writer(`c${n}`, ticketId, members[n % members.length]!, door, seed + n)
  );
  const colleagues = members.map((member) => member.memberId);
  const actors = members.map((who, n) => new Actor(`a${n}`, who, { stories, colleagues, departments }, seed + 100 + n));
  const senders = [0, 1].map((n) => new WebhookSender(`${n}`, world, stories, seed + 200 + n));
  const mirrors = members.map((member) => new Mirror(() => door.url(), () => member.cookie));
  const done = (): number[] => [
    writers.reduce((sum, writer) => sum + writer.acknowledged, 0),
    actors.reduce((sum, actor) => sum + actor.answered.length, 0),
    senders.reduce((sum, sender) => sum + sender.answered.length, 0),
  ];
  const parts = [
    ...writers.map((writer) => writer.run(door, tags)),
    ...actors.map((actor) => actor.run(door)),
    ...senders.map((sender) => sender.run(door)),
  ];
  const load: Load = {
    writers,
    actors,
    senders,
    mirrors,
    failure: undefined,
    async progress() {
      const before = done();
      await waitFor("every kind of work to be acknowledged", () => {
        if (load.failure) throw load.failure;
        // A browser tries again whenever the network changes; ours is always at it.
        for (const writer of writers) if (writer.provider.state.type === "offline") writer.provider.reconnect();
        return done().every((count, kind) => count > before[kind]!) || undefined;
      }, PROGRESS_MS);
    },
    back() {
      for (const part of [...writers, ...actors, ...senders]) part.back();
    },
    async finish() {
      door.isClosed = true;
      await Promise.all(parts);
    },
  };
  for (const part of parts) part.catch((error: unknown) => load.failure ??= error);
  return load;
}
