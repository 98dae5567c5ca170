// How long the headline and the story are, told beside them while they are written. Words, letters
// and minutes are counted as `kagoj/bangla/words.py` counts them; the same cases test both.

const HASANTA = "\u09cd", NUKTA = "\u09bc", ZWNJ = "\u200c", ZWJ = "\u200d", JOINERS = ZWNJ + ZWJ;
const VOWELS = "\u0985-\u098c\u098f\u0990\u0993\u0994\u09e0\u09e1";
const CONSONANTS = "\u0995-\u09b9\u09ce\u09dc-\u09df\u09f0\u09f1";
const SIGNS = "\u09be-\u09c4\u09c7\u09c8\u09cb\u09cc\u09d7\u09e2\u09e3\u0981-\u0983\u09fe";
const BANGLA = "\u0980-\u0983\u0985-\u09e3\u09e6-\u09f1\u09fc\u09fe";

const SIGN = `(?:(?![\u09f4-\u09f9])[\\p{L}\\p{N}]|[${BANGLA}\u0300-\u036f\u0900-\u0963\u0971-\u097f\u0a00-\u0dff])`;
const INSIDE = `[${JOINERS}\u200b\ufeff\u00ad]|['’](?=${SIGN})`;
const SEPARATOR = "(?<=\\p{Nd})(?:\\.(?=\\p{Nd})|,(?=(?:\\p{Nd}{2,3},){0,9}\\p{Nd}{3}(?!\\p{Nd})))";
const WORD = new RegExp(`${SIGN}(?:${SIGN}|${INSIDE}|${SEPARATOR})*`, "gu");

const CONSONANT = `[${CONSONANTS}]${NUKTA}{0,2}`;
// Intl.Segmenter parts অ্যা and এ্যা, and each browser's ICU joins conjuncts by rules of its own year.
const AKSHARA = new RegExp(
  `(?:${CONSONANT}|[${VOWELS}])(?:[${JOINERS}]?${HASANTA}${ZWJ}?${CONSONANT}){0,7}(?:${HASANTA}[${JOINERS}]{0,2})?` +
    `${ZWNJ}?[${SIGNS}${NUKTA}]{0,8}[\\p{M}${JOINERS}]*`,
  "gu",
);

export const WORDS_A_MINUTE = 180;
export const LONG_HEADLINE = 70; // letters: more fill a third line of a phone's list

const segmenter = globalThis.Intl?.Segmenter && new Intl.Segmenter("bn", { granularity: "grapheme" });

const others = (text) => (text ? (segmenter ? [...segmenter.segment(text)].length : [...text].length) : 0);

// Letters as a reader sees them: a conjunct with its vowel is one.
export function countLetters(text) {
  let count = 0, end = 0;
  for (const akshara of text.matchAll(AKSHARA)) {
    count += others(text.slice(end, akshara.index)) + 1;
    end = akshara.index + akshara[0].length;
  }
  return count + others(text.slice(end));
}

export const countWords = (text) => text.match(WORD)?.length ?? 0;

// Half to even, as Python rounds.
export function readingMinutes(words) {
  if (!words) return 0;
  const minutes = words / WORDS_A_MINUTE, below = Math.floor(minutes), rest = minutes - below;
  return Math.max(1, rest === 0.5 ? below + (below % 2) : Math.round(minutes));
}

const figures = new Intl.NumberFormat("bn-u-nu-beng");
const told = (count) => figures.format(count);

function place(field, name) {
  const line = document.createElement("p");
  line.className = "k-count";
  line.id = `k-count-${name}`;
  field.append(line);
  return line;
}

// ---- The headline ----

function watchHeadline(input) {
  const line = place(input.closest(".w-field__input") ?? input.parentElement, "headline");
  const count = document.createElement("span"), warning = document.createElement("span");
  warning.setAttribute("role", "status"); // said aloud when it appears, unlike the count
  line.append(count, warning);
  input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim());
  const tell = () => {
    const letters = countLetters(input.value.trim()), long = letters > LONG_HEADLINE;
    count.textContent = letters ? `${told(letters)} অক্ষর` : "";
    const words = long ? ` · লম্বা শিরোনাম: ${told(LONG_HEADLINE)} অক্ষরের মধ্যে হলে ফোনের তালিকায় পুরোটা সহজে পড়া যায়` : "";
    if (warning.textContent !== words) warning.textContent = words;
    line.classList.toggle("k-count--long", long);
  };
  input.addEventListener("input", tell);
  input.addEventListener("change", tell);
  tell();
}

// ---- The story ----

const counted = new WeakMap(); // field → [what it held, its words]: only what changed is counted anew

function wordsOf(field) {
  const known = counted.get(field);
  if (known?.[0] === field.value) return known[1];
  const words = countWords(field.draftailEditor ? textOf(field.value) : field.value);
  counted.set(field, [field.value, words]);
  return words;
}

function textOf(stored) {
  try {
    return (JSON.parse(stored)?.blocks ?? []).map((block) => block.text).join("\n");
  } catch {
    return "";
  }
}

// Draftail keeps what is written in a hidden field, which knows its editor.
const isText = (field) => field.draftailEditor || field.type === "text" || field.localName === "textarea";

const isDeleted = (field) =>
  Boolean(field.closest("[data-streamfield-child]")?.querySelector(":scope > input[name$='-deleted'][value='1']"));

function watchBody(panel) {
  const line = place(panel, "body");
  const tell = () => {
    let words = 0;
    for (const field of panel.querySelectorAll("input, textarea"))
      if (isText(field) && field.closest("[data-streamfield-child]") && !isDeleted(field)) words += wordsOf(field);
    line.textContent = words ? `${told(words)} শব্দ · পড়তে প্রায় ${told(readingMinutes(words))} মিনিট` : "";
  };
  let waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(tell, 500); // the editor writes its field a little after the last key
  };
  for (const event of ["input", "change"]) panel.addEventListener(event, soon);
  // Blocks come, go and fill after the page has loaded, and the editor writes as it draws.
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => !line.contains(target))) soon();
  }).observe(panel, { childList: true, subtree: true, characterData: true, attributeFilter: ["value"] });
  soon();
}

function begin() {
  const headline = document.querySelector(".k-headline #id_title");
  if (!headline) return;
  watchHeadline(headline);
  // One line that wraps: Enter has no part in it.
  headline.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
  const body = document.querySelector("[data-contentpath='body']");
  if (body) watchBody(body);
}

if (document.readyState === "complete") begin();
else addEventListener("load", begin);
