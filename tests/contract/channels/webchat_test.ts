import { webchat } from "@edge/channels/webchat/webchat.ts";
import { signVisitor } from "@edge/channels/webchat/verify.ts";
import type { ConnectionConfig } from "@edge/channels/channel.ts";
import { channelContract } from "./channel_contract.ts";

const connection: ConnectionConfig = {
  id: "c1",
  workspaceId: "w",
  channel: "webchat",
  public: { origins: "https://alecrim.test", title: "Clínica Alecrim", colour: "#2f5d46" },
  secrets: { identitySecret: "s3cr3t", visitorKey: "key" },
};
const visitor = { ids: ["user:ana@exemplo.test", "v:0199aaaa-0000-7000-8000-000000000009"], name: "Ana" };

channelContract({
  name: "web chat",
  channel: webchat,
  connection,
  payloads: new URL("../../../edge/channels/webchat/payloads/", import.meta.url),
  sign: () => new Headers({ authorization: `Bearer ${signVisitor(visitor, connection)}` }),
  message: { scenario: "text", body: "Vocês atendem Vida Plena?" },
  receipt: { scenario: "read", status: "read" },
  unknownKind: "unknown_type",
  batch: { scenario: "batch", count: 2 },
  address: { kind: "web", value: "v:1" },
  io: { fetch, graphUrl: "" },
  troubles: [],
});
