import { BlockList, isIP } from "node:net";

const lists = new WeakMap<readonly string[], BlockList>();

/** Is this address one of the listed proxies (addresses or CIDR ranges)? */
export function isTrusted(address: string, proxies: readonly string[]): boolean {
  const plain = address.replace(/^::ffff:/, "");
  const version = isIP(plain);
  if (version === 0 || proxies.length === 0) return false;
  let list = lists.get(proxies);
  if (!list) {
    list = new BlockList();
    for (const proxy of proxies) {
      const [base, bits] = proxy.split("/");
      const family = isIP(base!) === 6 ? "ipv6" : "ipv4";
      if (bits) list.addSubnet(base!, Number(bits), family);
      else list.addAddress(base!, family);
    }
    lists.set(proxies, list);
  }
  return list.check(plain, version === 6 ? "ipv6" : "ipv4");
}
