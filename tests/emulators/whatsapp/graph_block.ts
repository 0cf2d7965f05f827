import { phoneKey } from "@domain/phone.ts";
import { GraphError } from "./errors.ts";
import type { Customer, State } from "./state.ts";
import { invalid, missing } from "./validate.ts";

type Named = { user: string } | { user_id: string };
type Failed = { input: string; errors: { code: number; message: string }[] };

/**
 * `POST` and `DELETE /{phone_number_id}/block_users` as Meta answers them (facts/channels.md A6): only who wrote in the
 * last 24 h can be blocked, unblocking has no such rule, and a user that failed makes it HTTP 400 with both lists.
 */
export function changeBlocked(state: State, body: unknown, isBlocked: boolean): { status: 200 | 400; answer: object } {
  const added: object[] = [];
  const failed: Failed[] = [];
  for (const named of usersOf(body)) {
    const input = "user" in named ? named.user : named.user_id;
    const customer = findNamed(state, named);
    // Which codes stand inside `failed_users` is not documented; only 139100 on the outside is.
    const error = !customer
      ? { code: 131021, message: "User is not on WhatsApp" }
      : isBlocked && !state.isWindowOpen(customer)
      ? { code: 131047, message: "User has not sent a message in the last 24 hours" }
      : undefined;
    if (error) failed.push({ input, errors: [error] });
    else {
      customer!.isBlocked = isBlocked;
      added.push({ input, ...(customer!.waId ? { wa_id: customer!.waId } : {}), user_id: customer!.userId });
    }
  }
  state.changed();
  const users = { [isBlocked ? "added_users" : "removed_users"]: added };
  const base = { messaging_product: "whatsapp" };
  if (failed.length === 0) return { status: 200, answer: { ...base, block_users: users } };
  const { error } = new GraphError(139100, "Failed to block/unblock some users").toJson();
  return { status: 400, answer: { ...base, block_users: { ...users, failed_users: failed }, error } };
}

function usersOf(body: unknown): Named[] {
  const { messaging_product: product, block_users: users, ...rest } = asRecord(body);
  if (product !== "whatsapp") throw missing("messaging_product");
  if (Object.keys(rest).length > 0) throw new GraphError(100, `Unexpected key "${Object.keys(rest)[0]}"`);
  if (!Array.isArray(users) || users.length === 0) throw missing("block_users");
  if (users.length > 1000) throw invalid("block_users", "at most 1000 users in one request");
  return users.map((one): Named => {
    const { user, user_id: userId, ...others } = asRecord(one);
    if (Object.keys(others).length > 0) throw invalid("block_users");
    if (typeof user === "string" && userId === undefined) return { user };
    if (typeof userId === "string" && user === undefined) return { user_id: userId };
    throw invalid("block_users", "exactly one of user and user_id");
  });
}

function findNamed(state: State, named: Named): Customer | undefined {
  return state.customers.find((one) =>
    "user" in named
      ? one.waId !== undefined && phoneKey(one.waId) === phoneKey(named.user)
      : one.userId === named.user_id
  );
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
