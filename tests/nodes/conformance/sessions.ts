import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import type { Promises } from "../conformance.ts";
import { withinASecond } from "../cluster.ts";
import { invited } from "./invited.ts";

export const sessions: Promises = {
  async "signing out at one process ends feeds and sockets at the others within a second"(cluster) {
    const member = await invited(cluster, "Dora");
    const { ticketId } = cluster.stage.stories[0]!;
    const feeds = [await cluster.follow(1, member), await cluster.follow(2, member)];
    const sockets = [await cluster.write(0, member, ticketId), await cluster.write(2, member, ticketId)];
    await cluster.at(0, member).json("POST", "/api/auth/sign-out", {});
    await withinASecond(cluster, "the end of all", () => {
      return feeds.every((feed) => feed.ended) &&
        sockets.every(({ state }) => state.type === "stopped" && state.code === 4401);
    });
    assert.ok(feeds.every((feed) => feed.status === 401));
  },

  async "a removed member's feeds and sockets end everywhere within a second"(cluster) {
    const member = await invited(cluster, "Enzo");
    const { ticketId } = cluster.stage.stories[0]!;
    const feed = await cluster.follow(1, member);
    const socket = await cluster.write(2, member, ticketId);
    await cluster.at(0, cluster.stage.world.admin).done("member.remove", { memberId: member.memberId });
    await withinASecond(cluster, "the end", () => feed.ended && socket.state.type === "stopped");
  },

  async "a role that loses a permission resets feeds and takes documents' roots away everywhere within a second"(
    cluster,
  ) {
    const { world, stories, departments, members } = cluster.stage;
    const { ticketId } = stories[4]!;
    const roleId = newId();
    const admin = cluster.at(0, world.admin);
    const name = "Volante";
    await admin.done("role.save", { roleId, name, permissions: ["chat.viewAll", "chat.answerOthers"] });
    const agentId = members[0]!.memberId;
    await admin.act("ticket.reopen", { ticketId, assume: false });
    await admin.done("ticket.transfer", { ticketId, agentId, departmentId: departments[0]! });
    const member = await invited(cluster, "Fabi", { id: roleId });
    const feed = await cluster.follow(1, member);
    const socket = await cluster.write(2, member, ticketId);
    const roots = () => socket.state.type === "live" ? socket.state.write : [];
    assert.ok(roots().includes("draft"));
    await admin.done("role.save", { roleId, name, permissions: ["chat.viewAll"] });
    await withinASecond(cluster, "less", () => feed.resets.length === 1 && !roots().includes("draft"));
    await admin.done("role.save", { roleId, name, permissions: [] });
    await withinASecond(cluster, "nothing", () => socket.state.type === "stopped" && feed.resets.length === 2);
    await feed.until("level", () => feed.isLevel);
    assert.equal(feed.row("tickets", ticketId), undefined);
  },
};
