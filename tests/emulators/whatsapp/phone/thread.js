// @ts-check
/** The bubbles on the phone's screen. */
import { language, t } from "./texts.js";

/**
 * @typedef {{id: string, from: "customer" | "business", kind: string, text: string, mediaId?: string, mime?: string,
 *   name?: string, voice?: boolean, quoteId?: string, status: string, at: number,
 *   reactions: {customer?: string, business?: string}, authorId?: string}} Message
 * @typedef {{id: string, name: string, waId?: string, userId: string, messages: Message[], windowUntil?: number,
 *   isTyping: boolean}} Customer
 * @typedef {{id: string, name: string, memberIds: string[], messages: Message[], windowUntil?: number,
 *   isTyping: boolean}} Group
 * @typedef {(id: string, emoji?: string) => void} OnReact
 */
const QUICK = ["👍", "❤️", "😂", "😮", "🙏"];
/** @type {Map<string, {print: string, element: HTMLElement}>} */
let drawn = new Map();
let shown = "";

/**
 * @param {HTMLElement} root @param {Customer | Group} customer
 * @param {OnReact | undefined} onReact without it nothing can be reacted to
 * @param {Map<string, string>} authors names by id, for groups
 */
export function drawThread(root, customer, onReact, authors) {
  const isAtEnd = shown !== customer.id || root.scrollHeight - root.scrollTop - root.clientHeight < 60;
  if (shown !== customer.id) {
    root.replaceChildren();
    drawn = new Map();
    shown = customer.id;
  }
  const next = new Map();
  for (const message of customer.messages) {
    const print = JSON.stringify(message);
    const old = drawn.get(message.id);
    const element = old?.print === print ? old.element : bubble(message, customer, onReact, authors);
    if (old && old.element !== element) old.element.replaceWith(element);
    else if (!old) root.append(element);
    next.set(message.id, { print, element });
  }
  drawn = next;
  root.querySelector(".typing")?.remove();
  if (customer.isTyping) {
    const dots = el("p", "d typing");
    dots.setAttribute("role", "img");
    dots.setAttribute("aria-label", t.typing);
    dots.append(el("i"), el("i"), el("i"));
    root.append(dots);
  }
  if (isAtEnd) root.scrollTop = root.scrollHeight;
}

/**
 * @param {Message} message @param {Customer | Group} customer @param {OnReact | undefined} onReact
 * @param {Map<string, string>} authors
 */
function bubble(message, customer, onReact, authors) {
  const isMine = message.from === "customer";
  const element = el("div", `d ${isMine ? "mine" : ""}`);
  const quoted = customer.messages.find((one) => one.id === message.quoteId);
  const author = message.authorId && authors.get(message.authorId);
  if (author) element.append(el("b", "author", author));
  if (quoted) element.append(el("q", "quote", quoted.text || quoted.name || quoted.kind));
  if (message.mediaId) element.append(media(message));
  if (message.text) element.append(el("span", "words", message.text));
  else if (!message.mediaId) element.append(el("em", "words", t.unsupported));
  const time = el(
    "time",
    "",
    new Date(message.at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" }),
  );
  if (isMine) time.append(tick(message.status));
  element.append(time);
  const emoji = [...new Set(Object.values(message.reactions))].join("");
  if (emoji) {
    element.classList.add("reacted");
    element.append(el("span", "reaction", emoji));
  }
  if (!isMine && onReact) element.append(reactions(message, onReact));
  return element;
}

/** @param {Message} message @param {OnReact} onReact */
function reactions(message, onReact) {
  const bar = el("span", "react");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", t.react);
  for (const emoji of QUICK) {
    const button = el("button", "", emoji);
    const isOn = message.reactions.customer === emoji;
    button.setAttribute("aria-pressed", `${isOn}`);
    button.addEventListener("click", () => onReact(message.id, isOn ? undefined : emoji));
    bar.append(button);
  }
  return bar;
}

/** @param {Message} message */
function media(message) {
  const url = `/phone/media/${message.mediaId}`;
  const mime = message.mime ?? "";
  if (mime.startsWith("image/")) {
    const image = document.createElement("img");
    image.src = url;
    image.alt = message.name ?? "";
    return image;
  }
  if (mime.startsWith("audio/") || mime.startsWith("video/")) {
    const player = document.createElement(mime.startsWith("audio/") ? "audio" : "video");
    player.controls = true;
    player.preload = "metadata";
    player.src = url;
    return player;
  }
  const link = document.createElement("a");
  link.href = url;
  link.download = message.name ?? "";
  link.className = "file";
  link.append(icon("file-glyph"), message.name ?? "");
  return link;
}

/** @param {string} status */
function tick(status) {
  const glyph = icon(status === "sent" ? "check" : "checks", status === "read" ? "tick read" : "tick");
  glyph.setAttribute("role", "img");
  glyph.setAttribute("aria-label", status === "read" ? t.read : status === "delivered" ? t.delivered : t.sent);
  return glyph;
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
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#${name}`);
  svg.append(use);
  return svg;
}
