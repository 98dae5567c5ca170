// A paste that looks like Bijoy is shown in Unicode beside what it was, before it is inserted.
//
// Every paste is looked at here first, which takes no time; only one that might be Bijoy is held back
// and asked about. Whatever goes wrong, it is inserted as it was.

import { draftailAt } from "./draftail.mjs";

const { pasteConvert, pasteKeep } = document.querySelector("script[data-paste-convert]").dataset;

const PATIENCE = 5000; // ms until a paste is inserted as it is
const UNSEEN_WAIT = 200; // ms before the editor is told that we are looking
const SHOWN = 20000; // letters of each side

const WORDS = {
  heading: "বিজয় হরফের লেখা মনে হচ্ছে",
  waiting: "লেখাটি বিজয় হরফে কি না দেখা হচ্ছে…",
  help: "ইউনিকোডে নিলে কেমন হবে মিলিয়ে দেখুন। বসানোর পর Ctrl+Z চাপলে ফেরানো যায়; মূল লেখা সংবাদের ইতিহাসেও থাকে।",
  before: "যেমন আছে",
  after: "ইউনিকোডে",
  take: "ইউনিকোডে নিন",
  leave: "যেমন আছে তেমনই রাখুন",
  more: "… বাকিটা এখানে দেখানো হলো না, কিন্তু বসবে।",
  away: "লেখাটি বিজয় হরফে মনে হচ্ছিল, কিন্তু বার্তাকক্ষের সঙ্গে যোগাযোগ না হওয়ায় যেমন ছিল তেমনই বসানো হলো। সংযোগ ফিরলে Ctrl+Z চেপে আবার পেস্ট করুন।",
  large: "লেখাটি বিজয় হরফে মনে হচ্ছে, কিন্তু একবারে দেখার জন্য খুব বড়। যেমন ছিল তেমনই বসানো হলো; ভাগ করে পেস্ট করলে ইউনিকোডে নেওয়া যাবে।",
  close: "ঠিক আছে",
};

// ---- Might it be Bijoy? Loose: the newsroom tells for certain.

const FONT = /(?<![\w-])[A-Za-z]\w{0,30}(?<![OEC_])MJ(?!\w)/i;
const GLYPHS = /[†‡ˆ‰Š©¨ª«¯¤¥¦§¡¢£°±²³µ¶·¹º»¼½¾¿À-ÖØ-öø-ÿ\u0080-\u009f]/;
const BANGLA = /[\u0980-\u09ff]/;
const ADDRESS = /^\s*(?:https?:\/\/\S+|www\.\S+|\S+@\S+\.\w+)\s*$/;

function mightBeBijoy(text, html) {
  if (html && FONT.test(html)) return true;
  const start = text.slice(0, 4000);
  if (GLYPHS.test(start)) return true;
  if (BANGLA.test(start) || ADDRESS.test(start)) return false;
  const letters = start.match(/[A-Za-z`_~^|]/g)?.length ?? 0;
  // English has few of these; in Bijoy they are the commonest signs and letters.
  const telling = start.match(/[vwxzqK`_~^|]/g)?.length ?? 0;
  return letters > 0 && (telling * 12 >= letters || start.trim().split(/\s+/, 4).length < 4);
}

// ---- Where it goes: a field, or Draftail, each in its own way and in one step of its own undo.

class Field {
  static of(target) {
    const kinds = ["text", "search", ""];
    const fits =
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && kinds.includes(target.getAttribute("type") ?? ""));
    return fits && !target.readOnly && !target.disabled ? new Field(target) : null;
  }

  constructor(element) {
    this.element = element;
    this.range = [element.selectionStart, element.selectionEnd];
  }

  insert({ text }) {
    this.element.focus();
    this.element.setSelectionRange(...this.range);
    const isLine = this.element instanceof HTMLInputElement;
    const line = isLine ? text.replace(/[\r\n]+$/, "").replace(/[\r\n]+/g, " ") : text;
    document.execCommand("insertText", false, line);
  }
}

class Draft {
  static of(target) {
    const found = draftailAt(target);
    return found && new Draft(found);
  }

  constructor({ element, input }) {
    this.element = element;
    this.input = input;
    this.selection = input.draftailEditor.getEditorState().getSelection();
  }

  insert({ text, html }) {
    const editor = this.input.draftailEditor;
    this.element.focus();
    const selection = this.selection.merge({ hasFocus: true });
    editor.onChange(window.DraftJS.EditorState.forceSelection(editor.getEditorState(), selection));
    this.endStep();
    // Draft.js pastes as it would have, with its own cleaning of HTML.
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    if (html) clipboardData.setData("text/html", html);
    this.element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    this.endStep();
  }

  // Draft.js makes one step of undo of a pasted line and what is typed around it; here they are apart.
  endStep() {
    const editor = this.input.draftailEditor;
    editor.onChange(window.DraftJS.EditorState.set(editor.getEditorState(), { lastChangeType: "insert-fragment" }));
  }
}

// ---- Asking

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

function send(address, values) {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, value);
  return fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": token(), Accept: "application/json" },
    body: form,
    signal: AbortSignal.timeout(PATIENCE),
  });
}

async function ask(paste) {
  try {
    const response = await send(pasteConvert, paste);
    if (response.status === 413 || response.status === 400) return { trouble: WORDS.large };
    if (!response.ok || response.redirected) return { trouble: WORDS.away };
    return await response.json();
  } catch {
    return { trouble: WORDS.away };
  }
}

function made(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

let sides = 0;

function side(heading, text, lang) {
  const id = `k-bijoy-side-${(sides += 1)}`;
  const shown = text.length > SHOWN ? text.slice(0, SHOWN) + WORDS.more : text;
  const words = made("div", { className: "k-bijoy__words", tabIndex: 0, lang }, shown);
  words.setAttribute("role", "region");
  words.setAttribute("aria-labelledby", id);
  return made("section", {}, made("h3", { id }, heading), words);
}

// One dialog at a time; resolves to whether the editor takes the Unicode.
class Dialog {
  constructor() {
    this.element = made("dialog", { className: "k-bijoy" });
    this.element.setAttribute("aria-labelledby", "k-bijoy-heading");
    this.element.append(made("h2", { id: "k-bijoy-heading", role: "status" }, WORDS.waiting));
    this.element.addEventListener("keydown", (event) => event.stopPropagation());
    this.timer = setTimeout(() => this.open(), UNSEEN_WAIT);
  }

  open() {
    if (this.element.isConnected) return;
    document.body.append(this.element);
    this.element.showModal();
  }

  choose({ before, after }) {
    clearTimeout(this.timer);
    const take = made("button", { type: "button", className: "button", autofocus: true }, WORDS.take);
    const leave = made("button", { type: "button", className: "button button-secondary" }, WORDS.leave);
    const help = made("p", { id: "k-bijoy-help" }, WORDS.help);
    this.element.setAttribute("aria-describedby", help.id);
    this.element.replaceChildren(
      made("h2", { id: "k-bijoy-heading" }, WORDS.heading),
      help,
      made("div", { className: "k-bijoy__sides" }, side(WORDS.before, before, "und"), side(WORDS.after, after, "bn")),
      made("div", { className: "k-bijoy__choice" }, take, leave),
    );
    this.open();
    take.focus();
    return new Promise((resolve) => {
      take.addEventListener("click", () => resolve(true));
      leave.addEventListener("click", () => resolve(false));
      // Escape closes; the paste is not lost.
      this.element.addEventListener("close", () => resolve(false));
    });
  }

  close() {
    clearTimeout(this.timer);
    if (this.element.open) this.element.close();
    this.element.remove();
  }
}

function say(words) {
  document.querySelector(".k-bijoy-note")?.remove();
  const close = made("button", { type: "button", className: "button button-small" }, WORDS.close);
  const note = made("div", { className: "k-bijoy-note", role: "alert" }, made("p", {}, words), close);
  close.addEventListener("click", () => note.remove());
  document.body.append(note);
}

// ---- The original stays with the story; a new story has no history before it is first saved.

const originals = [];
let keeping = false;

async function keepOriginals() {
  const page = location.pathname.match(/\/pages\/(\d+)\/edit\//)?.[1];
  if (!page || keeping) return;
  keeping = true;
  try {
    while (originals.length) {
      const response = await send(pasteKeep, { page, ...originals[0] });
      if (!response.ok && response.status !== 404) break;
      originals.shift();
    }
  } catch {
    // asked again after the next save
  } finally {
    keeping = false;
  }
}

document.addEventListener("w-autosave:success", () => setTimeout(keepOriginals));
addEventListener("online", keepOriginals);

// ---- The paste

let busy = false;
let replaying = false;

function insert(place, paste) {
  replaying = true;
  try {
    place.insert(paste);
  } finally {
    replaying = false;
  }
}

async function take(place, paste) {
  const dialog = new Dialog();
  busy = true;
  try {
    const answer = await ask(paste);
    const taken = answer.found && (await dialog.choose(answer));
    dialog.close();
    insert(place, taken ? { text: answer.after, html: answer.html } : paste);
    if (answer.trouble) say(answer.trouble);
    if (!taken) return;
    originals.push({ before: answer.before, after: answer.after });
    keepOriginals();
  } finally {
    dialog.close();
    busy = false;
  }
}

document.addEventListener(
  "paste",
  (event) => {
    if (replaying || busy || !event.clipboardData) return;
    const text = event.clipboardData.getData("text/plain");
    const html = event.clipboardData.getData("text/html");
    if (!mightBeBijoy(text, html)) return;
    const place = Field.of(event.target) ?? Draft.of(event.target);
    if (!place) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    take(place, { text, html });
  },
  true,
);
