import type { CustomerPhone } from "./customers.ts";
import type { GraphEmulator } from "./emulator.ts";
import { samplePng, silentOgg } from "./samples.ts";
import type { State } from "./state.ts";
import type { Webhooks } from "./webhooks.ts";

export const SCRIPTS = ["ten_people", "two_fast", "album", "away_24h"] as const;
export type Script = typeof SCRIPTS[number];
type Deps = {
  state: State;
  webhooks: Webhooks;
  addCustomer: GraphEmulator["addCustomer"];
  customer: (id: string) => CustomerPhone | undefined;
};

const PEOPLE = [
  ["Aline Prado", "Bom dia! Ainda tem o apartamento da rua Araçá?"],
  ["Breno Luz", "Oi, quero remarcar a visita de quinta"],
  ["Caio Farias", "Vocês aceitam fiador de outra cidade?"],
  ["Dalva Nunes", "O boleto deste mês não chegou"],
  ["Eloá Reis", "Qual o valor do condomínio do 302?"],
  ["Fábio Mota", "Consigo visitar no sábado de manhã?"],
  ["Gilda Sá", "A torneira da cozinha voltou a pingar"],
  ["Heitor Paz", "Pode animal de estimação?"],
  ["Ilma Couto", "Preciso da segunda via do contrato"],
  ["Jonas Brito", "Tem algo de dois quartos até 2.500?"],
] as const;

/** Scenes that are hard to play by hand. */
export async function runScript(name: Script, deps: Deps): Promise<void> {
  const first = deps.state.customers[0];
  const person = (first && deps.customer(first.id)) ?? deps.addCustomer({ name: "Marina Teles" });
  switch (name) {
    case "ten_people":
      for (const [someone, text] of PEOPLE) {
        const known = deps.state.customers.find((one) => one.name === someone);
        (known ? deps.customer(known.id) : deps.addCustomer({ name: someone }))?.sendText(text);
      }
      return;
    case "two_fast":
      person.sendText("Oi");
      setTimeout(() => person.sendText("Ainda está disponível?"), 200);
      return;
    case "album":
      for (let index = 1; index <= 5; index++) {
        person.sendImage({ bytes: await samplePng(index), mime: "image/png", name: `foto-${index}.png` });
      }
      person.sendFile({ bytes: silentOgg(3), mime: "audio/ogg", name: "audio.ogg", voice: true });
      return;
    case "away_24h":
      deps.state.advance(24.1);
      setTimeout(() => person.sendText("Desculpe a demora, sumi ontem. Ainda dá tempo?"), 8000);
      return;
  }
}
