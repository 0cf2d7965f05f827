import type { Settings } from "./config.ts";
import { parseConfig } from "./config.ts";
import { busError } from "./boot/bus_error.ts";
import { lockedOut, portError } from "./boot/port.ts";
import { secretFile } from "./boot/data_dir.ts";
import { openDatabase } from "./boot/postgres.ts";
import { Progress } from "./boot/progress.ts";
import { Shutdown } from "./boot/shutdown.ts";
import { StartError } from "./boot/stop_reason.ts";
import { type StartTexts, startTexts } from "./boot/texts.ts";
import { appIsStale, buildApp } from "./build/build_app.ts";

type Boot = { settings: Settings; texts: StartTexts; progress: Progress; shutdown: Shutdown; demo: boolean };

/**
 * `deno task start` (`--demo`, `--dev`): builds the app when its sources changed, brings up the database, serves, and
 * on SIGINT or SIGTERM closes all of it in reverse and exits 0. What a person can correct is one sentence and exit 1.
 */
async function main(args: string[]): Promise<number> {
  const result = parseConfig(Deno.env.toObject());
  const texts = startTexts[result.ok ? result.settings.language : result.language];
  if (!result.ok) {
    console.error([texts.settingsWrong, ...result.problems.map((problem) => `  ${problem}`)].join("\n"));
    return 1;
  }
  const { settings } = result;
  const shutdown = new Shutdown(texts);
  const boot: Boot = {
    settings,
    texts,
    progress: new Progress(args.includes("--dev") ? 2 : 3, texts),
    shutdown,
    demo: args.includes("--demo"),
  };
  try {
    if (args.includes("--dev")) await develop(boot);
    else await start(boot);
    await shutdown.asked();
    return 0;
  } catch (error) {
    if (shutdown.signal.aborted) return 0;
    if (!(error instanceof StartError)) throw error;
    boot.progress.failed();
    console.error(error.message);
    return 1;
  } finally {
    await shutdown.close();
    if (shutdown.signal.aborted) console.log(texts.stopped);
  }
}

async function start(boot: Boot): Promise<void> {
  const { settings, texts, progress, shutdown, demo } = boot;
  const stale = await appIsStale();
  progress.step(stale ? texts.stepApp : texts.stepAppSame);
  if (stale) await buildApp(texts, shutdown.signal);
  const { databaseUrl, secretKey } = await openData(boot);
  progress.step(texts.stepServe);
  lockedOut(settings.port, texts);
  // Loaded late: its modules are most of the program, and a start that fails before says so sooner.
  const { serve } = await import("./main.ts");
  const serving = serve({ ...settings, databaseUrl, secretKey, demo })
    .catch((error) => portError(error, settings.port, texts))
    .catch((error) => busError(error, settings.natsUrl, texts));
  const edge = await shutdown.opened(serving, (opened) => opened.close());
  await edge.ready;
  progress.ready(edge.url, edge.setupUrl, edge.notes);
  await Promise.race([shutdown.asked(), edge.lost.then((reason) => Promise.reject(reason))]);
}

async function develop(boot: Boot): Promise<void> {
  const { settings, texts, progress, shutdown, demo } = boot;
  const { databaseUrl, secretKey } = await openData(boot);
  progress.step(texts.stepServe);
  lockedOut(settings.port, texts);
  const { startDevelopment } = await import("./boot/development.ts");
  const development = startDevelopment({ ...settings, databaseUrl, secretKey, demo });
  const { url, ready, ended } = await shutdown.opened(Promise.resolve(development), (opened) => opened.stop());
  const stopped = ended.then((name) => Promise.reject(new StartError(texts.partStopped(name))));
  await Promise.race([ready, stopped, shutdown.asked()]);
  if (!shutdown.signal.aborted) progress.ready(url, undefined, []);
  await Promise.race([shutdown.asked(), stopped]);
}

async function openData({ settings, progress, shutdown }: Boot): Promise<{ databaseUrl: string; secretKey: string }> {
  progress.done();
  const opening = openDatabase(settings, progress, shutdown.signal);
  const { url } = await shutdown.opened(opening, (database) => database.stop());
  if (settings.secretKey) return { databaseUrl: url, secretKey: settings.secretKey };
  await Deno.mkdir(settings.dataDir, { recursive: true, mode: 0o711 });
  return { databaseUrl: url, secretKey: await secretFile(`${settings.dataDir}/secret.key`) };
}

if (import.meta.main) Deno.exit(await main(Deno.args));
