import { newId } from "@domain/ids.ts";
import { STARTING_ROLES } from "@domain/policy.ts";
import { createSession } from "@edge/auth/session.ts";
import { Client } from "./client.ts";
import type { World } from "./world.ts";

/** A second workspace beside the first, with one of everything, and its Admin signed in. Its secret word is SEGREDO. */
export async function secondWorkspace(world: World): Promise<{ client: Client; ids: Ids }> {
  const { sql } = world.db;
  const w = newId();
  const ids = {
    workspace: w,
    role: newId(),
    member: newId(),
    department: newId(),
    tag: newId(),
    field: newId(),
    flow: newId(),
    reply: newId(),
    galleryItem: newId(),
    view: newId(),
    choice: newId(),
    schedule: newId(),
    connection: newId(),
    group: newId(),
    template: newId(),
    contact: newId(),
    merge: newId(),
    conversation: newId(),
    ticket: newId(),
    message: newId(),
    media: newId(),
    event: newId(),
    observation: newId(),
    token: newId(),
    macro: newId(),
    board: newId(),
    notification: newId(),
  };
  const base = (id: string) => ({ id, workspace_id: w });
  const name = "SEGREDO";
  await sql`insert into workspaces ${sql({ ...base(w), name })}`;
  await sql`insert into roles ${
    sql({ ...base(ids.role), key: "admin", name, permissions: STARTING_ROLES[0]!.permissions })
  }`;
  await sql`insert into members ${
    sql({ ...base(ids.member), name, email: "dona@outra.test", role_id: ids.role, colour: 1, status: "active" })
  }`;
  await sql`insert into departments ${sql({ ...base(ids.department), name, colour: 1 })}`;
  await sql`insert into tags ${sql({ ...base(ids.tag), name })}`;
  await sql`insert into choices ${sql({ ...base(ids.choice), kind: "stage", name, colour: 1, position: 1 })}`;
  await sql`insert into custom_fields ${sql({ ...base(ids.field), key: "f_x", name, type: "text" })}`;
  await sql`insert into flows ${
    sql({
      ...base(ids.flow),
      name,
      colour: 1,
      active: true,
      position: 0,
      steps: sql.json([{ id: newId(), kind: "text", text: name }]),
    })
  }`;
  await sql`insert into quick_replies ${sql({ ...base(ids.reply), shortcut: "segredo", title: name, text: name })}`;
  await sql`insert into saved_views ${
    sql({ ...base(ids.view), name, query: sql.json({ view: "todos", sort: "newest" }) as never })
  }`;
  await sql`insert into connections ${
    sql({ ...base(ids.connection), channel: "whatsapp", name, address: name, status: "active", provider_key: "999" })
  }`;
  await sql`insert into groups ${sql({ ...base(ids.group), connection_id: ids.connection, provider_id: name, name })}`;
  await sql`insert into templates ${
    sql({
      ...base(ids.template),
      connection_id: ids.connection,
      provider_id: "1",
      name: "segredo",
      language: "pt_BR",
      category: "UTILITY",
      status: "APPROVED",
      body: name,
    })
  }`;
  await sql`insert into contacts ${sql({ ...base(ids.contact), name, phone: "+5531955550000" })}`;
  const merged = newId();
  await sql`insert into contacts ${sql({ ...base(merged), name, deleted_at: new Date().toISOString() })}`;
  await sql`insert into contact_merges ${
    sql({ ...base(ids.merge), kept_id: ids.contact, other_id: merged, member_id: ids.member, undo: sql.json({}) })
  }`;
  await sql`insert into observations ${
    sql({ ...base(ids.observation), contact_id: ids.contact, text: name, author_id: ids.member })
  }`;
  await sql`insert into conversations ${
    sql({
      ...base(ids.conversation),
      contact_id: ids.contact,
      connection_id: ids.connection,
      channel: "whatsapp",
      has_window: true,
      ticket_id: ids.ticket,
      last_preview: name,
      free_text_until: new Date(Date.now() + 3_600_000).toISOString(),
    })
  }`;
  await sql`insert into tickets ${
    sql({
      ...base(ids.ticket),
      conversation_id: ids.conversation,
      contact_id: ids.contact,
      connection_id: ids.connection,
      protocol: "SEGREDO-1",
      status: "waiting",
    })
  }`;
  await sql`insert into messages ${
    sql({
      ...base(ids.message),
      conversation_id: ids.conversation,
      ticket_id: ids.ticket,
      direction: "in",
      kind: "text",
      body: name,
      status: "received",
      connection_id: ids.connection,
      provider_id: "wamid.SEGREDO",
    })
  }`;
  await sql`insert into media ${
    sql({
      ...base(ids.media),
      kind: "document",
      mime: "text/plain",
      name,
      size: 7,
      stored_at: new Date().toISOString(),
    })
  }`;
  const media = { id: ids.media, kind: "document", mime: "text/plain", name, size: 7 };
  await sql`insert into gallery_items ${sql({ ...base(ids.galleryItem), name, media: sql.json(media) })}`;
  await sql`insert into scheduled_messages ${
    sql({
      ...base(ids.schedule),
      conversation_id: ids.conversation,
      contact_id: ids.contact,
      member_id: ids.member,
      due_at: new Date(Date.now() + 86_400_000).toISOString(),
      first_due_at: new Date(Date.now() + 86_400_000).toISOString(),
      kind: "text",
      text: name,
      media: sql.json(media),
      if_closed: "send",
      repeat: "none",
    })
  }`;
  await sql`insert into events ${
    sql({
      ...base(ids.event),
      conversation_id: ids.conversation,
      ticket_id: ids.ticket,
      type: "ticket_opened",
      actor_kind: "system",
    })
  }`;
  await sql`insert into api_tokens ${
    sql({ ...base(ids.token), member_id: ids.member, name, token_hash: new Uint8Array(32) })
  }`;
  await sql`insert into boards ${
    sql({ ...base(ids.board), name, kind: "kanban", columns: sql.json([{ id: newId(), name, colour: 1 }]) })
  }`;
  await sql`insert into macros ${
    sql({ ...base(ids.macro), name, steps: sql.json([{ kind: "internal", text: name }]) })
  }`;
  await sql`insert into notifications ${
    sql({
      ...base(ids.notification),
      owner_id: ids.member,
      conversation_id: ids.conversation,
      ticket_id: ids.ticket,
      kind: "mention",
      text: name,
    })
  }`;
  const client = new Client(world.url);
  client.cookie = await createSession(sql as never, w, ids.member, "test");
  await client.signedIn();
  return { client, ids };
}

export type Ids = Record<
  | "workspace"
  | "role"
  | "observation"
  | "member"
  | "department"
  | "tag"
  | "field"
  | "flow"
  | "reply"
  | "galleryItem"
  | "view"
  | "choice"
  | "schedule"
  | "connection"
  | "group"
  | "template"
  | "contact"
  | "merge"
  | "conversation"
  | "ticket"
  | "message"
  | "media"
  | "event"
  | "token"
  | "macro"
  | "board"
  | "notification",
  string
>;
