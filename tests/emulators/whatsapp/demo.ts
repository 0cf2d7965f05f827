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

/** The people of one building and their agency; not of the system until somebody adds it. */
export const DEMO_GROUP = {
  /** The same at each start: once added it stays so. */
  id: "Y2FwaV9ncm91cDpkZW1vOnZpbGFzZXJlbmE",
  subject: "Condomínio Vila Serena",
  said: [
    "Bom dia! A portaria já trocou o interfone?",
    "Ainda não, prometeram para hoje à tarde.",
    "Aviso quando chegarem 👍",
  ],
} as const;

/** The emulator for `deno task demo`: with people, and a number nobody knows becomes one more phone. */
export async function startDemoPhones(options: StartOptions = {}): Promise<GraphEmulator> {
  const emulator = await startGraphEmulator({ unknownNumbers: "create", ...options });
  for (const customer of DEMO_CUSTOMERS) {
    const phone = emulator.addCustomer(customer);
    if ("wroteMinutesAgo" in customer) phone.data.wroteAt = Date.now() - customer.wroteMinutesAgo * 60_000;
  }
  const [marina, , zuleide, , ivo] = emulator.customers.map(({ id }) => emulator.customer(id)!);
  const { data: group } = emulator.addGroup(DEMO_GROUP.subject, [marina!, zuleide!, ivo!], DEMO_GROUP.id);
  for (const [index, text] of DEMO_GROUP.said.entries()) {
    [marina!, zuleide!, ivo!][index % 3]!.sendText(text, { group });
  }
  return emulator;
}
