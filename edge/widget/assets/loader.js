// @ts-check
/** Mutirão web chat, on a customer's site: one button, one frame, one global. No styles or scripts of its own inline. */
(() => {
  /** @type {{connection: string, title: string, colour: string}} */
  const values = /** @type {any} */ ("__VALUES__");
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript) ??
    /** @type {HTMLScriptElement | null} */ (document.querySelector(`script[src*="${values.connection}"]`));
  if ("Mutirao" in window || !script) return;
  const origin = new URL(script.src, location.href).origin;
  const isPortuguese = navigator.language.toLowerCase().startsWith("pt");
  const words = isPortuguese
    ? { open: "Abrir a conversa", close: "Recolher a conversa", frame: `Conversa com ${values.title}` }
    : { open: "Open the chat", close: "Collapse the chat", frame: `Chat with ${values.title}` };
  const memory = `mutirao:${values.connection}`;
  const isBright = luminance(values.colour) > 0.35;
  const ink = isBright ? "#1d1714" : "#fff";
  const phone = matchMedia("(max-width: 480px)");
  /** @type {Record<string, ((detail: unknown) => void)[]>} */
  const listeners = {};
  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  let isOpen = false;
  let isReady = false;
  let unread = 0;
  /** @type {unknown[]} */
  let waiting = [];

  const button = document.createElement("button");
  button.type = "button";
  button.id = "mutirao-launcher";
  style(button, {
    position: "fixed",
    right: "28px",
    bottom: "28px",
    width: "58px",
    height: "58px",
    padding: "0",
    border: "0",
    borderRadius: "50%",
    background: values.colour,
    color: ink,
    cursor: "pointer",
    boxShadow: "0 0 0 1px rgb(0 0 0 / .06), 0 10px 26px -6px rgb(40 25 20 / .4)",
    zIndex: "2147483000",
    display: "grid",
    placeItems: "center",
  });
  button.append(icon("M5 5.5h14v10.500h-7.500L7 19.500V16H5z"));
  const badge = document.createElement("span");
  style(badge, {
    position: "absolute",
    right: "-2px",
    top: "-2px",
    minWidth: "20px",
    height: "20px",
    padding: "0 5px",
    borderRadius: "10px",
    background: "#b3261e",
    color: "#fff",
    font: "600 12px/20px system-ui, sans-serif",
    boxSizing: "border-box",
    textAlign: "center",
    display: "none",
  });
  button.append(badge);
  button.addEventListener("click", () => toggle());
  label();

  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);

  function start() {
    document.body.append(button);
    // Somebody who wrote before may have an answer waiting: the badge must know without a click.
    if (remembered()) mount();
  }

  function mount() {
    if (frame) return;
    frame = document.createElement("iframe");
    frame.title = words.frame;
    frame.allow = "microphone; clipboard-write";
    frame.src = `${origin}/chat/${values.connection}?host=${encodeURIComponent(location.origin)}`;
    place();
    document.body.append(frame);
  }

  function place() {
    if (!frame) return;
    style(frame, {
      position: "fixed",
      border: "0",
      zIndex: "2147483001",
      colorScheme: "normal",
      background: "transparent",
      display: isOpen ? "block" : "none",
      ...(phone.matches
        ? { inset: "0", width: "100%", height: "100%", borderRadius: "0", maxHeight: "none", boxShadow: "none" }
        : {
          inset: "auto 28px 28px auto",
          width: "380px",
          height: "620px",
          maxHeight: "calc(100vh - 56px)",
          borderRadius: "16px",
          boxShadow: "0 0 0 1px rgb(50 30 20 / .1), 0 18px 48px -10px rgb(50 30 20 / .32)",
        }),
    });
    button.style.display = isOpen ? "none" : "grid";
  }
  phone.addEventListener("change", place);

  function open() {
    mount();
    isOpen = true;
    setUnread(0);
    place();
    post({ type: "open" });
    frame?.focus();
    emit("open");
  }

  function close() {
    isOpen = false;
    place();
    post({ type: "close" });
    button.focus();
    emit("close");
  }

  function toggle() {
    isOpen ? close() : open();
  }

  /** @param {unknown} message */
  function post(message) {
    if (isReady) frame?.contentWindow?.postMessage({ mutirao: message }, origin);
    else waiting.push(message);
  }

  addEventListener("message", (event) => {
    if (event.origin !== origin || event.source !== frame?.contentWindow) return;
    const message = event.data?.mutirao;
    if (!message) return;
    if (message.type === "ready") {
      isReady = true;
      for (const one of waiting) post(one);
      waiting = [];
      emit("ready");
    } else if (message.type === "close") close();
    else if (message.type === "known") remember();
    else if (message.type === "message") {
      if (!isOpen) setUnread(unread + 1);
      emit("message", message.message);
    } else if (message.type === "error") emit("error", { code: message.code });
  });

  /** @param {number} count */
  function setUnread(count) {
    unread = count;
    badge.textContent = count > 9 ? "9+" : `${count}`;
    badge.style.display = count > 0 ? "block" : "none";
    label();
  }

  function label() {
    button.setAttribute("aria-label", unread > 0 ? `${words.open} (${unread})` : words.open);
  }

  function remembered() {
    try {
      return localStorage.getItem(memory) !== null;
    } catch {
      return false;
    }
  }

  function remember() {
    try {
      localStorage.setItem(memory, "1");
    } catch {
      // Without storage the badge waits for the first click.
    }
  }

  /** @param {string} name @param {unknown} [detail] */
  function emit(name, detail) {
    for (const listener of listeners[name] ?? []) listener(detail);
  }

  /** @param {HTMLElement} element @param {Record<string, string>} rules */
  function style(element, rules) {
    Object.assign(element.style, rules);
  }

  /** @param {string} path */
  function icon(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (
      const [name, value] of Object.entries({
        viewBox: "0 0 24 24",
        width: "26",
        height: "26",
        fill: "none",
        stroke: "currentColor",
        "stroke-width": "1.75",
        "stroke-linejoin": "round",
        "aria-hidden": "true",
      })
    ) svg.setAttribute(name, value);
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  }

  /** @param {string} hex */
  function luminance(hex) {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => (parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  Object.defineProperty(window, "Mutirao", {
    value: Object.freeze({
      open,
      close,
      toggle,
      /** @param {{id: string, hash: string, name?: string}} user */
      identify(user) {
        remember();
        mount();
        post({ type: "identify", user });
      },
      /** At sign-out: the next person on this browser starts afresh. */
      reset() {
        try {
          localStorage.removeItem(memory);
        } catch {
          // Nothing was kept then.
        }
        mount();
        post({ type: "reset" });
      },
      /** @param {"ready" | "message" | "error" | "open" | "close"} name @param {(detail: unknown) => void} listener */
      on(name, listener) {
        (listeners[name] ??= []).push(listener);
        if (name === "ready" && isReady) listener(undefined);
      },
    }),
  });
})();
