// What saving mends in a text is told under its field, and can be taken back. The field itself is left
// alone: it holds what was typed, so that taking back has nothing to restore.

const { mendingTold, mendingKeep } = document.querySelector("script[data-mending-told]").dataset;

const FIELDS = 'input[type="text"], input:not([type]), textarea, .public-DraftEditor-content';
// Addresses have their own rule, ads.txt has none.
const NOT_THESE = '[name$="slug"], [name="address_words"], [name="ads_txt"], [role="combobox"], [readonly]';
const WORDS = {
  saved: "সংরক্ষণের সময় হবে",
  keep: "যেমন লেখা তেমন থাক",
  kept: "যেমন লেখা তেমনই থাকবে।",
  failed: "এখন রাখা গেল না। একটু পরে আবার চেষ্টা করুন।",
};
const UNSEEN = /[\u00ad\u200b-\u200d\ufeff]/g;

// Only what may need mending is worth a question: it saves a request for nearly every field left.
const DOUBTFUL =
  /[\u00a0\u00ad\u200b-\u200d\ufeff\u09f7\u0300-\u036f]|[ \t]।|।[A-Za-z0-9\u0985-\u09ef]|অা|ঋৃ|ঌৢ|([\u0981\u09bc\u09be-\u09cd])\1/;

const asked = new WeakMap(); // field → the text last asked about
const lines = new WeakMap(); // field → the line under it

function fieldOf(target) {
  const field = target?.closest?.(FIELDS);
  return field?.closest("form") && !field.matches(NOT_THESE) ? field : null;
}

const textOf = (field) => field.value ?? field.innerText;

async function ask(address, question) {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(question),
  });
  if (!response.ok) throw new Error(response.status);
  return response.json();
}

async function look(field) {
  const text = textOf(field);
  if (asked.get(field) === text) return;
  asked.set(field, text);
  if (!DOUBTFUL.test(text)) return tell(field, null);
  try {
    const answer = await ask(mendingTold, { text });
    if (asked.get(field) === text) tell(field, answer);
  } catch {
    asked.delete(field); // asked again when the field is left again
  }
}

function tell(field, answer) {
  lines.get(field)?.remove();
  if (!answer?.places.length) return;
  const details = element("details", {}, [
    element("summary", {}, [`${WORDS.saved}: ${answer.words.join(", ")}`]),
    element("ul", {}, answer.places.map(place)),
  ]);
  const button = element("button", { type: "button", className: "button button-small button-secondary" }, [WORDS.keep]);
  button.addEventListener("click", () => takeBack(field, answer.places));
  show(field, [details, button]);
}

function place({ before, after, why }) {
  const seen = before.split(UNSEEN).flatMap((part, at) => (at ? [element("mark", {}, ["·"]), part] : [part]));
  return element("li", {}, [
    element("s", {}, seen), " → ", element("b", {}, [after]), " ", element("small", {}, [why.join(", ")]),
  ]);
}

async function takeBack(field, places) {
  try {
    await ask(mendingKeep, { places: places.map(({ before }) => before) });
  } catch {
    return show(field, [WORDS.failed]);
  }
  show(field, [WORDS.kept]);
  // What was saved a moment ago was mended: the form has something to save again.
  const form = window.wagtail?.app?.getControllerForElementAndIdentifier(field.closest("form"), "w-unsaved");
  if (form) form.initialFormData = form.previousFormData = " ";
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function show(field, parts) {
  lines.get(field)?.remove();
  const line = element("div", { className: "k-mended" }, parts);
  line.setAttribute("role", "status");
  lines.set(field, line);
  const box = field.closest(".Draftail-Editor__wrapper, .Draftail-Editor") ?? field;
  (box.closest(".w-field__input") ?? box).after(line);
}

function element(name, properties, parts) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...parts);
  return made;
}

addEventListener("focusout", ({ target }) => {
  const field = fieldOf(target);
  if (field) look(field);
});
addEventListener("paste", ({ target }) => {
  const field = fieldOf(target);
  if (field) setTimeout(() => look(field), 300); // once the editor has taken it in
});
