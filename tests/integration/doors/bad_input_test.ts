import assert from "node:assert/strict";
import { ACTIONS, type ActionType } from "@domain/action.ts";
import { SILENT } from "@domain/silent.ts";
import { newId } from "@domain/ids.ts";
import { Client, PASSWORD } from "../harness/client.ts";
import { traceOf } from "../harness/facts.ts";
import { settled } from "../harness/sight.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

/** A right one of each action; every wrong one below differs from it in one field. */
function rightOnes(): Record<ActionType, Record<string, unknown>> {
  const id = newId();
  const content = { messageId: id, text: "x", conversationId: id };
  const member = { memberId: id, name: "X", roleId: id, departmentIds: [] };
  const connection = { channel: "whatsapp", name: "X", departmentId: null, isDefault: false, settings: {} };
  const media = { id, kind: "document", mime: "text/plain", name: "x", size: 1 };
  return {
    "ticket.take": { ticketId: id },
    "ticket.transfer": { ticketId: id, agentId: null, departmentId: id },
    "ticket.return": { ticketId: id },
    "ticket.pause": { ticketId: id },
    "ticket.resume": { ticketId: id },
    "ticket.close": { ticketId: id, message: "" },
    "ticket.cancel_closing": { ticketId: id },
    "ticket.archive": { ticketId: id },
    "ticket.restore": { ticketId: id },
    "ticket.ask_rating": { ticketId: id, messageId: id },
    "ticket.send_protocol": { ticketId: id, messageId: id },
    "ticket.forward_to_flow": { ticketId: id, flowId: id },
    "ticket.reopen": { ticketId: id, assume: false },
    "ticket.open": { ticketId: id, peek: false },
    "conversation.read": { conversationId: id, messageId: id },
    "conversation.unread": { conversationId: id },
    "conversation.pin": { conversationId: id, pinned: true },
    "ticket.snooze": { ticketId: id, until: "2099-01-01T12:00:00.000Z" },
    "ticket.wake": { ticketId: id },
    "view.save": { viewId: id, name: "X", query: { view: "todos", sort: "newest" }, personal: true },
    "view.delete": { viewId: id },
    "board.save": { boardId: id, name: "X", kind: "kanban", columns: [{ id, name: "X", colour: 1 }] },
    "board.archive": { boardId: id, archived: true },
    "board.place": { boardId: id, ticketId: id, columnId: null },
    "message.send": { ...content, seen: null },
    "message.internal": content,
    "message.react": { messageId: id, emoji: "👍" },
    "message.tag": { messageId: id, tagId: id, on: true },
    "message.retry": { messageId: id },
    "message.settle": { messageId: id },
    "conversation.start": { conversationId: id, ticketId: id, connectionId: id, departmentId: null, contact: { id } },
    "action.withdraw": {},
    "observation.save": { observationId: newId(), contactId: newId(), text: "x", dueDate: null, forwardTo: null },
    "observation.delete": { observationId: newId(), contactId: newId() },
    "contact.create": { contactId: newId(), name: "X", phone: null, email: null },
    "contact.block": { contactId: newId() },
    "contact.unblock": { contactId: newId() },
    "contact.delete": { contactId: newId() },
    "contact.sanitize": { contactId: newId() },
    "contact.erase": { contactId: newId(), name: "X" },
    "contact.merge": { contactId: id, otherId: newId(), mergeId: newId(), take: [] },
    "contact.unmerge": { mergeId: newId() },
    "contact.import": { importId: id, onDuplicate: "skip", tagIds: [], lines: [{ line: 2, name: "X" }] },
    "conversation.export": { conversationId: id, internal: false },
    "contact.export": { format: "csv", count: 0, narrowed: false },
    "contact.apart": { contactId: id, otherId: newId() },
    "contact.update": { contactId: id },
    "workspace.update": { name: "X", locale: "en", timeZone: "UTC" },
    "workspace.hours": { hours: null, holidays: [] },
    "department.save": { departmentId: id, name: "X", colour: 1, greeting: "" },
    "department.delete": { departmentId: id },
    "tag.save": { tagId: id, name: "X" },
    "tag.delete": { tagId: id },
    "field.save": { fieldId: id, name: "X", fieldType: "text", options: [] },
    "field.delete": { fieldId: id },
    "flow.save": { flowId: id, name: "X", colour: 1, active: true, steps: [{ id, kind: "text", text: "x" }] },
    "flow.delete": { flowId: id },
    "quickReply.save": {
      replyId: id,
      shortcut: "x",
      title: "X",
      text: "x",
      media: [],
      departmentId: null,
      personal: false,
    },
    "quickReply.delete": { replyId: id },
    "gallery.save": { itemId: id, name: "X", folder: "", departmentId: null, media },
    "gallery.delete": { itemId: id },
    "ticket.move_channel": { ticketId: id, connectionId: id, conversationId: id, newTicketId: id },
    "choice.save": { choiceId: id, kind: "stage", name: "X", colour: 1 },
    "choice.move": { choiceId: id, before: null },
    "choice.delete": { choiceId: id },
    "schedule.save": {
      scheduleId: id,
      conversationId: id,
      dueAt: new Date().toISOString(),
      text: "x",
      ifClosed: "send",
      repeat: "none",
    },
    "schedule.move": { scheduleId: id, conversationId: id, dueAt: new Date().toISOString() },
    "schedule.cancel": { scheduleId: id, conversationId: id },
    "role.save": { roleId: id, name: "X", permissions: [] },
    "role.delete": { roleId: id },
    "member.invite": { ...member, email: "x@x.test" },
    "member.update": member,
    "member.remove": { memberId: id },
    "profile.update": { name: "X", signatureOn: false, closingMessage: "" },
    "connection.save": { connectionId: id, ...connection },
    "connection.automation": { connectionId: id, automation: SILENT },
    "connection.delete": { connectionId: id },
    "connection.sync_templates": { connectionId: id },
    "group.add": { groupId: id, departmentId: null },
    "group.remove": { groupId: id },
    "token.create": { tokenId: id, name: "X" },
    "token.revoke": { tokenId: id },
    "ticket.follow": { ticketId: id, on: true },
    "notification.read": { notificationIds: [id] },
    "notification.clear": { notificationIds: [id] },
    "macro.save": { macroId: id, name: "X", steps: [{ kind: "take" }], departmentId: null, personal: true },
    "macro.delete": { macroId: id },
  };
}

/** Nothing of these is right anywhere but where a field is free text or may be absent. */
const WRONG: unknown[] = [undefined, null, 7, true, {}, ["x"], "not-an-id"];

check("every field of every action: what is wrong is named with its reason, and nothing is done", async (world) => {
  // The new connection's templates are still on their way.
  await settled(world);
  const before = await traceOf(world);
  let tried = 0;
  for (const type of Object.keys(ACTIONS) as ActionType[]) {
    const right = { id: newId(), composedAt: new Date().toISOString(), type, ...rightOnes()[type] };
    for (const field of Object.keys(right).filter((key) => key !== "type")) {
      const wrong = WRONG.filter((value) => !ACTIONS[type].safeParse({ ...right, [field]: value }).success);
      assert.ok(wrong.length >= 3, `${type}.${field} takes nearly anything`);
      const results = await world.admin.actAll(wrong.map((value) => ({ ...right, [field]: value })));
      results.forEach((result, index) => {
        const about = `${type}.${field} = ${JSON.stringify(wrong[index])}: ${JSON.stringify(result)}`;
        assert.ok(result.status === "refused" && result.code === "bad_input", about);
        assert.equal(String(result.params.field).split(".")[0], field, about);
        assert.ok(String(result.params.reason).length > 3 && result.params.reason !== "Invalid input", about);
        tried++;
      });
    }
  }
  assert.ok(tried > 300, `only ${tried} wrong values were tried`);
  assert.deepEqual(await traceOf(world), before);
});

check("limits of text, lists and numbers are named too", async (world) => {
  const cases: [ActionType, string, unknown][] = [
    ["message.send", "text", "x".repeat(10_001)],
    ["message.react", "emoji", "x".repeat(17)],
    ["ticket.close", "message", "x".repeat(4097)],
    ["ticket.close", "after", 0],
    ["ticket.close", "after", 10_081],
    ["ticket.close", "fields", { f: "x".repeat(2_001) }],
    ["workspace.hours", "hours", Array(7).fill([{ from: "18:00", to: "08:00" }])],
    ["workspace.hours", "hours", Array(6).fill([])],
    ["workspace.hours", "holidays", [{ name: "X", from: "2026-12-26", to: "2026-12-24", message: "" }]],
    ["connection.automation", "automation", { ...SILENT, ratingMax: 0 }],
    ["connection.automation", "automation", { ...SILENT, greeting: "x".repeat(1025) }],
    ["tag.save", "name", "   "],
    ["tag.save", "name", "x".repeat(121)],
    ["department.save", "colour", 9],
    ["department.save", "colour", 1.5],
    ["department.save", "greeting", "x".repeat(1025)],
    ["field.save", "options", Array(101).fill("x")],
    ["flow.save", "steps", []],
    ["flow.save", "steps", Array.from({ length: 51 }, () => ({ id: newId(), kind: "wait", seconds: 1 }))],
    ["flow.save", "steps", [{ id: newId(), kind: "text", text: "x".repeat(3_501) }]],
    ["flow.save", "steps", [{ id: newId(), kind: "wait", seconds: 601 }]],
    ["flow.save", "steps", [{ id: newId(), kind: "dance" }]],
    ["quickReply.save", "shortcut", "duas palavras"],
    ["quickReply.save", "shortcut", "x".repeat(33)],
    ["quickReply.save", "text", "x".repeat(4_097)],
    ["quickReply.save", "media", Array.from({ length: 6 }, () => ({}))],
    ["gallery.save", "folder", "x".repeat(61)],
    ["schedule.save", "dueAt", "amanhã"],
    ["schedule.save", "repeat", "hour"],
    ["schedule.save", "ifClosed", "maybe"],
    ["role.save", "permissions", ["chat.take", "chat.fly"]],
    ["member.invite", "email", "x@"],
    ["workspace.update", "locale", "fr"],
    ["connection.save", "settings", { accessToken: "x".repeat(4097) }],
    ["connection.save", "channel", "fax"],
    ["ticket.take", "composedAt", "yesterday"],
    ["ticket.take", "id", "01A1FE12-0000-7000-8000-000000000000"],
    ["conversation.start", "contact", { newId: newId(), name: "", phone: "1", foreign: false }],
  ];
  for (const [type, field, value] of cases) {
    const action = { id: newId(), composedAt: new Date().toISOString(), type, ...rightOnes()[type], [field]: value };
    const [result] = await world.admin.actAll([action]);
    assert.ok(
      result?.status === "refused" && result.code === "bad_input",
      `${type}.${field}: ${JSON.stringify(result)}`,
    );
    assert.equal(String(result.params.field).split(".")[0], field);
  }
});

check("an unknown or missing type is named with what was given; prototype names are no actions", async (world) => {
  for (const type of [undefined, null, 7, "", "ticket.fly", "__proto__", "constructor", "toString"]) {
    const [result] = await world.admin.actAll([{ id: newId(), composedAt: new Date().toISOString(), type }]);
    assert.ok(result?.status === "refused" && result.code === "bad_input");
    assert.equal(result.params.field, "type");
    assert.match(String(result.params.reason), /current value is/);
  }
  for (const input of [null, 7, "x", [], [[]]]) {
    const [result] = await world.admin.actAll([input]);
    assert.ok(result?.status === "refused" && result.code === "bad_input", JSON.stringify(result));
  }
});

check("routes: a wrong body, query or path is answered 400 with the field and the reason", async (world) => {
  const right = { clientId: "a", ticketId: null, state: "viewing" };
  const signIn = { email: "a@b.test", password: "x" };
  const cases: [string, string, unknown, string][] = [
    ["POST", "/api/actions", {}, "actions"],
    ["POST", "/api/actions", { actions: [] }, "actions"],
    ["POST", "/api/actions", { actions: "x" }, "actions"],
    ["POST", "/api/actions", { actions: Array(51).fill({}) }, "actions"],
    ["POST", "/api/actions", [], "(body)"],
    ["POST", "/api/presence", { ...right, clientId: "" }, "clientId"],
    ["POST", "/api/presence", { ...right, clientId: "x".repeat(65) }, "clientId"],
    ["POST", "/api/presence", { ...right, ticketId: "x" }, "ticketId"],
    ["POST", "/api/presence", { ...right, state: "dancing" }, "state"],
    ["POST", "/api/presence", { ...right, draft: "x".repeat(201) }, "draft"],
    ["POST", "/api/auth/sign-in", { ...signIn, email: 7 }, "email"],
    ["POST", "/api/auth/sign-in", { ...signIn, password: "x".repeat(201) }, "password"],
    ["POST", "/api/auth/sign-in", {}, "email"],
    ["POST", "/api/invitations/abc", { name: " ", password: PASSWORD }, "name"],
    ["POST", "/api/invitations/abc", { name: "x", password: "short" }, "password"],
    ["POST", "/api/setup", { token: "x", workspace: "W", name: "N", email: "no", password: PASSWORD }, "email"],
    [
      "POST",
      "/api/setup",
      { token: "x", workspace: "", name: "N", email: "n@x.test", password: PASSWORD },
      "workspace",
    ],
    ["GET", "/api/history", undefined, "conversationId"],
    ["GET", "/api/history?conversationId=x", undefined, "conversationId"],
    ["GET", `/api/history?conversationId=${newId()}&before=x`, undefined, "before"],
    ["GET", "/api/conversations/x", undefined, "id"],
    ["GET", "/api/search", undefined, "q"],
    ["GET", "/api/search?q=a", undefined, "q"],
    ["GET", "/api/feed?cursor=yesterday", undefined, "cursor"],
    ["PUT", "/api/media/x", {}, "id"],
  ];
  for (const [method, path, body, field] of cases) {
    const problem = await world.admin.problem(method, path, body === undefined ? {} : { body });
    const about = `${method} ${path} ${JSON.stringify(body)?.slice(0, 80)}: ${JSON.stringify(problem)}`;
    assert.deepEqual([problem.status, problem.code, problem.params.field], [400, "bad_input", field], about);
    assert.ok(String(problem.params.reason).length > 3 && problem.params.reason !== "Invalid input", about);
    assert.ok(problem.requestId, about);
  }
  const empty = await world.admin.problem("PUT", `/api/media/${newId()}`, { raw: new Uint8Array() });
  assert.deepEqual([empty.code, empty.params], ["bad_input", { field: "file", reason: "empty" }]);
});

check("a body that is no JSON, broken UTF-8 or empty says so", async (world) => {
  for (const raw of ["", "{", "not json", "{'a':1}", new Uint8Array([0x22, 0xff, 0xfe, 0x22])]) {
    for (const path of ["/api/actions", "/api/presence", "/api/auth/sign-in", "/api/setup", "/api/invitations/x"]) {
      const problem = await world.admin.problem("POST", path, { raw });
      assert.deepEqual([problem.status, problem.params], [400, { field: "(body)", reason: "not JSON" }], path);
    }
  }
});

check("NULs and halves of surrogates, which no database takes, are left out and never a 500", async (world) => {
  const tagId = newId();
  await world.admin.done("tag.save", { tagId, name: "a\0b \ud83d c" });
  const { mirror } = world.admin;
  await mirror.until("the tag", () => mirror.row("tags", tagId)?.name === "ab \ufffd c");
  const { conversationId } = await world.story();
  const id = await world.admin.send(conversationId, "x\0y\udc00");
  assert.equal((await mirror.message(id)).body, "xy\ufffd");
  await world.admin.json("GET", "/api/search?q=a%00bc");
  const problem = await new Client(world.url).problem("POST", "/api/auth/sign-in", {
    body: { email: "a\0@b", password: "\0" },
  });
  assert.equal(problem.code, "sign_in_failed");
  await world.admin.json("GET", "/api/search?q=%25_%5C%27%22");
});

check("unknown API routes and methods are 404 in our own words", async (world) => {
  for (
    const [method, path] of [["GET", "/api/nothing"], ["POST", "/api/me"], ["DELETE", "/api/actions"], [
      "PATCH",
      `/api/media/${newId()}`,
    ]]
  ) {
    const problem = await world.admin.problem(method!, path!);
    assert.deepEqual([problem.status, problem.code], [404, "not_found"]);
  }
});
