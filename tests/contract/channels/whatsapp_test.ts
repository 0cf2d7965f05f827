import { whatsapp } from "@edge/channels/whatsapp/whatsapp.ts";
import type { ConnectionConfig, Io } from "@edge/channels/channel.ts";
import { hmacHex } from "@edge/channels/hmac.ts";
import { startGraphEmulator } from "../../emulators/whatsapp/emulator.ts";
import { channelContract } from "./channel_contract.ts";

const meta = await startGraphEmulator();
// One process serves every test of this file; it must not keep the process alive.
globalThis.addEventListener("unload", () => void meta.close());
const customer = meta.addCustomer({ name: "Marina Teles", waId: "5531988880101" });
customer.sendText("Oi!");
const chat = meta.addGroup("Condomínio Vila Serena", [customer]);
customer.sendText("Bom dia", { group: chat.data });
const { phoneNumberId, wabaId, accessToken, appSecret, verifyToken } = meta.settings;
const connection: ConnectionConfig = {
  id: "c1",
  workspaceId: "w",
  channel: "whatsapp",
  public: { phoneNumberId, wabaId, version: "v26.0" },
  secrets: { accessToken, appSecret, verifyToken },
};
const io: Io = { fetch, graphUrl: meta.url };
const next = (fault: (typeof meta.faults.next)[number], over: Partial<Io> = {}) => () => {
  meta.faults.next.push(fault);
  return { ...io, ...over };
};

channelContract({
  name: "WhatsApp",
  channel: whatsapp,
  connection,
  payloads: new URL("../../../edge/channels/whatsapp/payloads/", import.meta.url),
  sign: (raw) => new Headers({ "x-hub-signature-256": `sha256=${hmacHex(appSecret, raw)}` }),
  message: { scenario: "text", body: "Oi! Ainda está disponível?" },
  receipt: { scenario: "read", status: "read" },
  unknownKind: "unknown_type",
  batch: { scenario: "batch", count: 3 },
  address: { kind: "phone", value: "+5531988880101" },
  group: {
    scenario: "group_text",
    providerId: "Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD",
    address: { kind: "wa_group", value: chat.data.id },
    unknown: { kind: "wa_group", value: "nowhere" },
  },
  io,
  troubles: [
    {
      name: "the window closed",
      cause: next("window"),
      expected: { type: "failed", kind: "window_closed", code: "131047" },
    },
    { name: "too many a second", cause: next("rate"), expected: { type: "retry", code: "130429" } },
    {
      name: "too many to one person, third time",
      cause: next("pair", { attempt: 2 }),
      expected: { type: "retry", afterMs: 64_000 },
    },
    { name: "the token expired", cause: next("token"), expected: { type: "failed", kind: "auth", code: "190" } },
    { name: "a transient error", cause: next("server_error"), expected: { type: "retry", code: "131000" } },
    { name: "a gateway's own error page", cause: next("bad_gateway"), expected: { type: "unknown" } },
    { name: "an answer that breaks off", cause: next("cut"), expected: { type: "unknown" } },
    {
      name: "no answer in time",
      cause: () => next("timeout_accepted", { signal: AbortSignal.timeout(300) })(),
      expected: { type: "unknown" },
    },
    {
      name: "nobody listens",
      cause: () => ({ ...io, graphUrl: "http://127.0.0.1:8349" }),
      expected: { type: "retry", code: "unreachable" },
    },
  ],
});
