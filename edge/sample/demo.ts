import { fileURLToPath } from "node:url";
import type { Sql } from "@db/tx.ts";
import { hashPassword } from "../auth/password.ts";
import type { Sealer } from "../auth/seal.ts";
import type { Config } from "../config.ts";
import { createWorkspace } from "../facts/workspace.ts";
import { fillSample } from "./fill_sample.ts";

export type Demo = { notes: string[]; stop(): Promise<void> };

const PASSWORD = "jabuticaba-12";
const PHONE = fileURLToPath(new URL("../../tests/emulators/whatsapp/main.ts", import.meta.url));
/** What the emulator expects of whoever calls it (tests/emulators/whatsapp/emulator.ts). */
const CONNECTION = {
  phoneNumberId: "104558220117",
  wabaId: "220117104558",
  accessToken: "EAAemulated",
  appSecret: "emulated-app-secret",
  verifyToken: "emulated-verify-token",
  phone: "+5531900000101",
};

/** Where the demo's simulated Meta listens: beside the product. */
export function demoGraphUrl(config: Config): string {
  return `http://127.0.0.1:${config.port + 10}`;
}

/**
 * The sample workspace with sign-ins, and a simulated WhatsApp with phones to write from, as a process of its own.
 * A workspace that is there already stays as it is.
 */
export async function startDemo(deps: { sql: Sql; seal: Sealer; publicUrl: string }, config: Config): Promise<Demo> {
  const { sql } = deps;
  await createWorkspace({
    sql,
    fillSample: async (made) =>
      void await fillSample(deps, made, { passwordHash: await hashPassword(PASSWORD), whatsapp: CONNECTION }),
  }, {
    workspace: "Imobiliária Araçá",
    name: "Helena Prates",
    email: "helena@araca.example",
    password: PASSWORD,
    locale: "pt-BR",
    timeZone: "America/Sao_Paulo",
    sample: true,
  });
  const [connection] = await sql<
    { id: string }[]
  >`select id from connections where provider_key = ${CONNECTION.phoneNumberId} and deleted_at is null`;
  const port = new URL(demoGraphUrl(config)).port;
  const hook = `http://127.0.0.1:${config.port}/hooks/whatsapp/${connection?.id ?? ""}`;
  const phone = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-net", "--allow-read", "--allow-env", PHONE, `--port=${port}`, `--webhook=${hook}`],
    stdin: "null",
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  return {
    notes: signIns(config, port),
    async stop() {
      try {
        phone.kill("SIGTERM");
      } catch {
        // It went first.
      }
      await phone.status;
    },
  };
}

function signIns({ language }: Config, port: string): string[] {
  const words = language === "en"
    ? { people: "Sign in as", password: "password", phone: "Customers' phones" }
    : { people: "Entre como", password: "senha", phone: "Telefones dos clientes" };
  return [
    `${words.people}  helena@araca.example (Admin), rafaela@araca.example, joana@araca.example (Supervisor) · ${words.password} ${PASSWORD}`,
    `${words.phone}  http://localhost:${port}/phone`,
  ];
}
