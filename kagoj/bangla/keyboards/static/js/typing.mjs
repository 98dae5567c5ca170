// Bangla by Avro or Probhat in a page's text fields, for those whose own keyboard writes Latin only.
//
// The text stands in the field in Bangla at every moment, so what saves itself saves Bangla. The word
// being typed is a *run*: it ends with a space, a key that has no part in words, or a moved caret.
// Then the field's own undo holds two steps: the Latin letters, and the Bangla. While the rules are on
// their way, the run shows its Latin letters; it is written anew when they have come.
//
// A system's Bangla keyboard is never disturbed: its letters are not Latin, or come as a composition,
// and neither is touched. Switched off, nothing is touched but Ctrl+M.

// ---- Layouts -------------------------------------------------------------------------------------

/** The engine of `kagoj.bangla.avro`, on the same table: a function from Latin letters to Bangla. */
export function avro(table) {
  const both = (letters) => new Set(letters + letters.toUpperCase());
  const vowels = both(table.vowels);
  const consonants = both(table.consonants);
  const always = new Map(Object.entries(table.always));
  const byNeighbours = new Map(Object.entries(table.by_neighbours));
  const longest = Math.max(...[...always.keys(), ...byNeighbours.keys()].map((letters) => letters.length));

  const is = (wanted, letter) => {
    if (!wanted) return true;
    if (wanted === "edge") return !vowels.has(letter) && !consonants.has(letter);
    const members = wanted.endsWith("vowel") ? vowels : consonants;
    return members.has(letter) !== wanted.startsWith("!");
  };
  const holds = ({ after, not_after = "", before, not_before = "" }, text, start, end) => {
    const behind = text.charAt(start - 1);
    const ahead = text.charAt(end);
    return (
      is(after, behind) &&
      !(behind && not_after.includes(behind)) &&
      is(before, ahead) &&
      !(end + 1 < text.length && not_before.includes(ahead))
    );
  };
  const longestAt = (text, start) => {
    for (let end = Math.min(start + longest, text.length); end > start; end--) {
      const letters = text.slice(start, end);
      if (always.has(letters)) return [end, always.get(letters)];
      const rule = byNeighbours.get(letters);
      if (rule) {
        const fitting = rule.first.find((one) => holds(one, text, start, end));
        return [end, fitting ? fitting.write : rule.else];
      }
    }
    return [start + 1, text.charAt(start)];
  };
  return (latin) => {
    const text = latin.replace(/[A-Z]/g, (letter) =>
      table.case_matters.includes(letter.toLowerCase()) ? letter : letter.toLowerCase(),
    );
    let written = "";
    for (let start = 0; start < text.length; ) {
      const [end, bangla] = longestAt(text, start);
      written += bangla;
      start = end;
    }
    return written.replaceAll("ে" + "া", "ো");
  };
}

const fetched = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};

/** Avro as a layout: what a run of Latin letters writes, and what else it may have meant. */
async function phonetic(tables) {
  const [table, { continued, readings, remember, wordsOf }] = await Promise.all([
    fetched(tables.avro),
    import(tables.readings),
  ]);
  const engine = avro(table);
  // A number keeps its point and its colon: 3.5, 10:30. Everywhere else they are danda and bisarga.
  const write = (latin) => engine(latin.replace(/(\d[.:])(?=\d)/g, "$1`"));
  let words = null;
  return {
    keys: /^[A-Za-z0-9`^:.,$]$/,
    write,
    readings: (latin) => readings(table, write, words, latin),
    continued: (base, latin) => continued(write, base, latin),
    remember,
    // Known words are many, and come after the rules; without them readings are in the order of sounds.
    complete: fetched(tables.words).then((list) => void (words = wordsOf(list.words)), () => {}),
  };
}

/** Probhat as a layout: each key writes its letter, and that is all. */
async function fixed({ probhat }) {
  const { keys } = await fetched(probhat);
  return { keys: { test: (key) => key in keys }, write: (key) => keys[key], readings: null };
}

const LAYOUTS = { avro: phonetic, probhat: fixed };
const NAMES = { avro: "অভ্র", probhat: "প্রভাত", "": "নিজের কিবোর্ড" };

// ---- Fields --------------------------------------------------------------------------------------

const OPEN = "input:not([type]), input[type=text], input[type=search], textarea";
// Names, addresses and days that machines read are written in Latin letters.
const CLOSED =
  '[readonly], [disabled], [name=username], [name=slug], [name$=_at], [autocomplete=username], [autocomplete=email], [autocomplete=url], [inputmode=url], [inputmode=numeric], [inputmode=decimal], [data-keyboard=own]';

const does = (command, text) => document.execCommand(command, false, text);

/** Does that place lie inside a letter as readers see them? A browser writes and deletes at their edges only. */
const inside = (text, at) =>
  at > 0 && at < text.length && (/[\p{M}\u200c\u200d]/u.test(text[at]) || /[\u09cd\u200d]/.test(text[at - 1]));

/** An input or a textarea, with the browser's own undo. */
class Plain {
  static of(target) {
    return target.matches?.(OPEN) && !target.matches(CLOSED) ? new Plain(target) : null;
  }

  constructor(element) {
    this.element = element;
  }

  start() {
    const { value, selectionStart, selectionEnd } = this.element;
    Object.assign(this, { before: value, from: selectionStart, to: selectionEnd, end: selectionEnd, shown: "" });
    if (selectionStart === selectionEnd) {
      // A caret that was moved and returned: the browser's undo takes this run for itself.
      this.element.setSelectionRange(0, value.length);
      this.element.setSelectionRange(selectionStart, selectionEnd);
    }
  }

  /** Write `text` in the place of what the run shows so far. */
  show(text) {
    const { from, end, shown } = this;
    if (shown && text.startsWith(shown)) this.replace(end, end, text.slice(shown.length));
    else this.replace(from, end, text);
    this.shown = text;
    this.end = from + text.length;
  }

  /** Does the run still stand before the caret, as it was written? */
  stands() {
    const { value, selectionStart, selectionEnd } = this.element;
    const { from, end, shown } = this;
    return selectionStart === end && selectionEnd === end && value.startsWith(shown, from);
  }

  /** Make the run two steps of the field's undo: first the Latin letters, then what is shown. */
  settle(latin) {
    const { element, before, from, to, shown } = this;
    if (document.activeElement !== element) return;
    let steps = 0;
    for (let was; element.value !== before && element.value !== was && steps < 4 * latin.length + 4; steps++) {
      was = element.value;
      does("undo");
    }
    if (element.value !== before) {
      // A browser that joins steps otherwise: the text is what counts, here and in the field before.
      while (steps--) does("redo");
      return;
    }
    this.replace(from, to, latin);
    if (shown !== latin) this.replace(from, to + element.value.length - before.length, shown);
  }

  write(text) {
    this.replace(this.element.selectionStart, this.element.selectionEnd, text);
  }

  /** The text before the caret ends so: it may be written anew, as one step. */
  rewrite(ending, text) {
    const { value, selectionEnd } = this.element;
    if (value.slice(0, selectionEnd).endsWith(ending)) this.replace(selectionEnd - ending.length, selectionEnd, text);
  }

  /** Delete one code point where the browser would then let the caret slip behind the next letter. */
  shorten() {
    const { value, selectionStart, selectionEnd } = this.element;
    const start = selectionStart - 1;
    if (selectionStart !== selectionEnd || !/[\u0980-\u09ff\u200c\u200d]/.test(value.charAt(start))) return false;
    if (!inside(value.slice(0, start) + value.slice(selectionStart), start)) return false;
    this.replace(start, selectionStart, "");
    return true;
  }

  replace(from, to, text) {
    const { element } = this;
    const { value } = element;
    let [first, last] = [from, to];
    while (inside(value, first)) first--;
    while (inside(value, last)) last++;
    const written = value.slice(first, from) + text + value.slice(to, last);
    if (element.selectionStart !== first || element.selectionEnd !== last) element.setSelectionRange(first, last);
    if (written) does("insertText", written);
    else if (first < last) does("delete");
    const caret = from + text.length;
    if (element.selectionEnd !== caret && element.value === value.slice(0, first) + written + value.slice(last))
      element.setSelectionRange(caret, caret);
  }

  /** Where the run begins on the screen: left, and the line's top and bottom. */
  place() {
    const box = this.element.getBoundingClientRect();
    if (this.element.matches("textarea")) return { left: box.left, top: box.top, bottom: box.bottom };
    const style = getComputedStyle(this.element);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    const across = pen.measureText(this.element.value.slice(0, this.from)).width - this.element.scrollLeft;
    const left = box.left + parseFloat(style.paddingLeft) + Math.max(0, across);
    return { left: Math.min(left, box.right), top: box.top, bottom: box.bottom };
  }
}

/** Does this key begin a word or a mark of its own? A full stop ends a word, but not a number; dots stay together. */
function isNextWord(latin, key) {
  if (/^\.[.`]*$/.test(latin)) return !/[.`]/.test(key);
  return key === "." && !/[0-9]$/.test(latin);
}

// ---- The input method ----------------------------------------------------------------------------

const WORDS = {
  group: "বাংলা লেখার কিবোর্ড",
  readings: "শব্দটি আর যেভাবে হতে পারে",
  on: (name) => `${name} কিবোর্ড চালু। বন্ধ করতে কন্ট্রোল ও এম চাপুন।`,
  off: "নিজের কিবোর্ড",
  trouble: "কিবোর্ডটি আনা গেল না। সংযোগ দেখে আবার চেষ্টা করুন।",
  hint: "Ctrl+M",
};

// Private windows may refuse to remember; the choice then lasts for this page.
const remembered = {
  get: (name) => {
    try {
      return localStorage.getItem(`keyboard${name}`) ?? "";
    } catch {
      return "";
    }
  },
  set: (name, value) => {
    try {
      localStorage.setItem(`keyboard${name}`, value);
    } catch {}
  },
};

/**
 * Offer the keyboards in the page's fields, or in those inside `within`. `tables` names the addresses of
 * what the layouts need: avro, readings, words, probhat; `kinds` are fields beside <input> and <textarea>, each with `of(target)`.
 * Called again it only gives back the keyboard that is there.
 */
export function offer({ tables, within = document, kinds = [] }) {
  return (offered ??= new Keyboard(tables, within, [...kinds, Plain]));
}
let offered;

class Keyboard {
  constructor(tables, within, kinds) {
    Object.assign(this, { tables, within, kinds, chosen: "", layout: null, field: null, run: null });
    this.panel = new Panel(this);
    addEventListener("keydown", (event) => this.key(event), true);
    addEventListener("pointerdown", (event) => this.panel.holds(event) || this.end(), true);
    addEventListener("focusin", ({ target }) => this.look(target));
    addEventListener("focusout", () => this.end());
    addEventListener("compositionstart", () => this.leave(), true);
    addEventListener("compositionend", (event) => this.composed(event), true);
    for (const moved of ["scroll", "resize"]) addEventListener(moved, () => this.panel.place(), true);
    addEventListener("storage", ({ key, newValue }) => key === "keyboard" && this.choose(newValue ?? "", true));
    this.choose(remembered.get(""), true);
    this.look(document.activeElement);
  }

  /** Write with that layout from now on; '' is the reader's own keyboard. */
  async choose(name, quietly = false) {
    this.end();
    this.chosen = name in LAYOUTS ? name : "";
    this.layout = null;
    this.isComplete = false;
    if (!quietly) {
      remembered.set("", this.chosen);
      if (this.chosen) remembered.set(".last", this.chosen);
    }
    this.panel.draw();
    if (!this.chosen) return quietly || this.panel.say(WORDS.off);
    try {
      const layout = await LAYOUTS[name](this.tables);
      if (this.chosen !== name) return;
      this.layout = layout;
      this.rewrite();
      if (!quietly) this.panel.say(WORDS.on(NAMES[name]));
      this.panel.draw();
      await layout.complete;
      this.isComplete = true;
    } catch {
      if (this.chosen !== name) return;
      this.chosen = "";
      this.end();
      this.panel.say(WORDS.trouble, true);
    }
    this.panel.draw();
  }

  /** What was typed before the rules came. */
  rewrite() {
    const { run, field, layout } = this;
    this.run = null;
    if (!run || !field.stands()) return;
    field.show("");
    for (const key of run.latin)
      if (!layout.keys.test(key)) this.end(), field.write(key);
      else if (layout.readings) this.grow(key);
      else field.write(layout.write(key));
  }

  look(target) {
    if (this.panel.host === target) return;
    this.run = null;
    const inside = target instanceof Element && this.within.contains(target);
    this.field = inside ? this.kinds.map((kind) => kind.of(target)).find(Boolean) : null;
    this.panel.draw();
  }

  key(event) {
    if (!this.field || event.isComposing || event.keyCode === 229) return; // a composition is its maker's
    const { key, ctrlKey, altKey, metaKey } = event;
    if (ctrlKey && !altKey && !metaKey && !event.shiftKey && (event.code === "KeyM" || key === "m")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.choose(this.chosen ? "" : remembered.get(".last") || "avro");
      return;
    }
    if (key === "Escape" && !this.run && this.panel.close()) return event.stopImmediatePropagation();
    if (["Shift", "CapsLock", "Control", "Alt", "AltGraph", "Meta"].includes(key)) return;
    if (event.target !== this.field.element) return;
    if (this.run && !this.field.stands()) this.run = null; // somebody else wrote here
    const writes = !ctrlKey && !altKey && !metaKey && key.length === 1;
    if (this.chosen && !this.layout && writes) {
      event.preventDefault();
      this.hold(key);
    } else if (this.layout && writes && this.layout.keys.test(key)) {
      event.preventDefault();
      if (this.layout.readings) this.grow(key);
      else this.field.write(this.layout.write(key));
    } else if (!this.run || !this.steer(event)) {
      this.end();
      if (key === "Backspace" && this.layout && !ctrlKey && !altKey && !metaKey && this.field.shorten())
        event.preventDefault();
    }
    this.panel.draw();
  }

  /** The rules are on their way: the letters show as they are until then. */
  hold(key) {
    this.run ??= (this.field.start(), { latin: "", picked: 0, readings: [] });
    this.run.latin += key;
    this.field.show(this.run.latin);
    if (!this.field.stands()) this.run = null; // the field takes no more
  }

  grow(key) {
    if (this.run && isNextWord(this.run.latin, key)) this.end();
    this.run ??= (this.field.start(), { latin: "", picked: 0 });
    const { run } = this;
    if (run.isChosen) {
      run.base = { latin: run.latin, text: run.readings[run.picked] };
      this.layout.remember(run.latin, run.base.text);
    }
    run.latin += key;
    this.read();
  }

  /** Show the likeliest reading; the word chosen before the last letters stays. */
  read() {
    const { run, layout } = this;
    const found = layout.readings(run.latin);
    const kept = run.base ? [layout.continued(run.base, run.latin)] : [];
    Object.assign(run, { picked: 0, isChosen: false, readings: found.length ? [...new Set([...kept, ...found])] : [] });
    this.field.show(run.readings[0] ?? layout.write(run.latin));
    if (!this.field.stands()) this.run = null; // the field takes no more
  }

  /** Keys that mean the run itself. True when the key is done with. */
  steer(event) {
    const { run } = this;
    const count = run.readings.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) this.pick((run.picked + step + count) % count);
    else if (event.key === "Escape") {
      this.pick(count ? count - 1 : 0);
      run.isChosen = false; // so written this once
      this.end();
    } else if (event.key === "Enter" && run.isChosen) this.end();
    else if (event.key === "Backspace") return this.shorten(event);
    else return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    return true;
  }

  /** One code point less, and the run goes on where fewer letters may be read as just that. */
  shorten(event) {
    const { run, layout } = this;
    const shorter = [...this.field.shown].slice(0, -1).join("");
    const reads = (latin) => !layout || layout.write(latin) === shorter || layout.readings(latin).includes(shorter);
    for (let { latin } = run; (latin = latin.slice(0, -1)); )
      if (reads(latin)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        run.latin = latin;
        if (!layout) this.field.show(latin);
        else {
          run.base = { latin, text: shorter };
          this.read();
        }
        return true;
      }
    return false;
  }

  pick(number) {
    this.run.picked = number;
    this.run.isChosen = true;
    this.field.show(this.run.readings[number] ?? this.run.latin);
    this.panel.say(this.field.shown);
  }

  /** The run is what it shows. */
  end() {
    const { run, field, layout } = this;
    this.run = null;
    if (!run) return;
    if (field.stands()) {
      if (run.isChosen) layout.remember(run.latin, field.shown);
      field.settle(run.latin);
    }
    this.panel.draw();
    field.element.dispatchEvent(new CustomEvent("written"));
  }

  /** A composition begins where the run ends: the text must not be touched any more, not even for undo. */
  leave() {
    this.run = null;
    this.panel.draw();
  }

  /** A Latin word that a phone's keyboard composed: written in Bangla once it is whole. */
  composed({ data, target }) {
    const { field, layout } = this;
    if (!layout?.readings || field?.element !== target || !/^[A-Za-z`^:]+$/.test(data ?? "")) return;
    setTimeout(() => field.rewrite(data, layout.readings(data)[0] ?? layout.write(data)));
  }
}

// ---- What is seen of it --------------------------------------------------------------------------

const LOOK = `
:host { --p: var(--paper, light-dark(#fff, #1e1b17)); --i: var(--ink, light-dark(#1a1611, #ece6dc)); --s: var(--soft, light-dark(#5f574c, #aaa092)); --h: var(--hair, light-dark(#dcd5c9, #3a352e)); --a: var(--accent, light-dark(#a5121d, #ff8b7e)); --o: var(--on-accent, light-dark(#fff, #1c0b09)); --t: var(--tint, light-dark(#f6efe7, #33291f)); position: fixed; z-index: 2147483000; color: var(--i); font: 400 0.9375rem/1.5 "Noto Sans Bengali", "Kohinoor Bangla", "Nirmala UI", "Bangla Sangam MN", system-ui, sans-serif; }
[hidden] { display: none !important; }
.keys, ol { position: fixed; display: flex; margin: 0; padding: 0; overflow: hidden; border: 1px solid var(--s); background: var(--p); }
.keys { border-radius: 1.25rem; box-shadow: 0 0 0 2px var(--p); }
button { min-width: 1.75rem; min-height: 1.75rem; padding: 0 0.75rem; border: 0; background: none; color: inherit; font: inherit; font-size: 0.8125rem; white-space: nowrap; cursor: pointer; }
button:focus-visible { outline: 2px solid; outline-offset: -4px; border-radius: 1.25rem; }
.keys:not(.open) [aria-pressed="false"] { display: none; }
.keys:is(.on, .open) [aria-pressed="true"] { background: var(--a); color: var(--o); }
.open button + button { border-left: 1px solid var(--h); }
ol { flex-direction: column; min-width: 8rem; padding: 0.25rem 0; border-radius: 0.25rem; list-style: none; box-shadow: 0 4px 16px #0003; }
li { padding: 0.1rem 0.9rem; font-size: 1.0625rem; line-height: 1.65; cursor: pointer; }
@media (width < 37.5rem) { ol { flex-direction: row; max-width: calc(100vw - 8px); padding: 0; overflow-x: auto; } li { white-space: nowrap; } ol li:last-child { border: 0; border-left: 1px solid var(--h); } li[aria-selected="true"] { box-shadow: inset 0 -3px var(--a) !important; } }
li[aria-selected="true"] { background: var(--t); box-shadow: inset 3px 0 var(--a); }
li:last-child { border-top: 1px solid var(--h); color: var(--s); font-size: 0.9375rem; }
p { position: fixed; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
p.loud { inset: auto 1rem 1rem auto; width: auto; height: auto; max-width: 20rem; padding: 0.5rem 0.9rem; clip-path: none; background: var(--i); color: var(--p); }
@media (pointer: coarse) { button { min-height: 2.25rem; padding: 0 0.9rem; } li { padding-block: 0.4rem; } }
@media print { :host { display: none; } }
`;

class Panel {
  constructor(keyboard) {
    this.keyboard = keyboard;
    this.host = document.createElement("div");
    this.host.lang = "bn";
    this.host.dataset.keys = "";
    const root = this.host.attachShadow({ mode: "open" });
    root.innerHTML = `<style>${LOOK}</style><div class="keys" role="group" hidden></div><ol role="listbox" hidden></ol><p role="status"></p>`;
    [, this.keys, this.list, this.status] = root.children;
    this.keys.setAttribute("aria-label", WORDS.group);
    this.list.setAttribute("aria-label", WORDS.readings);
    for (const [name, words] of Object.entries(NAMES)) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: words, title: WORDS.hint });
      button.dataset.layout = name;
      button.addEventListener("click", () => this.press(name));
      this.keys.append(button);
    }
    // A finger or a mouse here must not take the caret out of the field.
    root.addEventListener("pointerdown", (event) => event.preventDefault());
    root.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => {
      if (!target.matches("li")) return;
      this.keyboard.pick([...this.list.children].indexOf(target));
      this.keyboard.end();
    });
    document.body.append(this.host);
  }

  holds(event) {
    return event.composedPath().includes(this.host);
  }

  /** The first press opens the choice, the second makes it. */
  press(name) {
    if (!this.close()) this.open();
    else if (name !== this.keyboard.chosen) this.keyboard.choose(name);
  }

  open() {
    this.keyboard.end();
    this.keys.classList.add("open");
    this.draw();
  }

  close() {
    const wasOpen = this.keys.classList.contains("open");
    this.keys.classList.remove("open");
    if (wasOpen) {
      this.keyboard.field?.element.focus();
      this.draw();
    }
    return wasOpen;
  }

  draw() {
    const { field, chosen, layout, run } = this.keyboard;
    this.keys.hidden = !field;
    if (!field) this.keys.classList.remove("open");
    // Lit only when the next key will be Bangla: its rules may still be on their way.
    this.keys.classList.toggle("on", layout !== null);
    this.keys.setAttribute("aria-busy", chosen !== "" && !this.keyboard.isComplete);
    for (const button of this.keys.children) button.setAttribute("aria-pressed", button.dataset.layout === chosen);
    const readings = (run && run.readings) ?? [];
    this.list.hidden = !readings.length;
    this.list.replaceChildren(
      ...readings.map((words, number) => {
        const item = document.createElement("li");
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", number === run.picked);
        item.textContent = words;
        return item;
      }),
    );
    this.place();
  }

  place() {
    const { field } = this.keyboard;
    if (!field) return;
    const box = field.element.getBoundingClientRect();
    const put = (what, left, top) => {
      const { clientWidth } = document.documentElement;
      what.style.left = `${Math.max(4, Math.min(left, clientWidth - what.offsetWidth - 4))}px`;
      what.style.top = `${Math.max(4, top)}px`;
    };
    // On the field's lower edge, where no letter stands; in sight as long as the field is.
    const { offsetWidth, offsetHeight } = this.keys;
    this.keys.style.visibility = box.bottom < 0 || box.top > innerHeight ? "hidden" : "";
    put(this.keys, box.right - offsetWidth - 10, Math.min(box.bottom - 10, innerHeight - offsetHeight - 10));
    if (this.list.hidden) return;
    const { left, top, bottom } = field.place();
    const { offsetHeight: height } = this.list;
    const below = bottom + 6 + height < innerHeight;
    // In one row, as on phones, it stands above the line: below it is the button that sends the form.
    const above = top - 6 - height > 0 && (!below || getComputedStyle(this.list).flexDirection === "row");
    put(this.list, left, above || !below ? top - 6 - height : bottom + 6);
    const chosen = this.list.querySelector("[aria-selected=true]");
    if (chosen) this.list.scrollLeft = chosen.offsetLeft - 48;
  }

  /** Said to those who do not see; `loud`, shown to all for a while. */
  say(words, loud = false) {
    this.status.textContent = words;
    this.status.classList.toggle("loud", loud);
    clearTimeout(this.quiet);
    if (loud) this.quiet = setTimeout(() => this.say(""), 6000);
  }
}
