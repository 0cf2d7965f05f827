/** Out of the composer, to the conversation: the letters act again and the arrows scroll. */
export function focusThread(): void {
  document.querySelector<HTMLElement>("main [role=log]")?.focus({ preventScroll: true });
}

/** Puts the cursor into the reply, once it is drawn (the key that asked for it must not be typed). */
export function focusComposer(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>("[data-composer] [contenteditable=true], [data-composer] textarea")?.focus();
  });
}
