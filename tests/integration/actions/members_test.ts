import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { Client, PASSWORD } from "../harness/client.ts";
import { lastEvent } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

check("roles: Admin keeps everything, names are taken once, nobody hands out what they do not have", async (world) => {
  const admin = await world.admin.refused("bad_input", "role.save", {
    roleId: world.roles.admin,
    name: "Admin",
    permissions: [],
  });
  assert.equal(admin.field, "roleId");
  await world.admin.refused("name_taken", "role.save", { roleId: newId(), name: "atendente", permissions: [] });
  const roleId = newId();
  await world.admin.done("role.save", { roleId, name: "RH", permissions: ["members.manage", "chat.take"] });
  const rita = await world.member("Rita", { id: roleId });
  const beyond = { roleId: newId(), name: "Mais", permissions: ["chat.take", "connections.manage"] as const };
  const params = await rita.refused("forbidden", "role.save", { ...beyond, permissions: [...beyond.permissions] });
  assert.deepEqual(params, { permission: "connections.manage" });
  const invite = { memberId: newId(), name: "X", email: "x@beira.test", roleId: world.roles.admin, departmentIds: [] };
  assert.equal((await rita.refused("forbidden", "member.invite", invite)).permission, "chat.viewAll");
  const self = { memberId: rita.memberId, name: "Rita", roleId: world.roles.admin, departmentIds: [] };
  await rita.refused("forbidden", "member.update", self);
});

check("members: invited by link, once; a new link ends the old one; the address is one person's", async (world) => {
  const invite = {
    memberId: newId(),
    name: "Nina",
    email: "nina@beira.test",
    roleId: world.roles.agent,
    departmentIds: [],
  };
  const tokenOf = (result: { data?: Record<string, unknown> }) => String(result.data?.link).split("/").at(-1);
  const old = tokenOf(await world.admin.done("member.invite", invite));
  const token = tokenOf(await world.admin.done("member.invite", invite));
  const guest = new Client(world.url);
  const gone = await guest.problem("GET", `/api/invitations/${old}`);
  assert.deepEqual([gone.status, gone.code], [403, "bad_token"]);
  assert.deepEqual(await guest.json("GET", `/api/invitations/${token}`), {
    workspace: "Beira-Serra",
    name: "Nina",
    email: "nina@beira.test",
  });
  await guest.json("POST", `/api/invitations/${token}`, { name: "Nina Reis", password: PASSWORD });
  assert.equal((await lastEvent(world, "member_joined"))?.after.name, "Nina Reis");
  const used = await guest.problem("POST", `/api/invitations/${token}`, { body: { name: "N", password: PASSWORD } });
  assert.deepEqual([used.status, used.code], [410, "invitation_used"]);
  await world.admin.refused("invitation_used", "member.invite", invite);
  const taken = await world.admin.refused("email_taken", "member.invite", {
    ...invite,
    memberId: newId(),
    email: "NINA@beira.test",
  });
  assert.equal(taken.field, "email");
  const role = await world.admin.refused("not_found", "member.invite", {
    ...invite,
    memberId: newId(),
    roleId: newId(),
  });
  assert.deepEqual(role, { what: "role" });
  const department = { ...invite, memberId: newId(), departmentIds: [newId()] };
  assert.deepEqual(await world.admin.refused("not_found", "member.invite", department), { what: "department" });
  const [event] = [await lastEvent(world, "member_invited")];
  assert.ok(!JSON.stringify(event).includes(String(token)), "the event does not hold the link");
});

check("last_admin: neither demoted nor removed, also not by two who do it to each other at once", async (world) => {
  const self = { memberId: world.admin.memberId, name: "Ana", roleId: world.roles.agent, departmentIds: [] };
  await world.admin.refused("last_admin", "member.update", self);
  const own = await world.admin.refused("bad_input", "member.remove", { memberId: world.admin.memberId });
  assert.deepEqual(own, { field: "memberId", reason: "yourself" });
  const other = await world.member("Otto", "admin");
  const demote = (memberId: string, name: string) => ({
    memberId,
    name,
    roleId: world.roles.supervisor,
    departmentIds: [],
  });
  const results = await Promise.all([
    world.admin.act("member.update", demote(other.memberId, "Otto")),
    other.act("member.update", demote(world.admin.memberId, "Ana")),
  ]);
  assert.deepEqual(results.map((result) => result.status).sort(), ["done", "refused"], JSON.stringify(results));
  const admins = await world.db.sql`
    select m.id from members m join roles r on r.id = m.role_id where r.key = 'admin' and m.status = 'active'`;
  assert.equal(admins.length, 1);
  // Whoever it was, Ana is the Admin again.
  await world.db.sql`update members set role_id = ${world.roles.admin} where id = ${world.admin.memberId}`;
  await world.admin.done("member.remove", { memberId: other.memberId });
});

check("a member is edited; a removed one is out at once, and their open tickets wait again (USR-02)", async (world) => {
  const paula = await world.member("Paula");
  const { ticketId, conversationId } = await world.story();
  await paula.done("ticket.take", { ticketId });
  await paula.follow();
  const edited = { memberId: paula.memberId, name: "Paula Reis", roleId: world.roles.supervisor, departmentIds: [] };
  await world.admin.done("member.update", edited);
  await paula.mirror.until("her new role", () => {
    const row = paula.mirror.row("members", paula.memberId);
    return row?.name === "Paula Reis" && row.role_id === world.roles.supervisor;
  });
  await world.admin.done("member.remove", { memberId: paula.memberId });
  await paula.mirror.until("the feed's end", () => paula.mirror.ended);
  assert.equal(paula.mirror.status, 401);
  assert.equal((await paula.problem("GET", "/api/me")).code, "not_signed_in");
  const { mirror } = world.admin;
  await mirror.until(
    "the ticket in the queue",
    () =>
      mirror.row("tickets", ticketId)?.status === "waiting" &&
      mirror.row("conversations", conversationId)?.agent_id === null,
  );
  assert.equal((await lastEvent(world, "member_removed"))?.before.name, "Paula Reis");
  await world.admin.refused("not_found", "member.remove", { memberId: paula.memberId });
  await world.admin.refused("not_found", "ticket.transfer", { ticketId, agentId: paula.memberId, departmentId: null });
  const signIn = await new Client(world.url).problem("POST", "/api/auth/sign-in", {
    body: { email: "paula@beira.test", password: PASSWORD },
  });
  assert.equal(signIn.code, "sign_in_failed");
});
