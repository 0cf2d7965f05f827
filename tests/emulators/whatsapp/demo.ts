import { type GraphEmulator, startGraphEmulator, type StartOptions } from "./emulator.ts";

/**
 * Every kind of person: with a number, without one, with a number from before the ninth digit. The first three are in the
 * sample workspace (db/seed/sample_data.ts) and wrote there this long ago, so their windows are open here too.
 */
export const DEMO_CUSTOMERS = [
  { name: "Marina Teles", waId: "5531988880101", userId: "BR.1502576394650101", wroteMinutesAgo: 3 },
  { name: "Otávio Brandão", waId: "5531988880102", userId: "BR.1502576394650102", wroteMinutesAgo: 1422 },
  { name: "Zuleide Fontes", waId: "5531988880103", userId: "BR.1502576394650103", wroteMinutesAgo: 12 },
  { name: "Gabi 🌻", withoutPhone: true, userId: "BR.1502576394650104" },
  { name: "Ivo Pacheco", waId: "553188880105", userId: "BR.1502576394650105" },
] as const;

/** The emulator for `deno task demo`: with people, and a number nobody knows becomes one more phone. */
export async function startDemoPhones(options: StartOptions = {}): Promise<GraphEmulator> {
  const emulator = await startGraphEmulator({ unknownNumbers: "create", ...options });
  for (const customer of DEMO_CUSTOMERS) {
    const phone = emulator.addCustomer(customer);
    if ("wroteMinutesAgo" in customer) phone.data.wroteAt = Date.now() - customer.wroteMinutesAgo * 60_000;
  }
  return emulator;
}
