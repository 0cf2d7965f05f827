import { hash, verify } from "@node-rs/argon2";

/** OWASP's argon2id minimum (19 MiB, 2 passes): about 40 ms here. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Compared against when there is no such account, so that both answers take as long. */
const NOBODY = hash("nobody", OPTIONS);

export async function hashPassword(password: string): Promise<string> {
  return await hash(password, OPTIONS);
}

export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const right = await verify(stored ?? await NOBODY, password);
  return right && typeof stored === "string";
}

/** Length is what counts (NIST 800-63B); the upper bound keeps hashing cheap. */
export const PASSWORD_LENGTH = { min: 10, max: 200 };
