/** The emulator as its own process: `deno run -A tests/emulators/whatsapp/main.ts --port=8310 --webhook=http://…`. */
import { startGraphEmulator } from "./emulator.ts";

const args = new Map(Deno.args.map((arg) => {
  const [name = "", ...value] = arg.replace(/^--/, "").split("=");
  return [name, value.join("=")] as const;
}));
const webhookUrl = args.get("webhook");
const emulator = await startGraphEmulator({
  port: Number(args.get("port") ?? 8310),
  unknownNumbers: "create",
  ...(webhookUrl ? { webhookUrl } : {}),
});
for (const customer of SAMPLE_CUSTOMERS()) emulator.addCustomer(customer);
console.log(`${emulator.url}/phone`);

/** Every kind of person: with a number, without one, with a number from before the ninth digit. */
function SAMPLE_CUSTOMERS() {
  return [
    { name: "Marina Teles", waId: "5531988880101" },
    { name: "Otávio Brandão", waId: "5531988880102" },
    { name: "Zuleide Fontes", waId: "5531988880103" },
    { name: "Gabi 🌻", withoutPhone: true },
    { name: "Ivo Pacheco", waId: "553188880105" },
  ];
}
