import { newId } from "@domain/ids.ts";
import { Client, PASSWORD } from "../../integration/harness/client.ts";
import type { RoleKey } from "../../integration/harness/world.ts";
import type { Cluster } from "../cluster.ts";

/** A new member, invited at one process and joined at another. */
export async function invited(cluster: Cluster, name: string, role: RoleKey | { id: string } = "supervisor") {
  const { world } = cluster.stage;
  const roleId = typeof role === "string" ? world.roles[role] : role.id;
  const email = `${name.toLowerCase()}@beira.test`;
  const admin = cluster.at(0, world.admin);
  const { data } = await admin.done("member.invite", { memberId: newId(), name, email, roleId, departmentIds: [] });
  const client = new Client(cluster.url(1));
  const token = String(data?.link).split("/").at(-1)!;
  await client.json("POST", `/api/invitations/${token}`, { name, password: PASSWORD });
  return await client.signedIn();
}
