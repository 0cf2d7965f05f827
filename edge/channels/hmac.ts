import { createHmac, timingSafeEqual } from "node:crypto";

/** HMAC-SHA256 in hexadecimal. */
export function hmacHex(key: string, data: string | Uint8Array): string {
  return createHmac("sha256", key).update(data).digest("hex");
}

/** Compares a hexadecimal digest in constant time; anything that is not 64 hexadecimal digits is just wrong. */
export function isSameDigest(expected: string, given: string): boolean {
  if (!/^[0-9a-f]{64}$/i.test(given)) return false;
  return timingSafeEqual(new TextEncoder().encode(expected), new TextEncoder().encode(given.toLowerCase()));
}

/** A secret of our own making, 32 random bytes in hexadecimal. */
export function newSecret(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
