/** A newer version of the page waits in the service worker until this one lets go. */

/** Calls back once a newer version is ready; answers how to stop watching. */
export function onUpdateReady(ready: () => void): () => void {
  const container = navigator.serviceWorker;
  // Not in secure contexts only (http on a bare address): then every reload is the newest anyway.
  if (!container) return () => {};
  let stopped = false;
  void container.getRegistration().then((registration) => {
    if (!registration || stopped) return;
    if (registration.waiting && container.controller) ready();
    registration.addEventListener("updatefound", () => {
      const installing = registration.installing;
      installing?.addEventListener("statechange", () => {
        // The first version of all replaces nobody.
        if (installing.state === "installed" && container.controller && !stopped) ready();
      });
    });
  });
  return () => (stopped = true);
}

/** Lets the newer version take over and loads it. */
export async function reloadToUpdate(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const waiting = registration && await newest(registration);
  if (waiting) {
    const changed = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true })
    );
    waiting.postMessage("skip_waiting");
    await changed;
  }
  location.reload();
}

/** The version that waits, after asking the server: by itself the browser looks only now and then. */
async function newest(registration: ServiceWorkerRegistration): Promise<ServiceWorker | null> {
  await registration.update().catch((cause) => console.warn("update: the server could not be asked", cause));
  const { installing } = registration;
  if (installing) {
    await new Promise<void>((resolve) => {
      const settle = () => installing.state !== "installing" && resolve();
      installing.addEventListener("statechange", settle);
      settle();
    });
  }
  return registration.waiting;
}
