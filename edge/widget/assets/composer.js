// @ts-check
/** Where the visitor writes: text, emoji, files by button, paste and drag. */
import { EMOJI } from "./emoji.js";
import { t } from "./texts.js";
import { el, icon } from "./thread.js";

/** @param {{onSend: (text: string, file?: File) => void, onTyping: (typing: boolean) => void}} actions */
export function composer(actions) {
  const form = get("draft", HTMLFormElement);
  const text = get("text", HTMLTextAreaElement);
  const file = get("file", HTMLInputElement);
  const emojis = get("emojis", HTMLElement);
  const smile = get("smile", HTMLButtonElement);
  const attach = get("attach", HTMLButtonElement);
  const send = get("send", HTMLButtonElement);
  const drop = get("drop", HTMLElement);
  drop.textContent = t.drop;
  text.placeholder = t.write;
  text.setAttribute("aria-label", t.write);
  for (
    const [button, name, label] of /** @type {const} */ ([
      [attach, "clip", t.attach],
      [smile, "smile-glyph", t.emoji],
      [send, "send-glyph", t.send],
    ])
  ) {
    button.append(icon(name));
    button.title = label;
    button.setAttribute("aria-label", label);
  }

  const fit = () => {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight}px`;
    send.disabled = text.value.trim() === "";
  };

  let isTyping = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let quiet;
  /** @param {boolean} typing */
  const tell = (typing) => {
    clearTimeout(quiet);
    if (typing) quiet = setTimeout(() => tell(false), 4000);
    if (typing === isTyping) return;
    isTyping = typing;
    actions.onTyping(typing);
  };

  const submit = () => {
    const value = text.value.trim();
    if (!value) return;
    actions.onSend(value);
    text.value = "";
    fit();
    tell(false);
  };
  /** @param {Iterable<File>} files */
  const sendFiles = (files) => {
    for (const one of files) actions.onSend("", one);
  };
  /** @param {boolean} isOpen */
  const showEmojis = (isOpen) => {
    emojis.hidden = !isOpen;
    smile.setAttribute("aria-expanded", `${isOpen}`);
    if (isOpen && emojis.childElementCount === 0) {
      for (const one of EMOJI) {
        const button = el("button", "", one);
        button.addEventListener("click", () => {
          text.setRangeText(one, text.selectionStart, text.selectionEnd, "end");
          showEmojis(false);
          text.focus();
          fit();
        });
        emojis.append(button);
      }
    }
    if (isOpen) emojis.querySelector("button")?.focus();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  text.addEventListener("input", () => {
    fit();
    tell(text.value.trim() !== "");
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  smile.addEventListener("click", () => showEmojis(emojis.hidden === true));
  emojis.addEventListener("keydown", (event) => {
    const list = [...emojis.children];
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    const target = step && list[list.indexOf(/** @type {Element} */ (event.target)) + step];
    if (target instanceof HTMLElement) {
      event.preventDefault();
      target.focus();
    }
  });
  attach.addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    sendFiles(file.files ?? []);
    file.value = "";
  });
  addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    if (!files || files.length === 0) return;
    event.preventDefault();
    sendFiles(files);
  });
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) drop.hidden = true;
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.hidden = true;
    sendFiles(event.dataTransfer?.files ?? []);
  });
  fit();
  return {
    focus: () => text.focus(),
    /** True when Escape was spent on the emoji. */
    escape() {
      if (emojis.hidden) return false;
      showEmojis(false);
      smile.focus();
      return true;
    },
  };
}

/**
 * @template {HTMLElement} T
 * @param {string} id @param {new () => T} type @returns {T}
 */
export function get(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`#${id} is missing`);
  return element;
}
