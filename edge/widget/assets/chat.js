// @ts-check
/** The page in the frame: joins session, stream, queue, thread and composer. */
import { api, Refused } from "./api.js";
import { composer, get } from "./composer.js";
import { drop, keep, newId, read } from "./memory.js";
import { openQueue } from "./queue.js";
import { errorText, language, t } from "./texts.js";
import { icon, person, threadView } from "./thread.js";

/** @typedef {import("./api.js").Message} Message @typedef {import("./queue.js").Item} Item */

/** @type {{connection: string, title: string, greeting: string, colour: string, team: {name: string, colour: number}[], whatsapp?: string}} */
const values = JSON.parse(document.documentElement.dataset.values ?? "{}");
const host = new URLSearchParams(location.search).get("host");
const tokenKey = `mutirao:${values.connection}:token`;
const server = api(values.connection);
/** @type {Map<string, Message>} */
const messages = new Map();
/** @type {Item[]} */
let queued = [];
let hasOlder = false;
let cursor = "";
let isStreaming = false;
// Framed, the loader says when it is opened; alone (a link), it always is.
let isOpen = parent === window;
/** @type {string | undefined} */
let typing;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let typingEnd;
let stream = new AbortController();
/** @type {Set<string>} */
const told = new Set();

dress();
const thread = threadView(get("thread", HTMLElement), {
  onOlder: older,
  onRetry: (id) => void queue.retry(id),
  onDiscard: (id) => void queue.discard(id),
});
const draft = composer({
  onSend: (text, file) => {
    refuse("");
    thread.toEnd();
    void queue.add({
      id: newId(),
      text,
      at: Date.now(),
      ...(file ? { blob: file, name: file.name, mediaId: newId() } : {}),
    });
    thread.toEnd();
  },
  onTyping: (isTyping) => void server.typing(isTyping).catch(() => {}),
});
const queue = await openQueue(values.connection, send, (items) => {
  queued = items;
  draw();
});
addEventListener("message", hear);
addEventListener("online", draw);
addEventListener("offline", draw);
document.addEventListener("visibilitychange", receipts);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !draft.escape()) tellHost({ type: "close" });
});
tellHost({ type: "ready" });
if (isOpen) draft.focus();
await begin({});

/** Opens or resumes the visitor's session, then keeps the stream open for good. @param {object} more */
async function begin(more) {
  stream.abort();
  const own = stream = new AbortController();
  for (let tries = 0; !own.signal.aborted; tries++) {
    try {
      const session = await server.session({ token: read(tokenKey) ?? undefined, ...more });
      // Somebody signed in meanwhile: this answer is about the visitor of before.
      if (own.signal.aborted) return;
      keep(tokenKey, session.token);
      server.useToken(session.token);
      messages.clear();
      for (const message of session.messages) messages.set(message.id, message);
      ({ hasOlder, cursor } = session);
      draw();
      thread.toEnd();
      if (messages.size > 0) tellHost({ type: "known" });
      receipts();
      void queue.flush();
      return void follow(own.signal);
    } catch (error) {
      if (error instanceof Refused && error.status < 500 && error.status !== 429) {
        tellHost({ type: "error", code: error.code });
        return refuse(errorText(error.code));
      }
      await wait(tries, own.signal);
    }
  }
}

/** @param {AbortSignal} signal */
async function follow(signal) {
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      await server.stream(cursor, signal, (event, data, id) => {
        tries = 0;
        if (id) cursor = id;
        if (!isStreaming) {
          isStreaming = true;
          void queue.flush();
          draw();
        }
        if (event === "messages") take(data.messages);
        if (event === "typing") showTyping(data.name);
      });
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return await begin({});
    }
    if (signal.aborted) return;
    isStreaming = false;
    draw();
    await wait(tries, signal);
  }
}

/** @param {Message[]} news */
function take(news) {
  for (const message of news) {
    const isNew = !messages.has(message.id);
    messages.set(message.id, message);
    if (isNew && message.from === "team") {
      clearTimeout(typingEnd);
      typing = undefined;
      tellHost({ type: "message", message: { id: message.id, body: message.body } });
    }
  }
  draw();
  receipts();
}

/** @param {Item} item */
async function send(item) {
  /** @type {object} */
  let media = {};
  if (item.blob && item.mediaId) {
    const { id, kind, mime, name, url, size } = await server.upload(item.mediaId, item.blob, item.name ?? "");
    await server.message({ id: item.id, text: item.text, media: { id, kind, mime, name } });
    media = { media: { url, mime, name, size, kind } };
  } else await server.message({ id: item.id, text: item.text });
  tellHost({ type: "known" });
  // Shown at once; the stream brings the server's own row under the same id.
  if (!messages.has(item.id)) {
    const at = Math.max(Date.now(), ...[...messages.values()].map((message) => message.at));
    messages.set(item.id, {
      id: item.id,
      from: "visitor",
      kind: "text",
      body: item.text,
      status: "sent",
      at,
      ...media,
    });
  }
}

async function older() {
  const first = sorted()[0];
  if (!first) return;
  const page = await server.history(first.id).catch(() => undefined);
  if (!page) return;
  for (const message of page.messages) messages.set(message.id, message);
  hasOlder = page.hasOlder;
  draw();
}

/** Delivered as soon as it is here, read as soon as it is seen. */
function receipts() {
  const isSeen = isOpen && document.visibilityState === "visible";
  /** @type {"read" | "delivered"} */
  const type = isSeen ? "read" : "delivered";
  const ids = sorted().filter((message) =>
    message.from === "team" && message.status !== "read" && !told.has(`${type} ${message.id}`) &&
    (isSeen || message.status === "sent")
  ).map((message) => message.id).slice(-100);
  if (ids.length === 0) return;
  for (const id of ids) told.add(`${type} ${id}`);
  server.receipt(type, ids).catch(() => {
    for (const id of ids) told.delete(`${type} ${id}`);
  });
}

/** @param {string} name */
function showTyping(name) {
  typing = name;
  clearTimeout(typingEnd);
  typingEnd = setTimeout(() => {
    typing = undefined;
    draw();
  }, 6000);
  draw();
}

function sorted() {
  return [...messages.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function draw() {
  const isOnline = navigator.onLine && isStreaming;
  const state = get("state", HTMLElement);
  // Only when the network is really gone: a reconnection of a second is nobody's business.
  state.hidden = navigator.onLine;
  state.textContent = t.offline;
  const shown = queued.filter((item) => !messages.has(item.id));
  thread.draw({ messages: sorted(), queue: shown, greeting: values.greeting, hasOlder, typing, isOnline });
}

/** @param {string} text */
function refuse(text) {
  const line = get("refusal", HTMLElement);
  line.textContent = text;
  line.hidden = text === "";
}

/** What the site's own script asks for. @param {MessageEvent} event */
function hear(event) {
  if (event.source !== parent || (host && event.origin !== host)) return;
  const message = event.data?.mutirao;
  if (message?.type === "open") {
    isOpen = true;
    draft.focus();
    thread.toEnd();
    receipts();
  } else if (message?.type === "close") isOpen = false;
  else if (message?.type === "identify") void begin({ identity: message.user });
  else if (message?.type === "reset") {
    drop(tokenKey);
    messages.clear();
    void queue.clear();
    void begin({});
  }
}

/** @param {object} message */
function tellHost(message) {
  if (parent !== window && host) parent.postMessage({ mutirao: message }, host);
}

function dress() {
  document.documentElement.lang = language;
  const style = document.documentElement.style;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => (parseInt(values.colour.slice(at, at + 2), 16) / 255) ** 2.2);
  style.setProperty("--brand", values.colour);
  style.setProperty("--on-brand", 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.35 ? "#1d1714" : "#fff");
  get("team", HTMLElement).append(...values.team.map((one) => person(one, "who md")));
  get("people", HTMLElement).textContent = t.people(values.team.map((one) => one.name.split(" ")[0] ?? ""));
  get("thread", HTMLElement).setAttribute("aria-label", t.thread);
  get("made", HTMLElement).textContent = t.made;
  const collapse = get("collapse", HTMLButtonElement);
  collapse.append(icon("down"));
  collapse.title = t.collapse;
  collapse.setAttribute("aria-label", t.collapse);
  collapse.hidden = parent === window;
  collapse.addEventListener("click", () => tellHost({ type: "close" }));
  const whatsapp = get("whatsapp", HTMLAnchorElement);
  whatsapp.textContent = t.whatsapp;
  whatsapp.hidden = !values.whatsapp;
  if (values.whatsapp) whatsapp.href = `https://wa.me/${values.whatsapp.replace(/\D/g, "")}`;
}

/** @param {number} tries @param {AbortSignal} signal @returns {Promise<void>} */
function wait(tries, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(500 * 2 ** tries, 20_000) * (0.75 + Math.random() / 2));
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
