import * as Y from "yjs";
import type { Touched } from "./check.ts";
import { Refuse } from "./check_struct.ts";
import type { DocRule, MapRule } from "./rule.ts";

/** Upper bound of each text root's length: measured once, then only added to; measured again when it would refuse. */
type Sizes = Map<string, number>;

const SIZES = new WeakMap<Y.Doc, Sizes>();

export function sizesOf(doc: Y.Doc): Sizes {
  let sizes = SIZES.get(doc);
  if (sizes === undefined) SIZES.set(doc, sizes = new Map());
  return sizes;
}

/** Lengths of texts, number and presence of keys, after the update. */
export function checkSizes(
  doc: Y.Doc,
  rule: DocRule,
  touched: readonly Touched[],
  inserted: ReadonlyMap<string, number>,
  sizes: Sizes,
): void {
  for (const root of new Set(touched.map((change) => change.root))) {
    const rootRule = rule.roots[root]!;
    if (rootRule.type === "map") checkKeys(doc.getMap(root), root, rootRule);
  }
  for (const [root, added] of inserted) {
    const rootRule = rule.roots[root]!;
    if (rootRule.type === "map") continue;
    const fragment = doc.getXmlFragment(root);
    let size = (sizes.get(root) ?? Infinity) + added;
    if (size > rootRule.maxLength) size = measure(fragment);
    sizes.set(root, size);
    if (size > rootRule.maxLength) throw new Refuse("too_large", root);
  }
}

function checkKeys(map: Y.Map<unknown>, root: string, rule: MapRule): void {
  if (map.size > rule.maxKeys) throw new Refuse("too_large", root);
  for (const key of rule.required) if (!map.has(key)) throw new Refuse("bad_value", `${root}.${key}`);
}

function measure(node: Y.XmlFragment | Y.XmlText | Y.XmlHook): number {
  if (node instanceof Y.XmlText) return 1 + node.length;
  if (!(node instanceof Y.XmlFragment)) return 1;
  let length = 1;
  for (const child of node.toArray()) length += measure(child);
  return length;
}
