import { type Context, Hono } from "hono";
import { IdSchema } from "@domain/id_schema.ts";
import { readSession } from "../auth/session.ts";
import type { Deps } from "../deps.ts";
import type { Member } from "../actions/context.ts";
import { mediaInSight } from "../media/in_sight.ts";
import { MAX_MEDIA_BYTES, saveMedia } from "../media/save.ts";
import { readBytes } from "./body.ts";
import { sessionCookie } from "./cookie.ts";
import type { Env } from "./env.ts";
import { type Caller, signedIn } from "./middleware/session.ts";
import { problem } from "./problem.ts";

/** `PUT /api/media/<id>?name=`: the same id again is the same file, so an upload may be repeated after a cut. */
export function mediaUploadRoutes(deps: Deps, caller: Caller = signedIn(deps.sql)): Hono<Env> {
  const app = new Hono<Env>();
  app.put("/media/:id", caller, async (c) => {
    const id = c.req.param("id");
    if (!IdSchema.safeParse(id).success) return problem(c, "bad_input", { field: "id", reason: "not an id" });
    const bytes = await readBytes(c, MAX_MEDIA_BYTES);
    if (!bytes) {
      return problem(c, "media_too_large", {
        kind: "document",
        limit: MAX_MEDIA_BYTES,
        size: Number(c.req.header("content-length") ?? 0),
      });
    }
    const { member } = c.get("session");
    const saved = await saveMedia(deps, member.workspaceId, {
      id,
      bytes,
      name: c.req.query("name") ?? "",
      createdBy: member.id,
    });
    return saved.ok ? c.json(saved.media) : problem(c, saved.code, saved.params);
  });
  return app;
}

type Stored = {
  id: string;
  workspace_id: string;
  mime: string;
  name: string;
  size: number;
  created_by: string | null;
  is_shared: boolean;
};

/** Shown inside a page only when it can do no harm there. */
const INLINE = /^(image\/(jpeg|png|gif|webp)|audio\/|video\/|application\/pdf$)/;

/** `GET /media/<id>`: for members by cookie, for visitors and providers by a signed link (`?t=`). */
export function mediaRoutes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/:id", async (c) => {
    const id = c.req.param("id");
    const file = IdSchema.safeParse(id).success ? await allowed(id, c.req.query("t"), sessionCookie(c)) : undefined;
    if (!file) return problem(c, "not_found", { what: "media" });
    return await answerFile(c, deps, id, file);
  });

  async function allowed(
    id: string,
    signature: string | undefined,
    cookie: string | undefined,
  ): Promise<Stored | undefined> {
    const file = await find(deps, id);
    if (!file) return undefined;
    if (signature !== undefined) return await deps.seal.verify("media", id, signature) ? file : undefined;
    const session = await readSession(deps.sql, cookie);
    return session && await mayOpen(deps, session.member, file) ? file : undefined;
  }

  return app;
}

/** `GET /media/<id>` for a caller who is known otherwise than by cookie: the same files as that member sees. */
export function mediaFileRoutes(deps: Deps, caller: Caller): Hono<Env> {
  const app = new Hono<Env>();
  app.get("/media/:id", caller, async (c) => {
    const id = c.req.param("id");
    const file = IdSchema.safeParse(id).success ? await find(deps, id) : undefined;
    if (!file || !await mayOpen(deps, c.get("session").member, file)) {
      return problem(c, "not_found", { what: "media" });
    }
    return await answerFile(c, deps, id, file);
  });
  return app;
}

async function find(deps: Deps, id: string): Promise<Stored | undefined> {
  const [file] = await deps.sql<
    Stored[]
  >`select id, workspace_id, mime, name, size, created_by, is_shared from media where id = ${id} and stored_at is not null`;
  return file;
}

async function mayOpen(deps: Deps, member: Member, file: Stored): Promise<boolean> {
  return member.workspaceId === file.workspace_id && await mediaInSight(deps.sql, member, file);
}

async function answerFile(c: Context<Env>, deps: Deps, id: string, file: Stored): Promise<Response> {
  const inline = INLINE.test(file.mime) && c.req.query("download") === undefined;
  const headers: Record<string, string> = {
    "content-type": file.mime,
    "content-disposition": `${inline ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    "content-security-policy": "default-src 'none'; sandbox",
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=31536000, immutable",
  };
  const range = rangeOf(c.req.header("range"), file.size);
  if (range === "unsatisfiable") {
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${file.size}` } });
  }
  const body = await deps.media.open(file.workspace_id, id, range);
  if (!range) {
    return new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>, {
      headers: { ...headers, "content-length": String(file.size) },
    });
  }
  return new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>, {
    status: 206,
    headers: {
      ...headers,
      "content-length": String(range.end - range.start + 1),
      "content-range": `bytes ${range.start}-${range.end}/${file.size}`,
    },
  });
}

/** One range of bytes, as players ask for. Several ranges are answered with the whole file. */
function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const start = match[1] === "" ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === "" || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start > end || start >= size ? "unsatisfiable" : { start, end };
}
