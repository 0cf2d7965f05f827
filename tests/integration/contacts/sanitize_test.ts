import assert from "node:assert/strict";
import { teach } from "../automatic/houses.ts";
import { written } from "../closing/closings.ts";
import { lastEvent, ticketOf } from "../harness/facts.ts";
import { suite } from "../harness/suite.ts";

const check = suite();

check(
  "sanitised: all tickets of the contact close without a word or a rating, the record is mended, and it is written down (CTP-20, X-39)",
  async (world) => {
    await teach(world, { ratingOn: true, ratingQuestion: "Nota?" });
    const { contactId, conversationId, ticketId, customer } = await world.story();
    const bruno = await world.member("Bruno Reis");
    await bruno.done("ticket.take", { ticketId });
    await bruno.refused("forbidden", "contact.sanitize", { contactId });
    // The disorder: a name with blanks, a number that is not shown and one that leads nowhere.
    await world.db.sql`update contacts set name = '  Rui  ', phone = null where id = ${contactId}`;
    const { protocol } = await ticketOf(world, ticketId);

    const { data } = await world.admin.done("contact.sanitize", { contactId });
    assert.deepEqual(data, { closed: 1 });
    assert.equal((await ticketOf(world, ticketId)).status, "closed");
    assert.deepEqual(await written(world, conversationId), []);
    const { mirror } = world.admin;
    const row = await mirror.until("the mended record", () => {
      const now = mirror.row("contacts", contactId);
      return now?.name === "Rui" && now;
    });
    assert.equal(row.phone?.replace("+", ""), customer.data.waId);
    await mirror.until("nothing unread", () => mirror.row("conversations", conversationId)?.unread === 0);
    const event = await lastEvent(world, "contact_sanitized");
    assert.deepEqual([event?.actor_id, event?.after], [world.admin.memberId, { protocols: [protocol] }]);
    // A second time there is nothing to close.
    assert.deepEqual((await world.admin.done("contact.sanitize", { contactId })).data, { closed: 0 });
  },
);
