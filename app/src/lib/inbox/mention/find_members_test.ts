import { deepEqual } from "node:assert/strict";
import type { Row } from "@domain/rows.ts";
import { atWord, findMembers } from "./find_members.ts";

const role = { id: "r", permissions: [] as const };
function member(id: string, name: string, departments: string[] = [], status = "active") {
  return [id, { id, name, role_id: "r", department_ids: departments, status } as unknown as Row<"members">] as const;
}
const config = {
  members: new Map([
    member("me", "Helena Prado"),
    member("a", "Rafaela Souza", ["d"]),
    member("b", "João Rafael", ["d"]),
    member("c", "Rafael Longe"),
    member("e", "Rafa Antiga", ["d"], "removed"),
  ]),
  roles: new Map([["r", role as unknown as Row<"roles">]]),
};
const at = (here: string[] = []) => ({
  me: "me",
  place: { agent_id: "me", department_id: "d" },
  isHere: (id: string) => here.includes(id),
});

Deno.test("an @ that begins a word opens the list, up to the next sign; an address does not (INT-03)", () => {
  deepEqual(atWord("olha, @"), "");
  deepEqual(atWord("@Raf"), "Raf");
  deepEqual(atWord("(@jo"), "jo");
  deepEqual(atWord("maria@ara"), undefined);
  deepEqual(atWord("@Rafaela "), undefined);
});

Deno.test("only colleagues who see the conversation are offered, by the beginning of each name (INT-03)", () => {
  deepEqual(findMembers(config, "rafa", at()).map(({ id }) => id), ["a", "b"]);
  deepEqual(findMembers(config, "", at(["b"])).map(({ id }) => id), ["b", "a"]);
  deepEqual(findMembers(config, "joao", at()).map(({ id }) => id), ["b"]);
});
