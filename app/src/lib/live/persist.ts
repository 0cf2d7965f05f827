/**
 * Asks the browser to keep what lies here for good: Safari clears sites not visited for seven days, others clear when
 * the disk is full. Firefox puts the question to the person, so it waits until there is something that only lies here.
 */
let isAsked = false;

export async function askToPersist(): Promise<void> {
  // Secure contexts only (not http on a bare address).
  if (isAsked || !navigator.storage?.persist) return;
  isAsked = true;
  try {
    if (!await navigator.storage.persisted()) await navigator.storage.persist();
  } catch (cause) {
    console.warn("storage: the browser did not say whether it keeps things for good", cause);
  }
}
