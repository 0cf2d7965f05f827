import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
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

check(
  "connections: secrets stay when left out, the channel is fixed, a number is one connection's, one is the default (CHN-07, CHN-08)",
  async (world) => {
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
  },
);

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
    "flows.manage": [
      await eva.refused("forbidden", "flow.save", {
        flowId: id,
        name: "Z",
        colour: 1,
        active: true,
        steps: [{ id, kind: "text", text: "Z" }],
      }),
      await eva.refused("forbidden", "flow.delete", { flowId: id }),
    ],
    "quickReplies.manage": [
      await eva.refused("forbidden", "quickReply.save", {
        replyId: id,
        shortcut: "z",
        title: "Z",
        text: "Z",
        media: [],
        departmentId: null,
        personal: false,
      }),
    ],
    "gallery.manage": [
      await eva.refused("forbidden", "gallery.save", {
        itemId: id,
        name: "Z",
        folder: "",
        departmentId: null,
        media: { id, kind: "image", mime: "image/png", name: "z.png", size: 1 },
      }),
      await eva.refused("forbidden", "gallery.delete", { itemId: id }),
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
