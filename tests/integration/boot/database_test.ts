import assert from "node:assert/strict";
import postgres from "postgres";
import { openDatabase, runningDatabase } from "@edge/boot/postgres.ts";
import { fromFileUrl, waitFor } from "../../support/waiting.ts";

const quiet = { step() {}, note() {} };
const place = (dataDir: string) => ({ dataDir, databaseUrl: undefined, language: "en" } as const);
const HOLDER = fromFileUrl(new URL("./hold_database.ts", import.meta.url));

Deno.test("the built-in database keeps its rows, listens on loopback only and wants its password", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const first = await openDatabase(place(dir), quiet);
    await query(first.url, "create table kept as select 42 as answer");
    const [row] = await query(
      first.url,
      "select current_setting('listen_addresses') as at, current_setting('fsync') as fsync",
    );
    assert.deepEqual({ ...row }, { at: "127.0.0.1", fsync: "on" });
    const wrong = new URL(first.url);
    wrong.password = "guess";
    await assert.rejects(query(wrong.href, "select 1"), /password authentication failed/);
    assert.equal(((await Deno.stat(`${dir}/postgres.password`)).mode ?? 0) & 0o777, 0o600);
    await first.stop();

    const second = await openDatabase(place(dir), quiet);
    assert.equal((await query(second.url, "select answer from kept"))[0]?.["answer"], 42);
    await second.stop();
    assert.equal(await runningDatabase(place(dir)), undefined);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("a second process on the same folder is refused by name; after kill -9 the orphan is stopped and nothing is lost", async () => {
  const dir = await Deno.makeTempDir();
  const holder = new Deno.Command(Deno.execPath(), { args: ["run", "-A", "--no-check", HOLDER, dir], stdin: "null" })
    .spawn();
  try {
    const url = await waitFor(
      "the first process",
      () => Deno.readTextFile(`${dir}/ready`).catch(() => undefined),
      30_000,
    );
    await query(url, "create table kept as select 42 as answer");
    await assert.rejects(
      openDatabase(place(dir), quiet),
      new RegExp(`already in use by process ${holder.pid}, since 20`),
    );
    holder.kill("SIGKILL");
    await holder.status;
    const notes: string[] = [];
    const next = await openDatabase(place(dir), { step() {}, note: (text) => notes.push(text) });
    assert.match(notes.join(), /An earlier process ended without stopping its database/);
    assert.equal((await query(next.url, "select answer from kept"))[0]?.["answer"], 42);
    await next.stop();
  } finally {
    await holder.status;
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("a folder that holds something else is left alone", async () => {
  const dir = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${dir}/postgres`);
    await Deno.writeTextFile(`${dir}/postgres/holiday.jpg`, "");
    await assert.rejects(openDatabase(place(dir), quiet), /is not a database of Mutirão/);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

async function query(url: string, text: string): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}
