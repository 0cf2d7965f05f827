import type { IconComponent } from "#lib/ui/icon/icon.ts";

/** Where the palette and the menus put it. */
export type ActionGroup = "ticket" | "list" | "go" | "me";

/**
 * Something a person can do on this screen: one object feeds the menu row, the shortcut, the palette and the keyboard
 * help, so that none of them can say something else.
 */
export type Action = {
  id: string;
  title: string;
  icon: IconComponent;
  group: ActionGroup;
  /** `"E"`, `"Ctrl K"`, `"Ctrl Shift Enter"`, `"G A"` (one after the other). */
  keys?: string | undefined;
  /** Why it cannot be done now: shown as the row's second line, the shortcut does nothing. */
  reason?: string | undefined;
  /** Also while a field has the focus: only for combinations with Ctrl. */
  whileTyping?: boolean | undefined;
  run: () => void;
};

/** One name for a key press: `"Ctrl Shift Enter"`, `"E"`, `"/"`. Cmd counts as Ctrl. */
export function pressed(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const isLetter = /^[A-Z0-9]$/.test(key) || key.length > 1;
  return [
    event.ctrlKey || event.metaKey ? "Ctrl" : "",
    event.altKey ? "Alt" : "",
    // `?` and `[` need Shift on some keyboards: there the sign itself is the key.
    event.shiftKey && isLetter ? "Shift" : "",
    key,
  ].filter(Boolean).join(" ");
}
