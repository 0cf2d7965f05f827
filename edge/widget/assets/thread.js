// @ts-check
/** Draws the thread: every text as text, only what changed is drawn again. */
import { errorText, language, t } from "./texts.js";

/** @typedef {import("./api.js").Message} Message @typedef {import("./queue.js").Item} Item */
/** @typedef {{key: string, print: string, make: () => HTMLElement}} Part */

/**
 * @param {HTMLElement} root
 * @param {{onOlder: () => void, onRetry: (id: string) => void, onDiscard: (id: string) => void}} actions
 */
export function threadView(root, actions) {
  /** @type {Map<string, {print: string, element: HTMLElement}>} */
  let drawn = new Map();
  let wasAtEnd = true;
  // A picture gets its height only when it is here; who was reading the end stays there.
  root.addEventListener("load", () => {
    if (wasAtEnd) root.scrollTop = root.scrollHeight;
  }, true);
  root.addEventListener("scroll", () => {
    wasAtEnd = root.scrollHeight - root.scrollTop - root.clientHeight < 60;
  });
  return {
    /** @param {{messages: Message[], queue: Item[], greeting: string, hasOlder: boolean, typing?: string, isOnline: boolean}} state */
    draw(state) {
      const isAtEnd = root.scrollHeight - root.scrollTop - root.clientHeight < 60;
      const before = root.scrollHeight;
      const parts = partsOf(state, actions);
      const isOlder = parts[0]?.key !== [...drawn.keys()][0] && drawn.size > 0;
      /** @type {typeof drawn} */
      const next = new Map();
      let previous = /** @type {Element | null} */ (null);
      for (const part of parts) {
        const old = drawn.get(part.key);
        const element = old?.print === part.print ? old.element : part.make();
        if (old && old.element !== element) old.element.replaceWith(element);
        const place = previous ? previous.nextElementSibling : root.firstElementChild;
        if (place !== element) root.insertBefore(element, place);
        previous = element;
        next.set(part.key, { print: part.print, element });
      }
      for (const [key, { element }] of drawn) if (!next.has(key)) element.remove();
      drawn = next;
      wasAtEnd = isAtEnd || before === 0;
      if (wasAtEnd) root.scrollTop = root.scrollHeight;
      else if (isOlder && root.scrollTop < 80) root.scrollTop += root.scrollHeight - before;
    },
    toEnd() {
      root.scrollTop = root.scrollHeight;
    },
  };
}

/** @param {Parameters<ReturnType<typeof threadView>["draw"]>[0]} state @param {Parameters<typeof threadView>[1]} actions */
function partsOf(state, actions) {
  const { messages, queue, greeting, hasOlder, typing, isOnline } = state;
  /** @type {Part[]} */
  const parts = [];
  /** @param {string} key @param {unknown} print @param {() => HTMLElement} make */
  const put = (key, print, make) => parts.push({ key, print: JSON.stringify(print), make });
  if (hasOlder) {
    put("older", 0, () => {
      const button = el("button", "older", t.older);
      button.addEventListener("click", actions.onOlder);
      return button;
    });
  }
  let day = "";
  if (!hasOlder && greeting) {
    // The greeting belongs to the day the conversation began.
    day = dayOf(messages[0]?.at ?? Date.now());
    const first = day;
    put(`day:${first}`, first, () => el("h2", "day", first));
    put("greeting", greeting, () => el("p", "w bare", greeting));
  }
  let author = "";
  for (const message of messages) {
    const own = dayOf(message.at);
    if (own !== day) put(`day:${own}`, own, () => el("h2", "day", own));
    day = own;
    const by = message.from === "team" ? message.by : undefined;
    if (by && by.name !== author) put(`by:${message.id}`, by, () => byline(by));
    author = message.from === "team" ? by?.name ?? "" : "";
    put(message.id, { ...message, status: "" }, () => bubble(message));
  }
  const last = messages.findLast((message) => message.from === "visitor");
  const isLast = last && messages.at(-1) === last && queue.length === 0;
  if (last && (isLast || last.status !== "sent")) {
    const at = parts.findIndex((part) => part.key === last.id) + 1;
    parts.splice(at, 0, { key: "state", print: `${last.id} ${last.status}`, make: () => ticks(last.status) });
  }
  for (const item of queue) {
    put(item.id, [item.id, item.failed], () => waiting(item));
    if (item.failed) put(`failed:${item.id}`, item.failed, () => failure(item, actions));
    else {
      const word = isOnline ? t.sending : t.queued;
      put(`queue:${item.id}`, word, () => {
        const line = el("span", "w-state late");
        line.append(icon("clock", "tick"), word);
        return line;
      });
    }
  }
  if (typing !== undefined) {
    put("typing", typing, () => {
      const dots = el("p", "w typing");
      dots.setAttribute("role", "img");
      dots.setAttribute("aria-label", t.typing(typing));
      dots.append(el("i"), el("i"), el("i"));
      return dots;
    });
  }
  return parts;
}

/** @param {Message} message */
function bubble(message) {
  if (message.from === "system") return el("p", "w-sys", message.body);
  const element = el("div", message.from === "visitor" ? "w mine" : "w");
  element.title = new Date(message.at).toLocaleString(language, { dateStyle: "short", timeStyle: "short" });
  const { media } = message;
  if (media) {
    element.classList.add("media");
    element.append(mediaView(media.url, media.mime, media.name, media.size));
    if (message.body) element.append(el("span", "caption", message.body));
  } else if (message.kind === "unsupported") element.textContent = t.unsupported;
  else element.append(...linked(message.body));
  return element;
}

/** @param {Item} item */
function waiting(item) {
  const element = el("div", "w mine waiting");
  if (item.blob) {
    element.classList.add("media");
    element.append(mediaView(URL.createObjectURL(item.blob), item.blob.type, item.name ?? "", item.blob.size));
    if (item.text) element.append(el("span", "caption", item.text));
  } else element.textContent = item.text;
  return element;
}

/** @param {string} url @param {string} mime @param {string} name @param {number} size */
function mediaView(url, mime, name, size) {
  const link = document.createElement("a");
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener";
  if (mime.startsWith("image/")) {
    const image = document.createElement("img");
    image.src = url;
    image.alt = name;
    link.append(image);
    return link;
  }
  if (mime.startsWith("audio/") || mime.startsWith("video/")) {
    const player = document.createElement(mime.startsWith("audio/") ? "audio" : "video");
    player.controls = true;
    player.preload = "metadata";
    player.src = url;
    return player;
  }
  link.className = "file";
  link.download = name;
  const words = el("span", "", name);
  words.append(el("small", "", sizeOf(size)));
  link.append(icon("file-glyph"), words);
  return link;
}

/** @param {string} status */
function ticks(status) {
  const line = el("span", "w-state");
  const word = status === "read" ? t.read : status === "delivered" ? t.delivered : t.sent;
  line.append(icon(status === "sent" ? "check" : "checks", status === "read" ? "tick read" : "tick"), word);
  return line;
}

/** @param {Item} item @param {Parameters<typeof threadView>[1]} actions */
function failure(item, actions) {
  const line = el("p", "failed", errorText(item.failed ?? ""));
  const retry = el("button", "", t.retry);
  retry.addEventListener("click", () => actions.onRetry(item.id));
  const discard = el("button", "", t.discard);
  discard.addEventListener("click", () => actions.onDiscard(item.id));
  line.append(retry, discard);
  return line;
}

/** @param {{name: string, colour: number}} by */
function byline(by) {
  const line = el("p", "w-by");
  line.append(person(by, "who"), by.name);
  return line;
}

/** @param {{name: string, colour: number}} someone @param {string} className */
export function person(someone, className) {
  const square = el("span", `${className} c${someone.colour}`, initials(someone.name));
  square.setAttribute("aria-hidden", "true");
  square.title = someone.name;
  return square;
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return `${words[0]?.[0] ?? ""}${words.length > 1 ? words.at(-1)?.[0] ?? "" : ""}`.toUpperCase();
}

/** Web addresses become links; everything else stays text. @param {string} text */
function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((piece, index) => {
    if (index % 2 === 0) return document.createTextNode(piece);
    const link = document.createElement("a");
    link.href = piece;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.textContent = piece;
    return link;
  });
}

/** @param {number} at */
function dayOf(at) {
  const date = new Date(at);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days === 0) return t.today;
  if (days === 1) return t.yesterday;
  return date.toLocaleDateString(language, {
    day: "numeric",
    month: "long",
    ...(days > 300 ? { year: "numeric" } : {}),
  });
}

/** @param {number} bytes */
function sizeOf(bytes) {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return bytes < 1_000_000 ? `${format.format(bytes / 1000)} kB` : `${format.format(bytes / 1_000_000)} MB`;
}

/** @param {string} tag @param {string} [className] @param {string} [text] @returns {HTMLElement} */
export function el(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (element instanceof HTMLButtonElement) element.type = "button";
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** @param {string} name @param {string} [className] */
export function icon(name, className = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `icon ${className}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#${name}`);
  svg.append(use);
  return svg;
}
