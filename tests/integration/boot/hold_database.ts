import { openDatabase } from "@edge/boot/postgres.ts";

/** Program: opens the built-in database of a folder, writes its address to `ready`, and stays until it is killed. */
const [dataDir = ""] = Deno.args;
const { url } = await openDatabase({ dataDir, databaseUrl: undefined, language: "en" }, { step() {}, note() {} });
await Deno.writeTextFile(`${dataDir}/ready.new`, url);
await Deno.rename(`${dataDir}/ready.new`, `${dataDir}/ready`);
setInterval(() => {}, 60_000);
