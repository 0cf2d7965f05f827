export type SampleLanguage = "node" | "python" | "php";

/**
 * How a site's server proves who a visitor is: hex(HMAC-SHA256(key = the connection's secret, message = their id)).
 * The secret stays on that server (facts/channels.md F2).
 */
export function identitySample(language: SampleLanguage): string {
  return SAMPLES[language];
}

const SAMPLES: Record<SampleLanguage, string> = {
  node: `import { createHmac } from "node:crypto";

const hash = createHmac("sha256", process.env.MUTIRAO_SECRET)
  .update(user.id)
  .digest("hex");
// window.Mutirao.identify({ id: user.id, name: user.name, hash })`,
  python: `import hashlib, hmac, os

digest = hmac.new(os.environ["MUTIRAO_SECRET"].encode(),
                  user.id.encode(), hashlib.sha256).hexdigest()
# window.Mutirao.identify({ id, name, hash: digest })`,
  php: `$hash = hash_hmac('sha256', $user->id, getenv('MUTIRAO_SECRET'));
// window.Mutirao.identify({ id, name, hash })`,
};
