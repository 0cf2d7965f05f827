import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { Mirror } from "../../integration/harness/mirror.ts";
import type { Promises } from "../conformance.ts";
import { withinASecond } from "../cluster.ts";

export const actionsAndFeeds: Promises = {
  async "an action at one process shows on the feeds of the others within a second"(cluster) {
    const { members, stories } = cluster.stage;
    const feeds = await Promise.all([0, 1, 2].map((n) => cluster.follow(n, members[1]!)));
    for (let n = 0; n < 5; n++) {
      const { conversationId } = stories[n]!;
      const messageId = newId();
      const actor = cluster.at(n, members[0]!);
      await actor.done("message.internal", { conversationId, messageId, text: `nota ${n}` });
      await withinASecond(cluster, "the note", () => feeds.every((feed) => feed.row("messages", messageId)));
    }
  },

  async "who is in a ticket and who types is seen from every process"(cluster) {
    const { members, stories } = cluster.stage;
    const { ticketId } = stories[3]!;
    const feed = await cluster.follow(1, members[1]!);
    const here = async (n: number, state: string, ticket: string | null) => {
      const response = await cluster.at(n, members[0]!).fetch("POST", "/api/presence", {
        body: { clientId: "t", ticketId: ticket, state },
      });
      assert.equal(response.status, 204);
    };
    const last = () => feed.live.findLast((event) => event.type === "presence" && event.ticketId === ticketId);
    await here(0, "typing", ticketId);
    await withinASecond(cluster, "typing", () => JSON.stringify(last())?.includes('"typing"'));
    // The same tab, answered by another process than before.
    await here(2, "viewing", null);
    await withinASecond(cluster, "leaving", () => JSON.stringify(last())?.includes('"members":[]'));
  },

  async "a feed that moves to another process goes on from its cursor and misses nothing"(cluster) {
    const { members, stories } = cluster.stage;
    let n = 0;
    const feed = new Mirror(() => cluster.url(n), () => members[1]!.cookie);
    try {
      await feed.level();
      for (n = 1; n <= 3; n++) {
        feed.disconnect();
        const messageId = newId();
        const { conversationId } = stories[0]!;
        await cluster.at(n, members[0]!).done("message.internal", { conversationId, messageId, text: "durante" });
        const before = feed.seen.length;
        feed.reconnect();
        await feed.level();
        await feed.message(messageId);
        assert.ok(!feed.seen.slice(before).some((event) => event === "progress" || event === "reset"), "loaded anew");
      }
    } finally {
      feed.close();
    }
  },
};
