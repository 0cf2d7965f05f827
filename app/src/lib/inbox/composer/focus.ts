/** Puts the cursor into the reply, once it is drawn (the key that asked for it must not be typed). */
export function focusComposer(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>("[data-composer] [contenteditable=true], [data-composer] textarea")?.focus();
  });
}
