import type { Snippet } from "svelte";
import type { IconComponent } from "../icon/icon.ts";

/** A row of a menu, a hairline, or a sentence below the rows. */
export type MenuItem = MenuRow | "separator" | { note: string };

export type MenuRow = {
  label: string;
  icon?: IconComponent;
  /** Instead of an icon: a status glyph, a person. 16 px wide. */
  leading?: Snippet;
  kbd?: string;
  /** A number at the end of the row. */
  count?: number;
  /** It is the current one (a view, an order). */
  on?: boolean;
  danger?: boolean;
  /** Why it cannot be used now: greys the row and is its second line. The row can still be reached and read. */
  reason?: string;
  href?: string;
  onselect?: () => void;
};
