import { type GraphEmulator, startGraphEmulator, type StartOptions } from "./emulator.ts";

/** Every kind of person: with a number, without one, with a number from before the ninth digit. */
export const DEMO_CUSTOMERS = [
  { name: "Marina Teles", waId: "5531988880101", userId: "BR.1502576394650101" },
  { name: "Otávio Brandão", waId: "5531988880102", userId: "BR.1502576394650102" },
  { name: "Zuleide Fontes", waId: "5531988880103", userId: "BR.1502576394650103" },
  { name: "Gabi 🌻", withoutPhone: true, userId: "BR.1502576394650104" },
  { name: "Ivo Pacheco", waId: "553188880105", userId: "BR.1502576394650105" },
] as const;

/** The emulator for `deno task demo`: with people, and a number nobody knows becomes one more phone. */
export async function startDemoPhones(options: StartOptions = {}): Promise<GraphEmulator> {
  const emulator = await startGraphEmulator({ unknownNumbers: "create", ...options });
  for (const customer of DEMO_CUSTOMERS) emulator.addCustomer(customer);
  return emulator;
}
