/** The emulator as its own process: `deno run -A tests/emulators/whatsapp/main.ts --port=8310 --webhook=http://…`. */
import { startDemoPhones } from "./demo.ts";

const args = new Map(Deno.args.map((arg) => {
  const [name = "", ...value] = arg.replace(/^--/, "").split("=");
  return [name, value.join("=")] as const;
}));
const webhookUrl = args.get("webhook");
const emulator = await startDemoPhones({
  port: Number(args.get("port") ?? 8310),
  ...(webhookUrl ? { webhookUrl } : {}),
});
console.log(`${emulator.url}/phone`);
