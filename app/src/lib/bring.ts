const AGAIN_MS = 3_000;

/**
 * A part of the app that comes when it is needed. Until the service worker holds the whole app it may be cut off on its
 * way; then it is asked for again when the network is back, or a moment later.
 */
export async function bring<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch (cause) {
      console.warn("a part of the app did not come, it is asked for again", cause);
      await untilOnline();
    }
  }
}

function untilOnline(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, AGAIN_MS);
    addEventListener("online", done);
    function done(): void {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    }
  });
}
