import type { Outbound } from "@domain/inbound.ts";
import type { Tx } from "@db/tx.ts";

/** Where a conversation's messages go; `barred`: why they no longer may. */
export type Destination = {
  connection_id: string;
  contact_id: string | null;
  group: string | null;
  barred: "contact_blocked" | "group_removed" | null;
};

export async function destinationOf(tx: Tx, conversationId: string): Promise<Destination> {
  const [place] = await tx<Destination[]>`
    select c.connection_id, c.contact_id, g.provider_id as group,
      case when p.blocked_at is not null then 'contact_blocked'
        when g.added_at is null and g.id is not null or g.gone_at is not null then 'group_removed' end as barred
    from conversations c left join contacts p on p.id = c.contact_id left join groups g on g.id = c.group_id
    where c.id = ${conversationId}`;
  return place!;
}

/** A group has one address; a contact those that mean something on this connection, strongest first. */
export async function addressesOf(tx: Tx, { contact_id, connection_id, group }: Destination): Promise<Outbound["to"]> {
  if (group !== null) return [{ kind: "wa_group", value: group }];
  return await tx<Outbound["to"]>`
    select kind, value from contact_identities
    where contact_id = ${contact_id} and deleted_at is null and (connection_id is null or connection_id = ${connection_id})
    order by array_position(array['phone', 'wa_user', 'web', 'email'], kind), heard_at desc nulls last,
      (value = (select phone from contacts where id = ${contact_id})) desc nulls last, id`;
}
