/** Secrets of connections at rest: AES-256-GCM under a key derived from SECRET_KEY (design.md §10). */
export type Sealer = {
  seal(values: Record<string, string>): Promise<Uint8Array>;
  open(sealed: Uint8Array): Promise<Record<string, string>>;
  /** HMAC-SHA256 for links and visitor tokens; `purpose` keeps one kind of token from passing as another. */
  sign(purpose: string, text: string): Promise<string>;
  verify(purpose: string, text: string, signature: string): Promise<boolean>;
};

export async function createSealer(secretKey: string): Promise<Sealer> {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(secretKey), "HKDF", false, [
    "deriveKey",
  ]);
  const derive = (info: string, usage: "encrypt" | "sign") =>
    crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: new TextEncoder().encode(info) },
      material,
      usage === "encrypt" ? { name: "AES-GCM", length: 256 } : { name: "HMAC", hash: "SHA-256", length: 256 },
      false,
      usage === "encrypt" ? ["encrypt", "decrypt"] : ["sign", "verify"],
    );
  const aes = await derive("mutirao/connections/v1", "encrypt");
  const keys = new Map<string, Promise<CryptoKey>>();
  const hmac = (purpose: string) => {
    let key = keys.get(purpose);
    if (!key) keys.set(purpose, key = derive(`mutirao/sign/${purpose}/v1`, "sign"));
    return key;
  };
  const text = new TextEncoder();
  return {
    async seal(values) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aes, text.encode(JSON.stringify(values)));
      const out = new Uint8Array(12 + sealed.byteLength);
      out.set(iv);
      out.set(new Uint8Array(sealed), 12);
      return out;
    },
    async open(sealed) {
      const bytes = new Uint8Array(sealed);
      const plain = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv: bytes.subarray(0, 12) },
        aes,
        bytes.subarray(12),
      );
      return JSON.parse(new TextDecoder().decode(plain));
    },
    async sign(purpose, value) {
      const mac = await crypto.subtle.sign("HMAC", await hmac(purpose), text.encode(value));
      return new Uint8Array(mac).toBase64({ alphabet: "base64url", omitPadding: true });
    },
    async verify(purpose, value, signature) {
      let mac: Uint8Array<ArrayBuffer>;
      try {
        mac = Uint8Array.fromBase64(signature, { alphabet: "base64url" });
      } catch {
        return false;
      }
      return await crypto.subtle.verify("HMAC", await hmac(purpose), mac, text.encode(value));
    },
  };
}
