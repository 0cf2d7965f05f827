import type { LucideIcon } from "@lucide/svelte";

/** A lucide icon, imported by path: `import Send from "@lucide/svelte/icons/send"`. */
export type IconComponent = LucideIcon;
