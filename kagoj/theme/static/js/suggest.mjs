// Words offered while a search is typed: a combobox with a list, as WAI-ARIA's practices have it.
// Fetched when the field is first used; without it, field and form work as ever.

const PAUSE = 150; // milliseconds without a key, after which the paper is asked
const known = new Map(); // what was asked on this page → words

const say = (element, words) => {
  for (const [name, value] of Object.entries(words)) element.setAttribute(name, value);
};
const make = (name, words) => {
  const element = document.createElement(name);
  say(element, words);
  return element;
};

/** Offer words for this field from an address that answers `?q=` with `{words: […]}`. */
export function offer(field, from = "/search/suggest") {
  const id = `${field.id || field.name}-offers`;
  const list = make("ul", { id, class: "offers", role: "listbox", "aria-label": "যা খুঁজতে পারেন", hidden: "" });
  field.after(list);
  say(field, { role: "combobox", autocomplete: "off" });
  say(field, { "aria-autocomplete": "list", "aria-expanded": false, "aria-controls": id });

  let typed = field.value;
  let active = -1;
  let waiting;
  let asked;

  const close = () => {
    clearTimeout(waiting);
    asked?.abort();
    list.hidden = true;
    say(field, { "aria-expanded": false });
    mark(-1);
  };
  const mark = (number) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = number;
    const option = list.children[active];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    say(field, { "aria-activedescendant": option.id });
  };
  const take = (words) => {
    field.value = typed = words;
    close();
    field.form.requestSubmit();
  };
  // The list of readings that a Bangla keyboard of ours shows has the right of way.
  const isWriting = () => document.querySelector("[data-keys]")?.shadowRoot?.querySelector("ol:not([hidden])");
  const show = (words) => {
    mark(-1);
    if (!words.length || isWriting() || document.activeElement !== field) return close();
    list.replaceChildren(
      ...words.map((text, number) => {
        const option = make("li", { id: `${id}-${number}`, role: "option", "aria-selected": false });
        option.textContent = text;
        return option;
      }),
    );
    list.hidden = false;
    say(field, { "aria-expanded": true });
  };
  const ask = async () => {
    const query = field.value;
    asked?.abort();
    asked = new AbortController();
    try {
      if (!known.has(query)) {
        const answer = await fetch(`${from}?q=${encodeURIComponent(query)}`, { signal: asked.signal });
        if (!answer.ok) return close();
        known.set(query, (await answer.json()).words);
      }
      if (field.value === query) show(known.get(query));
    } catch {} // away, or asked anew: nothing is offered
  };

  const written = () => {
    clearTimeout(waiting);
    if (!typed.trim() || navigator.connection?.saveData) close();
    else waiting = setTimeout(ask, known.has(typed) ? 0 : PAUSE);
  };
  field.addEventListener("input", () => {
    if (field.value === typed) return;
    typed = field.value;
    written();
  });
  field.addEventListener("written", written); // a word by that keyboard is whole, and its list gone
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || list.hidden) return;
    const { length } = list.children;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    // Between the last word and the first stands the field itself.
    if (step) mark(((active + 1 + step + length + 1) % (length + 1)) - 1);
    else if (event.key === "Enter" && active >= 0) take(list.children[active].textContent);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  // A finger or a mouse on the list must not take the caret out of the field.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => target !== list && take(target.textContent));
  field.addEventListener("blur", close);
}
