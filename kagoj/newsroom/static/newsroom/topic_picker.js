// A story's topics: type, pick with the mouse or the arrow keys, take away with ×.
(() => {
  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

  function start(picker) {
    if (picker.dataset.started) return;
    picker.dataset.started = "yes";
    const { name, find } = picker.dataset;
    const chosen = picker.querySelector(".k-picker__chosen");
    const field = picker.querySelector("input[role=combobox]");
    const list = picker.querySelector("[role=listbox]");
    let asked = 0;
    let timer;

    // Tells the form that it changed, so that it is saved by itself and asks before it is left.
    const changed = () => chosen.dispatchEvent(new Event("change", { bubbles: true }));

    function close() {
      list.hidden = true;
      list.replaceChildren();
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }

    function choose(topic) {
      const there = [...chosen.querySelectorAll("input")].some((input) => input.value === String(topic.id));
      if (!there) {
        const item = document.createElement("li");
        const value = Object.assign(document.createElement("input"), { type: "hidden", name, value: topic.id });
        const kind = Object.assign(document.createElement("small"), { textContent: topic.kind });
        const away = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
        away.setAttribute("aria-label", `সরান: ${topic.title}`);
        item.append(value, `${topic.title} `, kind, away);
        chosen.append(item);
      }
      field.value = "";
      close();
      field.focus();
      changed();
    }

    async function add(title) {
      const answer = await fetch(find, {
        method: "POST",
        headers: { "X-CSRFToken": token(), Accept: "application/json" },
        body: new URLSearchParams({ name: title }),
      });
      const told = await answer.json();
      if (told.topic) choose(told.topic);
      else offer([], false, told.error);
    }

    function option(label, small, act) {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.id = `${field.id}-${list.children.length}`;
      item.append(label);
      if (small) item.append(" ", Object.assign(document.createElement("small"), { textContent: small }));
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", act);
      list.append(item);
    }

    function offer(topics, mayAdd, words) {
      list.replaceChildren();
      for (const topic of topics) option(topic.title, topic.kind, () => choose(topic));
      const typed = field.value.trim();
      if (mayAdd) option(`নতুন বিষয়: ${typed}`, "", () => add(typed));
      if (!list.children.length) option(words || "এই নামে কিছু নেই", "", close);
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
    }

    async function look() {
      const mine = ++asked;
      const typed = field.value.trim();
      if (!typed) return close();
      try {
        const answer = await fetch(`${find}?${new URLSearchParams({ q: typed })}`, { headers: { Accept: "application/json" } });
        const told = await answer.json();
        if (mine === asked && field.value.trim() === typed) offer(told.topics, told.add);
      } catch {
        if (mine === asked) offer([], false, "খোঁজা গেল না; আবার লিখুন");
      }
    }

    function step(by) {
      const options = [...list.children];
      if (!options.length) return;
      const at = options.findIndex((item) => item.getAttribute("aria-selected") === "true");
      const next = (at + by + options.length + (at < 0 && by < 0 ? 1 : 0)) % options.length;
      options.forEach((item, i) => item.setAttribute("aria-selected", String(i === next)));
      options[next].scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", options[next].id);
    }

    field.addEventListener("input", (event) => {
      event.stopPropagation();
      clearTimeout(timer);
      timer = setTimeout(look, 180);
    });
    // What is typed to find a topic is not part of the story.
    field.addEventListener("change", (event) => event.stopPropagation());
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") step(1);
      else if (event.key === "ArrowUp") step(-1);
      else if (event.key === "Escape") close();
      else if (event.key === "Backspace" && !field.value && chosen.lastElementChild) {
        chosen.lastElementChild.remove();
        changed();
        return;
      } else if (event.key === "Enter") {
        const marked = list.querySelector("[aria-selected=true]") || (list.children.length === 1 && list.firstElementChild);
        if (!list.hidden && marked) marked.click();
      } else return;
      event.preventDefault();
    });
    field.addEventListener("blur", () => setTimeout(close, 150));
    chosen.addEventListener("click", (event) => {
      const away = event.target.closest("button");
      if (!away) return;
      away.closest("li").remove();
      field.focus();
      changed();
    });
  }

  const startAll = () => document.querySelectorAll("[data-k-picker]").forEach(start);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
  else startAll();
})();
