// What a word typed by Avro may have meant. Real words go before others, and what was chosen for these
// letters last goes before all. The word as it is spelled stands first or second: at most one key away.

const MOST = 6; // readings offered
const REMEMBERED = 500; // choices kept; the oldest is forgotten first
const FARTHER = 4; // bands of commonness (a factor of ten) that an exchanged letter costs

// ---- Words that sound alike ----------------------------------------------------------------------

const [HEARD, AS] = ["ীূঈঊশষণঙযৎড", "িুইউসসনংজতর"];

/** The same for all words that sound alike: the key of `kagoj.bangla.lexicon`. */
export const sound = (word) =>
  word
    .replaceAll("ঢ\u09bc", "র")
    .replace(/[\u09bcঁঃ্\u200c\u200d]/g, "")
    .replace(/./gu, (sign) => AS[HEARD.indexOf(sign)] ?? sign)
    .replaceAll("ৃ", "রি");

// The commonest endings; `kagoj.bangla.endings` has them all, and says why each stands where it does.
const ENDINGS = [
  [/[ক-হৎ\u09bcঃ]$/, ["ে", "ের", "েরা", "েই", "েও", "েরও", "েরই"]],
  [/[া-ৌঅ-ঔ]$/, ["র", "তে", "রা", "রও", "রই"]],
  [/[াোও]$/, ["য়"]],
  [/[^্]$/, [..."ইও", "কে", "দের", "টি", "টা", "টির", "টার", "টিকে", "টাকে", "গুলো", "গুলি", "গুলোর", "সহ"]],
];

// By sound ড is র, for those who write র for ড়. Whoever types d never means র.
const HARD = /ড(?!\u09bc)/;

/** Words by their sound, from rows as `words.json` has them: in the order of sound, a letter for the band. */
export function wordsOf(rows) {
  const list = rows.split(" ");
  const soundAt = (place) => sound(list[place].slice(0, -1));
  const of = (key) => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (soundAt(middle) < key) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (; low < list.length && soundAt(low) === key; low++)
      found.push([list[low].slice(0, -1), list[low].charCodeAt(list[low].length - 1) - 97]);
    return found;
  };
  /** Known words that sound so, stems with endings among them: [word, band]. */
  return (reading) => {
    const found = of(sound(reading));
    for (const [fits, endings] of ENDINGS)
      for (const ending of endings)
        if (reading.length > ending.length + 1 && reading.endsWith(ending))
          for (const [stem, band] of of(sound(reading.slice(0, -ending.length))))
            if (stem.length > 1 && fits.test(stem)) found.push([stem + ending, band + 1]);
    return found.filter(([word]) => HARD.test(word) === HARD.test(reading));
  };
}

// ---- Choices made before -------------------------------------------------------------------------

const PLACE = "keyboard.choices";

function choices() {
  try {
    return new Map(JSON.parse(localStorage.getItem(PLACE) ?? "[]"));
  } catch {
    return new Map(); // a private window, or spoilt from outside
  }
}

/** From now on these letters mean that word. */
export function remember(latin, word) {
  if (latin.endsWith(",") && word.endsWith(",")) return remember(latin.slice(0, -1), word.slice(0, -1));
  const made = choices();
  made.delete(latin); // the latest stands last
  made.set(latin, word);
  try {
    localStorage.setItem(PLACE, JSON.stringify([...made].slice(-REMEMBERED)));
  } catch {}
}

// ---- Readings ------------------------------------------------------------------------------------

/** The same Latin word heard otherwise: one letter exchanged for one that sounds alike, likeliest first. */
export function* alike(table, latin) {
  const groups = table.sound_alike;
  const letters = groups.flat().sort((one, other) => other.length - one.length);
  const found = [...latin.matchAll(new RegExp(letters.join("|"), "g"))].reverse(); // endings vary most
  for (const group of groups)
    for (const { 0: letter, index } of found)
      if (group.includes(letter))
        for (const other of group)
          if (other !== letter) yield latin.slice(0, index) + other + latin.slice(index + letter.length);
}

/** What these letters mean by themselves, likeliest first; `words` may be null, while they are on their way. */
function likely(table, write, words, latin) {
  const plain = write(latin);
  const others = [...alike(table, latin)].map(write).filter((reading) => !reading.startsWith("্"));
  const known = new Map();
  if (words)
    [plain, ...others].forEach((reading, exchanged) => {
      for (const [word, band] of words(reading)) {
        const price = band + (exchanged ? FARTHER : 0);
        if (!(known.get(word) <= price)) known.set(word, price);
      }
    });
  const meant = [...known.keys()].sort((one, other) => known.get(one) - known.get(other));
  // Whoever writes capitals, or parts letters by signs, spells with care, and gets what is spelled.
  const isBegun = latin.length < 3 || !/[aeiou]/.test(latin);
  const asSpelled = !meant.length || known.has(plain) || isBegun || /[A-Z`,:^]/.test(latin);
  const [first] = asSpelled ? [plain] : meant;
  return [...new Set([first, plain, ...meant, ...others])].slice(0, MOST);
}

/** The readings of Latin letters: what was chosen before in front, the letters themselves at the end. */
export function readings(table, write, words, latin) {
  if (!/[a-z]/i.test(latin)) return [];
  if (/[^,],$/.test(latin)) return readings(table, write, words, latin.slice(0, -1)).map((one) => one + ",");
  const before = choices().get(latin);
  const found = likely(table, write, words, latin).filter((reading) => reading !== latin);
  return [...new Set([...(before ? [before] : []), ...found.slice(0, MOST), latin])];
}

/** What is read when letters follow those for which `base.text` was chosen: the choice stays as it is. */
export function continued(write, base, latin) {
  if (base.text === base.latin) return latin;
  const [before, after] = [write(base.latin), write(latin)];
  if (after.startsWith(before)) return base.text + after.slice(before.length);
  // The next letter would have changed the last one (s, sh): it is written as after any other letter.
  const letter = /[ক-হ\u09bc]$/.test(base.text) ? "k" : "ka";
  const tail = latin.slice(base.latin.length);
  const joined = write(letter + tail);
  return base.text + (joined.startsWith(write(letter)) ? joined.slice(write(letter).length) : write(tail));
}
