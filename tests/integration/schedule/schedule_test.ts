import assert from "node:assert/strict";
import { newId } from "@domain/ids.ts";
import { publish, text } from "../flow/a_flow.ts";
import { closeWindow, eventsOf } from "../harness/facts.ts";
import { png, upload } from "../harness/files.ts";
import { suite } from "../harness/suite.ts";
import type { World } from "../harness/world.ts";
import { IN_AN_HOUR, inMs, later, scheduledIn, timeComes, untilDone } from "./a_schedule.ts";

const check = suite();

async function template(world: World, name = "retomar_proposta") {
  await world.admin.done("connection.sync_templates", { connectionId: world.connectionId });
  const { mirror } = world.admin;
  const row = await mirror.until(
    `an approved template like ${name}`,
    () => mirror.rows("templates").find((one) => one.status === "APPROVED"),
  );
  return { templateId: row.id, values: row.variables.map(() => "Marina") };
}

check(
  "what is scheduled shows to who sees the conversation and leaves at its time, by itself (SCH-02 to SCH-04)",
  async (world) => {
    const { conversationId, ticketId } = await world.story();
    const ana = await world.member("Ana Clara");
    await ana.follow();
    const one = later(conversationId);
    await ana.done("schedule.save", one);
    const row = await world.admin.mirror.until(
      "the row",
      () => world.admin.mirror.row("scheduled_messages", one.scheduleId),
    );
    assert.deepEqual([row.status, row.kind, row.text, row.member_id, row.due_at], [
      "scheduled",
      "text",
      "Lembrete",
      ana.memberId,
      one.dueAt,
    ]);
    await timeComes(world, one.scheduleId);
    const done = await untilDone(world, one.scheduleId);
    assert.deepEqual([done.status, done.reason], ["sent", null]);
    const message = await ana.mirror.message(done.message_id!, "sent", "delivered", "read");
    assert.deepEqual([message.body, message.member_id, message.ticket_id], ["Lembrete", ana.memberId, ticketId]);
    const [event] = await eventsOf(world, ticketId, "scheduled_sent");
    assert.deepEqual([event!.actor_kind, event!.after.scheduleId], ["system", one.scheduleId]);
    // It answers nobody: who waits goes on waiting for a person, and the ticket is nobody's yet.
    const place = ana.mirror.row("conversations", conversationId)!;
    assert.ok(place.waiting_since !== null && place.unread > 0 && place.agent_id === null, JSON.stringify(place));
  },
);

check("near ones leave on the second, without any sweep (SCH-04)", async (world) => {
  const { conversationId } = await world.story();
  const one = { ...later(conversationId), dueAt: inMs(500) };
  await world.admin.done("schedule.save", one);
  assert.equal((await untilDone(world, one.scheduleId)).status, "sent");
});

check(
  "files, templates and flows may be scheduled; each is checked when it is written (SCH-05, SCH-06, SCH-10)",
  async (world) => {
    const { conversationId } = await world.story();
    const media = await upload(world.admin, await png(), "foto.png");
    const photo = { ...later(conversationId), text: "Veja", media };
    await world.admin.done("schedule.save", photo);
    const used = { ...later(conversationId), text: "", template: await template(world) };
    await world.admin.done("schedule.save", used);
    const flow = {
      ...later(conversationId),
      text: "",
      flowId: await publish(world, "Boas-vindas", text("um"), text("dois")),
    };
    await world.admin.done("schedule.save", flow);
    for (const { scheduleId } of [photo, used, flow]) {
      await timeComes(world, scheduleId);
      assert.equal((await untilDone(world, scheduleId)).status, "sent");
    }
    const { mirror } = world.admin;
    await mirror.until(
      "all of them in the thread",
      () =>
        ["image", "template"].every((kind) =>
          mirror.rows("messages").some((one) => one.conversation_id === conversationId && one.kind === kind)
        ) &&
        mirror.rows("messages").some((one) => one.conversation_id === conversationId && one.body === "dois"),
    );
    await world.admin.refused("bad_input", "schedule.save", { ...later(conversationId), text: " " });
    await world.admin.refused("not_found", "schedule.save", { ...later(conversationId), flowId: newId() });
    const unfilled = { templateId: used.template.templateId, values: ["", "", "", ""] };
    await world.admin.refused("template_values", "schedule.save", { ...later(conversationId), template: unfilled });
  },
);

check(
  "free text beyond the window asks for a template, which goes in its place when the window is closed (X-25)",
  async (world) => {
    const { conversationId } = await world.story();
    const one = { ...later(conversationId), dueAt: inMs(30 * IN_AN_HOUR) };
    const refusal = await world.admin.refused("fallback_needed", "schedule.save", one);
    assert.ok(Date.parse(String(refusal.until)) > Date.now());
    const fallback = await template(world);
    await world.admin.done("schedule.save", { ...one, fallback });
    const open = { ...later(conversationId), text: "ainda dá" };
    await world.admin.done("schedule.save", { ...open, fallback });
    // Moved beyond the window it would need one as well.
    const bare = later(conversationId);
    await world.admin.done("schedule.save", bare);
    await world.admin.refused("fallback_needed", "schedule.move", { ...bare, dueAt: one.dueAt });
    await timeComes(world, open.scheduleId);
    await untilDone(world, open.scheduleId);
    await closeWindow(world, conversationId);
    for (const { scheduleId } of [one, bare]) await timeComes(world, scheduleId);
    const [sent, failed] = [await untilDone(world, one.scheduleId), await untilDone(world, bare.scheduleId)];
    assert.deepEqual([failed.status, failed.reason], ["failed", "window_closed"]);
    const { mirror } = world.admin;
    const message = await mirror.message(sent.message_id!);
    assert.deepEqual([message.kind, message.template?.templateId], ["template", fallback.templateId]);
    assert.ok(mirror.rows("messages").some((row) => row.conversation_id === conversationId && row.body === "ainda dá"));
  },
);

check("a failure is seen, with its reason, and may be scheduled again (SCH-09)", async (world) => {
  const { conversationId, ticketId, contactId } = await world.story();
  const one = later(conversationId);
  await world.admin.done("schedule.save", one);
  await world.db.sql`update contacts set blocked_at = clock_timestamp() where id = ${contactId}`;
  await timeComes(world, one.scheduleId, 31);
  assert.deepEqual([(await untilDone(world, one.scheduleId)).reason], ["contact_blocked"]);
  const { mirror } = world.admin;
  await mirror.until("it shows as failed", () => mirror.row("scheduled_messages", one.scheduleId)?.status === "failed");
  const [event] = await eventsOf(world, ticketId, "scheduled_failed");
  assert.equal(event!.after.reason, "contact_blocked");
  // Nothing new meanwhile; unblocked before its time, it goes.
  await world.admin.refused("contact_blocked", "schedule.save", later(conversationId));
  await world.db.sql`update contacts set blocked_at = null where id = ${contactId}`;
  await world.admin.done("schedule.save", one);
  await timeComes(world, one.scheduleId);
  assert.equal((await untilDone(world, one.scheduleId)).status, "sent");
});

check(
  "with the attendance closed: left closed, opened for nobody in particular, or not sent (SCH-06 to SCH-08)",
  async (world) => {
    const outcomes = { send: ["sent", null], open: ["sent", null], skip: ["failed", "ticket_closed"] } as const;
    for (const ifClosed of ["send", "open", "skip"] as const) {
      const { conversationId, ticketId } = await world.story();
      const one = { ...later(conversationId), ifClosed };
      await world.admin.done("schedule.save", one);
      await world.admin.done("ticket.close", { ticketId, message: "" });
      await timeComes(world, one.scheduleId);
      const done = await untilDone(world, one.scheduleId);
      assert.deepEqual([done.status, done.reason], outcomes[ifClosed], ifClosed);
      const tickets = await world.db.sql`
      select status, agent_id from tickets where conversation_id = ${conversationId} order by opened_at`;
      const expected = [{ status: "closed", agent_id: null }];
      if (ifClosed === "open") expected.push({ status: "waiting", agent_id: null });
      assert.deepEqual(tickets.map((row) => ({ ...row })), expected, ifClosed);
    }
  },
);

check("moved, changed and cancelled by whoever may answer, until it has left (SCH-09, SCH-11)", async (world) => {
  const { conversationId } = await world.story();
  const [bia, leo] = [await world.member("Bia"), await world.member("Leo")];
  const one = later(conversationId);
  await bia.done("schedule.save", one);
  const dueAt = inMs(2 * IN_AN_HOUR);
  await leo.done("schedule.move", { ...one, dueAt });
  await leo.done("schedule.save", { ...one, dueAt, text: "Outro texto" });
  const [row] = await world.db
    .sql`select text, member_id, iso(due_at) as due_at from scheduled_messages where id = ${one.scheduleId}`;
  assert.deepEqual({ ...row }, { text: "Outro texto", member_id: bia.memberId, due_at: dueAt });
  await leo.done("schedule.cancel", one);
  assert.deepEqual(await leo.refused("schedule_done", "schedule.move", one), { status: "cancelled" });
  await timeComes(world, one.scheduleId);
  const sent = later(conversationId);
  await bia.done("schedule.save", sent);
  await timeComes(world, sent.scheduleId);
  await untilDone(world, sent.scheduleId);
  for (const type of ["schedule.save", "schedule.move", "schedule.cancel"] as const) {
    assert.deepEqual(await bia.refused("schedule_done", type, sent), { status: "sent" });
  }
  assert.deepEqual((await scheduledIn(world, conversationId)).map((each) => each.status).sort(), ["cancelled", "sent"]);
  const past = { ...later(conversationId), dueAt: inMs(-5 * 60_000) };
  assert.deepEqual(await bia.refused("schedule_past", "schedule.save", past), { dueAt: past.dueAt });
  await bia.refused("bad_input", "schedule.save", { ...past, dueAt: inMs(3 * 366 * 24 * IN_AN_HOUR) });
});

check("who may not see or answer a conversation schedules nothing in it (SCH-13)", async (world) => {
  const departmentId = await world.department("Jurídico");
  const { conversationId, ticketId } = await world.story();
  const uma = await world.member("Uma");
  await uma.follow();
  const one = later(conversationId);
  await world.admin.done("schedule.save", one);
  await uma.mirror.until("the row", () => uma.mirror.row("scheduled_messages", one.scheduleId));
  await world.admin.done("ticket.transfer", { ticketId, agentId: null, departmentId });
  await uma.mirror.until(
    "it leaves with its conversation",
    () => !uma.mirror.row("scheduled_messages", one.scheduleId),
  );
  await uma.refused("not_found", "schedule.save", later(conversationId));
  await uma.refused("not_found", "schedule.move", one);
  await uma.refused("not_found", "schedule.cancel", one);
});
