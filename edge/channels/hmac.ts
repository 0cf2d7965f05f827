import { createHash, timingSafeEqual } from "node:crypto";

/** SHA-256's block: a key is filled up to it, or hashed when it is longer (RFC 2104). */
const BLOCK = 64;
const KEPT = 1_000;
type Pads = { inner: Uint8Array; outer: Uint8Array };
const padsByKey = new Map<string, Pads>();

/**
 * HMAC-SHA256 in hexadecimal, of RFC 2104's definition: node's `createHmac` does the same in four times as long, and
 * this is asked for every webhook before anything else is known about it.
 */
export function hmacHex(key: string, data: string | Uint8Array): string {
  const { inner, outer } = padsOf(key);
  const digest = createHash("sha256").update(inner).update(data).digest();
  return createHash("sha256").update(outer).update(digest).digest("hex");
}

function padsOf(key: string): Pads {
  let pads = padsByKey.get(key);
  if (!pads) {
    const bytes = new TextEncoder().encode(key);
    const block = new Uint8Array(BLOCK);
    block.set(bytes.length > BLOCK ? createHash("sha256").update(bytes).digest() : bytes);
    pads = { inner: block.map((byte) => byte ^ 0x36), outer: block.map((byte) => byte ^ 0x5c) };
    padsByKey.set(key, pads);
    if (padsByKey.size > KEPT) padsByKey.delete(padsByKey.keys().next().value!);
  }
  return pads;
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
