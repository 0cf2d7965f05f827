import * as Y from "yjs";
import type { RefusalReason } from "./reason.ts";
import type { DocRule, MapRule, TextRule } from "./rule.ts";

export class Refuse extends Error {
  constructor(readonly reason: RefusalReason, readonly path: string) {
    super(`${reason} at ${path}`);
  }
}

/** Longest attribute of an element (a heading's level, a list's start, a code block's language). */
const MAX_ATTRIBUTE = 200;

/**
 * Holds one new struct against the rule; returns its root, or undefined for one without content or place (collected
 * before it was ever sent). `before` is the first clock that is new: the struct may have grown by merging.
 */
export function checkStruct(
  struct: Y.Item | Y.GC | Y.AbstractStruct,
  before: number,
  rule: DocRule,
  write: ReadonlySet<string>,
): string | undefined {
  if (!(struct instanceof Y.Item) || struct.id.clock + struct.length <= before) return undefined;
  const place = placeOf(struct);
  if (place === undefined) return undefined;
  const { parent, depth, root } = place;
  const rootRule = Object.hasOwn(rule.roots, root) ? rule.roots[root] : undefined;
  if (rootRule === undefined) throw new Refuse("foreign_root", root);
  if (!write.has(root)) throw new Refuse("forbidden", root);
  if (struct.content instanceof Y.ContentDeleted) return root;
  if (rootRule.type === "map") checkMapItem(struct, parent._item === null, root, rootRule);
  else checkTextItem(struct, parent, depth, root, rootRule);
  return root;
}

export const rootOf = (item: Y.Item): string | undefined => placeOf(item)?.root;

/** Undefined for one without a place: its parent was collected, and Yjs makes it a struct without content. */
function placeOf({ parent }: Y.Item): { parent: Y.AbstractType<unknown>; root: string; depth: number } | undefined {
  if (!(parent instanceof Y.AbstractType)) return undefined;
  let top: Y.AbstractType<unknown> = parent;
  let depth = 1;
  while (top._item !== null) {
    const above: unknown = top._item.parent;
    if (!(above instanceof Y.AbstractType)) return undefined;
    top = above;
    depth++;
  }
  return { parent, root: Y.findRootTypeKey(top), depth };
}

function checkMapItem(item: Y.Item, atRoot: boolean, root: string, rule: MapRule): void {
  const key = item.parentSub;
  if (!atRoot || key === null) throw new Refuse("bad_shape", root);
  const path = `${root}.${key}`;
  const own = Object.hasOwn(rule.keys, key) ? rule.keys[key] : undefined;
  const schema = own ?? (rule.rest?.key.test(key) ? rule.rest.value : undefined);
  if (schema === undefined) throw new Refuse("foreign_key", path.slice(0, 200));
  if (!(item.content instanceof Y.ContentAny)) throw new Refuse("bad_shape", path);
  // A run of several values under one key: all but the last count as overwritten, but all are stored.
  for (const value of item.content.arr) {
    if (!schema.safeParse(value).success) throw new Refuse("bad_value", path);
  }
}

function checkTextItem(
  item: Y.Item,
  parent: Y.AbstractType<unknown>,
  depth: number,
  root: string,
  rule: TextRule,
): void {
  const { content } = item;
  if (depth > rule.maxDepth + 2) throw new Refuse("too_large", root);
  if (item.parentSub !== null) {
    // An attribute: only elements have them (a heading's level).
    const value: unknown = content instanceof Y.ContentAny ? content.arr : undefined;
    if (parent.constructor !== Y.XmlElement || value === undefined) throw new Refuse("bad_shape", root);
    if (JSON.stringify(value).length > MAX_ATTRIBUTE || item.parentSub.length > 40) throw new Refuse("too_large", root);
    return;
  }
  if (parent.constructor === Y.XmlText) {
    if (content instanceof Y.ContentString) return;
    if (!(content instanceof Y.ContentFormat)) throw new Refuse("bad_shape", root);
    // y-tiptap writes `name--hash` for marks that may overlap with themselves.
    const mark = content.key.split("--")[0]!;
    const allows = Object.hasOwn(rule.marks, mark) ? rule.marks[mark] : undefined;
    if (allows === undefined) throw new Refuse("bad_shape", `${root}.${mark}`.slice(0, 200));
    if (!allows(content.value)) throw new Refuse("bad_value", `${root}.${mark}`);
    return;
  }
  if (!(content instanceof Y.ContentType)) throw new Refuse("bad_shape", root);
  const type = content.type;
  if (type.constructor === Y.XmlText) return;
  if (!(type instanceof Y.XmlElement) || type.constructor !== Y.XmlElement || !rule.nodes.has(type.nodeName)) {
    throw new Refuse("bad_shape", root);
  }
}
