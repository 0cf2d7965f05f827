// @ts-check
/** The simulated phone: draws the emulator's state as it streams in, and does what a customer would. */
import { language, t, word } from "./texts.js";
import { drawThread, el, icon } from "./thread.js";

/** @typedef {import("./thread.js").Customer} Customer */
/** @typedef {import("./thread.js").Group} Group */
/**
 * @typedef {{business: string, now: number, customers: Customer[], groups: Group[],
 *   faults: {next: string[], duplicate: boolean, reorder: boolean, lossPercent: number, delayMs: number},
 *   log: {at: number, way: "in" | "again" | "out", what: string, detail: string, result: string}[]}} State
 */

const NEXT = ["accept", "next_window", "next_rate", "next_token", "next_cut"];
const SCRIPTS = ["ten_people", "two_fast", "album", "away_24h"];
const EMOJI = [..."😀😂😉😊😍😘🤔😐🙄😴🥳😎😢😭😡👍👎👌🙏👏💪🌻🔥🎉🏠🐶✅❌"];
const SHADES = ["sand", "", "clay", "stone"];
/** @type {State | undefined} */
let state;
let current = decodeURIComponent(location.hash.slice(1));
/** @type {MediaRecorder | undefined} */
let recorder;

for (const element of document.querySelectorAll("[data-t]")) {
  element.textContent = word(element.getAttribute("data-t") ?? "");
}
document.documentElement.lang = language;
document.title = `${t.title} · Mutirão`;
const text = get("text", HTMLInputElement);
text.placeholder = t.message;
text.setAttribute("aria-label", t.message);
for (const [id, label] of [["smile", t.emoji], ["clip", t.attach], ["camera", t.camera], ["back", t.back]]) {
  get(id ?? "", HTMLElement).setAttribute("aria-label", label ?? "");
}
listen();
fixed();
const events = new EventSource("/phone/api/events");
events.addEventListener("state", (event) => {
  state = JSON.parse(event.data);
  draw();
});
setInterval(draw, 20_000);

function draw() {
  if (!state) return;
  const person = customer();
  get("clock", HTMLElement).textContent = clock(Date.now());
  get("business", HTMLElement).textContent = state.business;
  get("business-pic", HTMLElement).textContent = initials(state.business);
  drawPeople(state, person);
  drawTools(state, person);
  if (!person) return;
  get("device", HTMLElement).setAttribute("aria-label", isGroup(person) ? person.name : t.phoneOf(person.name));
  drawAuthors(state, person);
  const react = isGroup(person)
    ? undefined
    : (/** @type {string} */ messageId, /** @type {string | undefined} */ emoji) =>
      void act("react", { messageId, emoji });
  const authors = new Map(state.customers.map((one) => [one.id, one.name]));
  drawThread(get("thread", HTMLElement), person, react, authors);
  const isUnread = person.messages.some((one) =>
    one.from === "business" && one.status !== "read" && one.status !== "failed"
  );
  // On a narrow screen the thread is only on view once it was opened.
  const isOnView = document.visibilityState === "visible" &&
    (document.body.dataset.view === "device" || innerWidth > 720);
  if (isUnread && isOnView) void act("read");
}

/** Who of the group writes next; in a private chat there is nothing to choose. @param {State} state @param {Customer | Group} person */
function drawAuthors(state, person) {
  const select = get("author", HTMLSelectElement);
  for (const id of ["smile", "clip", "camera"]) get(id, HTMLElement).hidden = isGroup(person);
  select.hidden = !isGroup(person);
  select.setAttribute("aria-label", t.author);
  if (!isGroup(person) || select.dataset.group === person.id) return;
  select.dataset.group = person.id;
  select.replaceChildren(
    ...state.customers.filter((one) => person.memberIds.includes(one.id)).map((one) => {
      const option = document.createElement("option");
      option.value = one.id;
      option.textContent = one.name;
      return option;
    }),
  );
}

/** @param {State} state @param {Customer | Group | undefined} person */
function drawPeople(state, person) {
  get("people", HTMLElement).replaceChildren(...[...state.customers, ...state.groups].map((one, index) => {
    const row = el("li");
    const button = el("button");
    if (one.id === person?.id) button.setAttribute("aria-current", "true");
    const pic = el("span", `pic ${SHADES[index % SHADES.length]}`, initials(one.name));
    pic.append(icon("c-whatsapp", "channel"));
    const names = el("span", "names");
    names.append(el("b", "", one.name), el("small", "", aboutOf(one)));
    button.append(pic, names);
    const news = one.messages.filter((message) => message.from === "business" && message.status === "delivered").length;
    if (news > 0 && one.id !== person?.id) button.append(el("span", "badge", `${news}`));
    button.addEventListener("click", () => {
      current = one.id;
      history.replaceState(null, "", `#${encodeURIComponent(one.id)}`);
      document.body.dataset.view = "device";
      draw();
    });
    row.append(button);
    return row;
  }));
}

/** @param {State} state @param {Customer | Group | undefined} person */
function drawTools(state, person) {
  get("window", HTMLElement).textContent = person?.windowUntil
    ? t.until(windowTime(person.windowUntil - state.now + Date.now()))
    : t.closed;
  get("close-window", HTMLButtonElement).disabled = !person?.windowUntil;
  const { faults } = state;
  for (const id of /** @type {const} */ (["delayMs", "lossPercent"])) {
    const input = get(id, HTMLInputElement);
    if (document.activeElement !== input) input.value = `${faults[id]}`;
  }
  get("delay-value", HTMLElement).textContent = `${get("delayMs", HTMLInputElement).value} ms`;
  get("loss-value", HTMLElement).textContent = `${get("lossPercent", HTMLInputElement).value}%`;
  for (const id of /** @type {const} */ (["duplicate", "reorder"])) get(id, HTMLInputElement).checked = faults[id];
  const next = faults.next[0] ? `next_${faults.next[0]}` : "accept";
  for (const input of document.querySelectorAll("#next input")) {
    if (input instanceof HTMLInputElement) input.checked = input.value === next;
  }
  get("log", HTMLElement).replaceChildren(...state.log.map((line) => {
    const row = el("li", line.way);
    const time = new Date(line.at);
    const what = el("span", "", line.what);
    what.append(el("small", "", line.detail));
    const stamp = `${time.toLocaleTimeString(language)}.${`${time.getMilliseconds()}`.padStart(3, "0")}`;
    row.append(el("time", "", stamp), el("b", "", t[line.way]), what, el("em", "", line.result));
    return row;
  }));
}

function fixed() {
  get("scripts", HTMLElement).append(...SCRIPTS.map((name) => {
    const row = el("li");
    const button = el("button");
    button.append(icon("play", "mini"), word(name));
    button.addEventListener("click", () => void call(`scripts/${name}`));
    row.append(button);
    return row;
  }));
  get("next", HTMLElement).append(...NEXT.map((name) => {
    const label = el("label", "line");
    const input = document.createElement("input");
    input.type = "radio";
    input.name = "next";
    input.value = name;
    input.addEventListener("change", () => void faults({ next: name === "accept" ? [] : [name.replace("next_", "")] }));
    label.append(input, word(name));
    return label;
  }));
  get("emojis", HTMLElement).append(...EMOJI.map((emoji) => {
    const button = el("button", "", emoji);
    button.addEventListener("click", () => {
      text.value += emoji;
      showEmojis(false);
      text.focus();
      dressGo();
    });
    return button;
  }));
  dressGo();
}

function listen() {
  get("write", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const value = text.value.trim();
    const person = customer();
    if (!value) return person && !isGroup(person) ? void record() : undefined;
    text.value = "";
    dressGo();
    void act("text", { text: value, author: get("author", HTMLSelectElement).value });
  });
  text.addEventListener("input", dressGo);
  text.addEventListener("paste", (event) => {
    for (const one of event.clipboardData?.files ?? []) void sendFile(one);
  });
  const file = get("file", HTMLInputElement);
  get("clip", HTMLElement).addEventListener("click", () => {
    file.accept = "";
    file.click();
  });
  get("camera", HTMLElement).addEventListener("click", () => {
    file.accept = "image/*";
    file.click();
  });
  file.addEventListener("change", () => {
    for (const one of file.files ?? []) void sendFile(one);
    file.value = "";
  });
  get("smile", HTMLElement).addEventListener("click", () => showEmojis(get("emojis", HTMLElement).hidden === true));
  get("back", HTMLElement).addEventListener("click", () => delete document.body.dataset.view);
  get("close-window", HTMLElement).addEventListener("click", () => void act("close-window"));
  get("advance", HTMLElement).addEventListener("click", () => void call("advance?hours=24.1"));
  for (const id of ["delayMs", "lossPercent"]) {
    const input = get(id, HTMLInputElement);
    input.addEventListener("input", draw);
    input.addEventListener("change", () => void faults({ [id]: Number(input.value) }));
  }
  for (const id of ["duplicate", "reorder"]) {
    const input = get(id, HTMLInputElement);
    input.addEventListener("change", () => void faults({ [id]: input.checked }));
  }
  const form = get("new-form", HTMLFormElement);
  get("new", HTMLElement).addEventListener("click", () => {
    form.hidden = !form.hidden;
    if (!form.hidden) form.querySelector("input")?.focus();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const response = await call("customers", { name: data.get("name"), phone: data.get("phone") || undefined });
    current = (await response.json()).id;
    form.reset();
    form.hidden = true;
    draw();
  });
}

/** Without words the round button records; a second press sends. */
async function record() {
  if (recorder) return recorder.stop();
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const isOgg = MediaRecorder.isTypeSupported("audio/ogg;codecs=opus");
    const own = recorder = new MediaRecorder(stream, {
      mimeType: isOgg ? "audio/ogg;codecs=opus" : "audio/webm;codecs=opus",
    });
    /** @type {Blob[]} */
    const parts = [];
    own.addEventListener("dataavailable", (event) => parts.push(event.data));
    own.addEventListener("stop", () => {
      recorder = undefined;
      for (const track of stream.getTracks()) track.stop();
      dressGo();
      clearInterval(seconds);
      text.placeholder = t.message;
      // A slip of the finger is not a recording.
      if (Date.now() - began < 500) return;
      void sendFile(new File(parts, isOgg ? "audio.ogg" : "audio.webm", { type: own.mimeType }), true);
    });
    const began = Date.now();
    const show = () => text.placeholder = `● 0:${`${Math.floor((Date.now() - began) / 1000)}`.padStart(2, "0")}`;
    const seconds = setInterval(show, 250);
    own.start();
    show();
    dressGo();
  } catch {
    recorder = undefined;
    alert(t.noMic);
  }
}

function dressGo() {
  const go = get("go", HTMLButtonElement);
  const [glyph, label] = text.value.trim() ? ["send", t.send] : recorder ? ["stop", t.stop] : ["mic", t.record];
  go.setAttribute("aria-label", label ?? "");
  go.classList.toggle("recording", recorder !== undefined);
  go.replaceChildren(icon(glyph ?? ""));
}

/** @param {boolean} isOpen */
function showEmojis(isOpen) {
  get("emojis", HTMLElement).hidden = !isOpen;
  get("smile", HTMLElement).setAttribute("aria-expanded", `${isOpen}`);
}

/** @param {File} file @param {boolean} [isVoice] */
async function sendFile(file, isVoice = false) {
  const person = customer();
  if (!person) return;
  const query = `name=${encodeURIComponent(file.name)}${isVoice ? "&voice=1" : ""}`;
  const type = file.type || "application/octet-stream";
  await fetch(`/phone/api/customers/${person.id}/media?${query}`, {
    method: "POST",
    body: file,
    headers: { "content-type": type },
  });
}

/** @param {string} verb @param {object} [body] */
async function act(verb, body = {}) {
  const person = customer();
  if (person) await call(`${isGroup(person) ? "groups" : "customers"}/${person.id}/${verb}`, body);
}

/** @param {object} change */
async function faults(change) {
  await call("faults", change);
}

/** @param {string} path @param {object} [body] */
function call(path, body = {}) {
  return fetch(`/phone/api/${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
}

/** @returns {Customer | Group | undefined} */
function customer() {
  return state?.groups.find((one) => one.id === current) ??
    state?.customers.find((one) => one.id === current) ?? state?.customers[0];
}

/** @param {Customer | Group} one @returns {one is Group} */
function isGroup(one) {
  return "memberIds" in one;
}

/** @param {Customer | Group} one */
function aboutOf(one) {
  if (isGroup(one)) return t.groupOf(one.memberIds.length);
  const minutes = one.windowUntil && state ? Math.round((one.windowUntil - state.now) / 60_000) : undefined;
  if (minutes !== undefined && minutes < 60) return t.soon(minutes);
  if (!one.waId) return t.noPhone;
  if (/^55\d\d[6-9]\d{7}$/.test(one.waId)) return t.oldNumber;
  if (minutes === undefined) return one.messages.length === 0 ? t.never : t.closed;
  return one.waId.replace(/^55(\d\d)(\d{4,5})(\d{4})$/, "($1) $2-$3");
}

/** "tomorrow at 14:29", in the reader's language. @param {number} at */
function windowTime(at) {
  const days = Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 86_400_000);
  const day = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
  return `${day} ${language === "en" ? "at" : "às"} ${clock(at)}`;
}

/** @param {number} at */
function clock(at) {
  return new Date(at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/[\s-]+/).filter((word) => /\p{L}/u.test(word));
  return `${words[0]?.[0] ?? ""}${words[1]?.[0] ?? ""}`.toUpperCase();
}

/**
 * @template {HTMLElement} T
 * @param {string} id @param {new () => T} type @returns {T}
 */
function get(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`#${id} is missing`);
  return element;
}
