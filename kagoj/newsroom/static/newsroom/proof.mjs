// A proofreader beside the form: reads what changed, lists what it would look at, corrects on a tap.
// Paragraphs are asked about once each, when typing rests; if the newsroom is away, nothing is said.

const root = document.querySelector("[data-proof]");
const form = document.querySelector("form[data-edit-form]");

const REST = 700; // ms without a key before anything is sent
const MOST = { texts: 100, letters: 15_000, shown: 80, remembered: 1_500 };
const CONTEXT = 24; // letters on either side of a finding

const LINES = /^(?:title|kicker|deck|lead_caption|lead_alt)$|^body-.*(?:text|attribution|caption|alt|title)$/;
const WORDS = {
  reading: "লেখা পড়া হচ্ছে…",
  none: "চোখে পড়ার মতো কিছু নেই।",
  found: (count) => `${inBangla(count)}টি জায়গা দেখুন।`,
  more: (count) => `আরও ${inBangla(count)}টি আছে; এগুলো দেখা হলে আসবে।`,
  instead: (found, meant) => `‘${found}’ বদলে ‘${meant}’ লিখুন`,
  gone: "বাদ দিন",
  right: "শব্দটি ঠিক আছে",
  ignore: "এই সংবাদে বাদ দিন",
  keep: "কাগজের তালিকায় যোগ করুন: সব সংবাদে ঠিক ধরা হবে",
  show: "লেখায় দেখান",
};
const TITLES = { spelling: "বানান", style: "রীতি", name: "নাম", scar: "ভাঙা অক্ষর" };

const inBangla = (number) => String(number).replace(/\d/g, (digit) => "০১২৩৪৫৬৭৮৯"[digit]);
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
const hasBangla = (text) => /[\u0980-\u09ff]/.test(text);

// ---- Where words stand: a field, or a paragraph of Draftail -----------------------------------------

/** The text of an input or a textarea; corrected with the browser's own undo. */
class Line {
  constructor(element) {
    Object.assign(this, { element, text: element.value });
  }

  replace(start, end, text) {
    const { element } = this;
    if (element.value !== this.text) return;
    const before = document.activeElement;
    element.focus({ preventScroll: true });
    element.setSelectionRange(start, end);
    if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
      element.setRangeText(text, start, end, "end");
      element.dispatchEvent(new Event("input", { bubbles: true }));
    }
    element.dispatchEvent(new Event("change", { bubbles: true }));
    // On a phone the keyboard would cover the list.
    if (before !== element) before?.focus?.({ preventScroll: true });
  }

  reveal(start, end) {
    this.element.focus();
    this.element.setSelectionRange(start, end);
    this.element.scrollIntoView({ block: "center" });
  }

  range() {
    return null; // what stands in a field cannot be marked
  }
}

/** A block of Draft.js, which keeps its own text and its own undo: both are told, not the page. */
class Block {
  constructor(input, element, block) {
    Object.assign(this, { input, element, key: block.getKey(), text: block.getText() });
  }

  replace(start, end, text) {
    const { EditorState, Modifier, SelectionState } = window.DraftJS;
    const editor = this.input.draftailEditor;
    const state = editor.getEditorState();
    const content = state.getCurrentContent();
    const block = content.getBlockForKey(this.key);
    if (block?.getText() !== this.text) return;
    const place = SelectionState.createEmpty(this.key).merge({ anchorOffset: start, focusOffset: end });
    const style = block.getInlineStyleAt(start);
    const next = Modifier.replaceText(content, place, text, style, block.getEntityAt(start));
    // Of this kind each change is a step of undo for itself. (Undoing a "spellcheck-change", Draft.js
    // lets the browser undo too, and that takes back something else.)
    editor.onChange(EditorState.push(state, next, "insert-fragment"));
  }

  reveal(start, end) {
    const { EditorState, SelectionState } = window.DraftJS;
    const editor = this.input.draftailEditor;
    const place = SelectionState.createEmpty(this.key).merge({ anchorOffset: start, focusOffset: end, hasFocus: true });
    editor.onChange(EditorState.forceSelection(editor.getEditorState(), place));
    this.range(start, end)?.startContainer.parentElement.scrollIntoView({ block: "center" });
  }

  range(start, end) {
    const block = this.element.querySelector(`[data-block][data-offset-key^="${this.key}-"]`);
    const range = document.createRange();
    let [at, begun] = [0, false];
    for (const leaf of block?.querySelectorAll("[data-text=true]") ?? []) {
      const node = leaf.firstChild;
      const length = node?.data?.length ?? 0;
      if (!begun && length && start < at + length) {
        range.setStart(node, start - at);
        begun = true;
      }
      if (begun && end <= at + length) {
        range.setEnd(node, end - at);
        return range;
      }
      at += length;
    }
    return null;
  }
}

function pieces() {
  const found = [];
  for (const element of form.elements) {
    if (element.draftailEditor && window.DraftJS) {
      const editor = element.parentElement?.querySelector(".public-DraftEditor-content");
      if (!editor?.offsetParent) continue; // a deleted block waits, hidden, for the save
      const content = element.draftailEditor.getEditorState().getCurrentContent();
      for (const block of content.getBlocksAsArray()) found.push(new Block(element, editor, block));
    } else if (LINES.test(element.name) && element.matches("input[type=text], textarea") && element.offsetParent) {
      found.push(new Line(element));
    }
  }
  return found.filter(({ text }) => hasBangla(text));
}

// ---- Asking -----------------------------------------------------------------------------------------

const answers = new Map(); // a text and what was found in it
let asking = null;

async function ask(texts) {
  asking?.abort();
  asking = new AbortController();
  try {
    const response = await fetch(root.dataset.check, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
      body: JSON.stringify({ texts }),
      signal: asking.signal,
    });
    if (!response.ok || response.redirected) return false;
    const { findings } = await response.json();
    texts.forEach((text, at) => answers.set(text, findings[at]));
    while (answers.size > MOST.remembered) answers.delete(answers.keys().next().value);
    return true;
  } catch {
    return false; // away, or typed on: asked again with the next change
  }
}

async function read() {
  const wanted = [...new Set(pieces().map(({ text }) => text))].filter((text) => !answers.has(text));
  while (wanted.length) {
    const some = [];
    let letters = 0;
    while (wanted.length && some.length < MOST.texts && (!some.length || letters + wanted[0].length <= MOST.letters)) {
      const text = wanted.shift();
      if (text.length > MOST.letters) answers.set(text, []);
      else letters += some.push(text) && text.length;
    }
    if (some.length && !(await ask(some))) return;
    show();
  }
  show();
}

// ---- Showing ----------------------------------------------------------------------------------------

const list = root.querySelector("[data-proof-list]");
const state = root.querySelector("[data-proof-state]");
const restore = root.querySelector("[data-proof-restore]");
const toggle = document.querySelector('[data-side-panel-toggle="proof"]');
const counter = toggle?.querySelector("[data-side-panel-toggle-counter]");

const story = () => location.pathname.match(/\/pages\/(\d+)\//)?.[1] ?? root.dataset.story;
const ignored = new Set(remembered());
const kept = new Set();

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(`proof ${story()}`) ?? "[]");
  } catch {
    return [];
  }
}

function remember() {
  try {
    if (story()) localStorage.setItem(`proof ${story()}`, JSON.stringify([...ignored].slice(-500)));
  } catch {} // a private window forgets with the page
}

function show() {
  const found = [];
  for (const piece of pieces())
    for (const one of answers.get(piece.text) ?? []) {
      const word = piece.text.slice(one.start, one.end);
      const sign = `${one.kind} ${word}`;
      if (!ignored.has(sign) && !(one.kind === "spelling" && kept.has(word))) found.push({ piece, word, sign, ...one });
    }
  const sure = found.filter(({ doubtful }) => !doubtful);
  const ordered = [...sure, ...found.filter(({ doubtful }) => doubtful)];
  mark(found);
  draw(ordered.slice(0, MOST.shown));
  const more = ordered.length - MOST.shown;
  const words = found.length ? WORDS.found(ordered.length) : WORDS.none;
  say(more > 0 ? `${words} ${WORDS.more(more)}` : words);
  restore.hidden = !ignored.size;
  if (counter) {
    counter.textContent = inBangla(sure.length);
    counter.hidden = !sure.length;
  }
}

let drawn = [];

/** A list that is already there stays: what a finger is on must not be changed under it. */
function draw(findings) {
  if (findings.length === drawn.length && findings.every((one, at) => isSame(one, drawn[at]))) return;
  drawn = findings;
  const at = [...list.children].findIndex((item) => item.contains(document.activeElement));
  list.replaceChildren(...findings.map(entry));
  if (at >= 0) (list.children[Math.min(at, list.children.length - 1)]?.querySelector("button") ?? root).focus();
}

function isSame(one, other) {
  const told = ({ piece, sign, start, message, suggestions }) =>
    JSON.stringify([piece.key, piece.text, sign, start, message, suggestions]);
  return one.piece.element === other.piece.element && told(one) === told(other);
}

function say(words) {
  if (state.textContent !== words) state.textContent = words;
}

function entry(one) {
  const { piece, word, start, end } = one;
  const item = element("li", `k-proof__one k-proof__one--${one.doubtful ? "doubtful" : one.kind}`);
  const place = element("button", "k-proof__place", "", WORDS.show);
  const before = piece.text.slice(Math.max(0, start - CONTEXT), start).replace(/^\S*\s(?=.)/, start > CONTEXT ? "…" : "$&");
  const after = piece.text.slice(end, end + CONTEXT).replace(/\s\S*$/, end + CONTEXT < piece.text.length ? "…" : "$&");
  place.append(before, element("mark", "", /\S/.test(word) ? word : "␣".repeat(word.length)), after);
  place.addEventListener("click", () => reveal(one));
  const told = element("p", "k-proof__told", `${TITLES[one.kind]}: ${one.message}`);
  const does = element("div", "k-proof__does");
  for (const meant of one.suggestions) {
    const button = element("button", "k-proof__meant", meant.trim() || (meant ? "␣" : WORDS.gone), WORDS.instead(word, meant));
    button.addEventListener("click", () => correct(one, meant));
    does.append(button);
  }
  if (root.dataset.add && one.kind === "spelling") does.append(act(WORDS.right, WORDS.keep, () => keep(one)));
  does.append(act(WORDS.gone, WORDS.ignore, () => ignore(one)));
  item.append(place, told, does);
  return item;
}

function act(label, title, does) {
  const button = element("button", "k-proof__act", label, title);
  button.addEventListener("click", does);
  return button;
}

function element(name, classes, words = "", label = "") {
  const made = document.createElement(name);
  made.className = classes;
  made.append(words);
  if (name === "button") made.type = "button";
  if (label) {
    made.title = label;
    made.setAttribute("aria-label", label);
  }
  return made;
}

/** Underline the places in the text, without a change to it. */
function mark(found) {
  if (!window.Highlight || !CSS.highlights) return;
  for (const [name, doubtful] of [["k-proof", false], ["k-proof-doubt", true]]) {
    const ranges = found.filter((one) => one.doubtful === doubtful).map((one) => one.piece.range(one.start, one.end));
    CSS.highlights.set(name, new Highlight(...ranges.filter(Boolean)));
  }
}

// ---- Doing ------------------------------------------------------------------------------------------

function correct({ piece, start, end }, meant) {
  piece.replace(start, end, meant);
  show();
  rest(0);
}

function reveal({ piece, start, end }) {
  // On a phone the panel covers the text.
  if (matchMedia("(max-width: 799px)").matches) toggle?.click();
  piece.reveal(start, end);
}

function ignore({ sign }) {
  ignored.add(sign);
  remember();
  show();
}

async function keep({ word }) {
  kept.add(word);
  show();
  try {
    const response = await fetch(root.dataset.add, {
      method: "POST",
      headers: { "X-CSRFToken": token(), Accept: "application/json" },
      body: new URLSearchParams({ word }),
    });
    if (!response.ok) throw new Error(response.status);
    // With its endings it may be right elsewhere, too.
    answers.clear();
    rest(0);
  } catch {
    kept.delete(word);
    show();
  }
}

// ---- When -------------------------------------------------------------------------------------------

let timer = null;

function rest(wait = REST) {
  clearTimeout(timer);
  timer = setTimeout(() => (window.requestIdleCallback ? requestIdleCallback(read, { timeout: 1_000 }) : read()), wait);
}

let soon = null;
function changed() {
  rest();
  // What is known already stays marked while typing goes on.
  soon ??= setTimeout(() => {
    soon = null;
    show();
  }, 250);
}

if (root && form) {
  for (const kind of ["input", "change", "paste", "drop", "keyup", "click"])
    form.addEventListener(kind, (event) => event.target.closest?.("[data-proof]") || changed());
  restore.addEventListener("click", () => {
    ignored.clear();
    remember();
    show();
  });
  addEventListener("online", () => rest(0));
  rest(400);
}
