import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { Client, PASSWORD } from "../harness/client.ts";
import { lastEvent } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";
import { whatsappSettings } from "../harness/world.ts";

const check = suite();

check(
  "departments, tags and fields: saved, renamed, deleted; on the feed; events with before and after; names taken once",
  async (world) => {
    const { mirror } = world.admin;
    const id = newId();
    await world.admin.done("department.save", { departmentId: id, name: "Vendas", colour: 3, greeting: "Oi" });
    await mirror.until("the department", () => mirror.row("departments", id)?.name === "Vendas");
    await world.admin.done("department.save", { departmentId: id, name: "Comercial", colour: 4, greeting: "" });
    const event = await lastEvent(world, "department_saved");
    assert.deepEqual(event?.before, { name: "Vendas", colour: 3, greeting: "Oi" });
    assert.deepEqual(event?.after, { departmentId: id, name: "Comercial", colour: 4, greeting: "" });
    const taken = await world.admin.refused("name_taken", "department.save", {
      departmentId: newId(),
      name: "COMERCIAL",
      colour: 1,
      greeting: "",
    });
    assert.deepEqual(taken, { field: "name", name: "COMERCIAL" });
    const tagId = newId();
    await world.admin.done("tag.save", { tagId, name: "Urgente" });
    await world.admin.refused("name_taken", "tag.save", { tagId: newId(), name: "urgente" });
    await world.admin.done("tag.delete", { tagId });
    await mirror.until("the tag gone", () => mirror.row("tags", tagId) === undefined);
    assert.deepEqual((await lastEvent(world, "tag_deleted"))?.before, { tagId, name: "Urgente" });
    assert.deepEqual(await world.admin.refused("not_found", "tag.delete", { tagId }), { what: "tag" });
    const fieldId = newId();
    const field = { fieldId, name: "Motivo", fieldType: "select" as const, options: ["Preço", "Prazo"] };
    const empty = await world.admin.refused("bad_input", "field.save", { ...field, options: [] });
    assert.deepEqual(empty, { field: "options", reason: "empty" });
    await world.admin.done("field.save", field);
    const row = await mirror.until("the field", () => mirror.row("custom_fields", fieldId));
    assert.deepEqual(row.options, ["Preço", "Prazo"]);
    await world.admin.refused("name_taken", "field.save", { ...field, fieldId: newId() });
    await world.admin.done("field.save", { ...field, name: "Razão", fieldType: "text" });
    const renamed = await mirror.until("renamed", () => {
      const now = mirror.row("custom_fields", fieldId);
      return now?.name === "Razão" && now;
    });
    assert.deepEqual([renamed.key, renamed.options], [row.key, []], "the key survives renaming");
    await world.admin.done("field.delete", { fieldId });
    await world.admin.refused("not_found", "field.delete", { fieldId });
  },
);

check("ten of one new name at once: one is saved, nine are told that the name is taken", async (world) => {
  const all = async (make: () => Promise<{ status: string; code?: string }>) => {
    const results = await Promise.all(Array.from({ length: 10 }, make));
    assert.deepEqual(
      results.map((result) => result.code ?? "done").sort(),
      ["done", ...Array(9).fill("name_taken")],
    );
  };
  await all(() => world.admin.act("tag.save", { tagId: newId(), name: "Corrida" }));
  await all(() =>
    world.admin.act("department.save", { departmentId: newId(), name: "Corrida", colour: 1, greeting: "" })
  );
  await all(() => world.admin.act("field.save", { fieldId: newId(), name: "Corrida", fieldType: "text", options: [] }));
});

check(
  "in_use: a department with open tickets and a role with members stay; without, they go and leave no member behind",
  async (world) => {
    const departmentId = await world.department("Portaria");
    const bia = await world.member("Bia", "agent", [departmentId]);
    const { ticketId } = await world.story();
    await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId });
    assert.deepEqual(await world.admin.refused("in_use", "department.delete", { departmentId }), { count: 1 });
    await world.admin.done("ticket.close", { ticketId, message: "" });
    await world.admin.done("department.delete", { departmentId });
    const { mirror } = world.admin;
    await mirror.until("Bia without it", () => mirror.row("members", bia.memberId)?.department_ids.length === 0);
    await world.admin.refused("not_found", "department.delete", { departmentId });
    const roleId = newId();
    await world.admin.done("role.save", { roleId, name: "Estágio", permissions: ["chat.take"] });
    await world.admin.done("member.update", { memberId: bia.memberId, name: "Bia", roleId, departmentIds: [] });
    assert.deepEqual(await world.admin.refused("in_use", "role.delete", { roleId }), { count: 1 });
    await world.admin.done("member.update", {
      memberId: bia.memberId,
      name: "Bia",
      roleId: world.roles.agent,
      departmentIds: [],
    });
    await world.admin.done("role.delete", { roleId });
    await world.admin.refused("not_found", "role.delete", { roleId });
  },
);

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

check("a removed member is out at once, and their open tickets wait again", async (world) => {
  const paula = await world.member("Paula");
  const { ticketId, conversationId } = await world.story();
  await paula.done("ticket.take", { ticketId });
  await paula.follow();
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
  assert.equal((await lastEvent(world, "member_removed"))?.before.name, "Paula");
  await world.admin.refused("not_found", "member.remove", { memberId: paula.memberId });
  await world.admin.refused("not_found", "ticket.transfer", { ticketId, agentId: paula.memberId, departmentId: null });
  const signIn = await new Client(world.url).problem("POST", "/api/auth/sign-in", {
    body: { email: "paula@beira.test", password: PASSWORD },
  });
  assert.equal(signIn.code, "sign_in_failed");
});

check("profile and workspace: own fields, with before and after; an unknown time zone is named", async (world) => {
  const caio = await world.member("Caio");
  await caio.done("profile.update", { name: "Caio Luz", signatureOn: true, closingMessage: "Até!" });
  const event = await lastEvent(world, "profile_updated");
  assert.deepEqual(event?.before, { name: "Caio", signature_on: false, closing_message: "" });
  assert.deepEqual(event?.after, { name: "Caio Luz", signature_on: true, closing_message: "Até!" });
  await world.admin.done("workspace.update", { name: "Serra", locale: "en", timeZone: "America/Manaus" });
  const { mirror } = world.admin;
  await mirror.until("the workspace", () => mirror.rows("workspaces")[0]?.time_zone === "America/Manaus");
  assert.equal((await lastEvent(world, "workspace_updated"))?.before.name, "Beira-Serra");
  const zone = await world.admin.refused("bad_input", "workspace.update", {
    name: "S",
    locale: "en",
    timeZone: "Mars/Base",
  });
  assert.equal(zone.field, "timeZone");
  await world.admin.done("workspace.update", { name: "Beira-Serra", locale: "pt-BR", timeZone: "America/Sao_Paulo" });
});

check("connections: secrets stay when left out, the channel is fixed, a number is one connection's", async (world) => {
  const input = whatsappSettings(world, world.connectionId);
  const { phoneNumberId, wabaId } = world.meta.settings;
  await world.admin.done("connection.save", { ...input, name: "Loja", settings: { phoneNumberId, wabaId } });
  const check = await world.admin.json("POST", `/api/connections/${world.connectionId}/check`);
  assert.ok(check.steps.length > 0 && check.steps.every((step: { ok: boolean }) => step.ok), JSON.stringify(check));
  const channel = await world.admin.refused("bad_input", "connection.save", { ...input, channel: "webchat" });
  assert.equal(channel.field, "channel");
  const second = await world.admin.refused("name_taken", "connection.save", { ...input, connectionId: newId() });
  assert.equal(second.field, "settings.phoneNumberId");
  const missing = await world.admin.refused("bad_input", "connection.save", {
    ...input,
    connectionId: newId(),
    settings: { phoneNumberId: "1", wabaId: "2" },
  });
  assert.deepEqual(missing, { field: "settings.accessToken", reason: "required" });
  const department = await world.admin.refused("not_found", "connection.save", { ...input, departmentId: newId() });
  assert.deepEqual(department, { what: "department" });
  const other = newId();
  const settings = { ...input.settings, phoneNumberId: "7777" };
  await world.admin.done("connection.save", { ...input, connectionId: other, settings });
  const { mirror } = world.admin;
  await mirror.until(
    "one default only",
    () =>
      mirror.row("connections", other)?.is_default &&
      mirror.row("connections", world.connectionId)?.is_default === false,
  );
  await world.admin.done("connection.sync_templates", { connectionId: world.connectionId });
  await mirror.until("templates", () => mirror.rows("templates").length >= 4);
  await world.admin.refused("not_found", "connection.sync_templates", { connectionId: newId() });
  await world.admin.done("connection.delete", { connectionId: other });
  await mirror.until("it is gone", () => mirror.row("connections", other) === undefined);
  const [row] = await world.db.sql`select secrets from connections where id = ${other}`;
  assert.equal(row!.secrets, null);
  await world.admin.refused("not_found", "connection.delete", { connectionId: other });
});

check("every setting is refused to who lacks its permission, which it names", async (world) => {
  const eva = await world.member("Eva");
  const id = newId();
  const member = { memberId: id, name: "Z", email: "z@beira.test", roleId: world.roles.agent, departmentIds: [] };
  const refusals = {
    "departments.manage": [
      await eva.refused("forbidden", "department.save", { departmentId: id, name: "Z", colour: 1, greeting: "" }),
      await eva.refused("forbidden", "department.delete", { departmentId: id }),
    ],
    "tags.manage": [
      await eva.refused("forbidden", "tag.save", { tagId: id, name: "Z" }),
      await eva.refused("forbidden", "tag.delete", { tagId: id }),
    ],
    "fields.manage": [
      await eva.refused("forbidden", "field.save", { fieldId: id, name: "Z", fieldType: "text", options: [] }),
      await eva.refused("forbidden", "field.delete", { fieldId: id }),
    ],
    "members.manage": [
      await eva.refused("forbidden", "role.save", { roleId: id, name: "Z", permissions: [] }),
      await eva.refused("forbidden", "role.delete", { roleId: id }),
      await eva.refused("forbidden", "member.invite", member),
      await eva.refused("forbidden", "member.update", member),
      await eva.refused("forbidden", "member.remove", { memberId: id }),
    ],
    "connections.manage": [
      await eva.refused("forbidden", "connection.save", whatsappSettings(world, id)),
      await eva.refused("forbidden", "connection.delete", { connectionId: id }),
      await eva.refused("forbidden", "connection.sync_templates", { connectionId: id }),
    ],
    "workspace.manage": [
      await eva.refused("forbidden", "workspace.update", { name: "Z", locale: "en", timeZone: "UTC" }),
      await eva.refused("forbidden", "token.create", { tokenId: id, name: "Z" }),
      await eva.refused("forbidden", "token.revoke", { tokenId: id }),
    ],
  };
  for (const [permission, params] of Object.entries(refusals)) {
    for (const one of params) assert.deepEqual(one, { permission });
  }
  for (const [method, path] of [["GET", ""], ["POST", "/check"]] as const) {
    const problem = await eva.problem(method, `/api/connections/${world.connectionId}${path}`);
    assert.deepEqual([problem.status, problem.params], [403, { permission: "connections.manage" }]);
  }
});
