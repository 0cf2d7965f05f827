import {
  configure,
  getConsoleSink,
  getJsonLinesFormatter,
  getLogger,
  type Logger,
  type LogRecord,
} from "@logtape/logtape";
import type { LogLevel } from "../config.ts";

/** Property names whose values never reach a log, wherever they stand. */
const SECRET = /pass(word)?|secret|token|cookie|authorization|api_?key|access_?key|credential/i;
const HIDDEN = "[hidden]";

/** Sets up logging for the process: JSON lines into a file or pipe, plain lines on a terminal. Called once, by main. */
export async function setUpLogging(level: LogLevel): Promise<void> {
  const sink = Deno.stdout.isTerminal() ? getConsoleSink() : getConsoleSink({ formatter: getJsonLinesFormatter() });
  await configure({
    reset: true,
    sinks: { console: (record: LogRecord) => sink({ ...record, properties: hideSecrets(record.properties) }) },
    loggers: [
      { category: "mutirao", lowestLevel: level, sinks: ["console"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: ["console"] },
    ],
  });
}

/** The log of one part: `logOf("sync").info("room {room} opened", { room })`. */
export function logOf(part: string): Logger {
  return getLogger(["mutirao", part]);
}

/** A copy whose secret-looking properties are masked, at any depth. */
export function hideSecrets(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, SECRET.test(name) ? HIDDEN : hideInside(value)]),
  );
}

function hideInside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hideInside);
  if (value === null || typeof value !== "object") return value;
  return isPlain(value) ? hideSecrets(value) : value;
}

function isPlain(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype;
}
