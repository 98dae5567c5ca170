// What a page can do more when scripts run. Everything is readable and reachable without it.
// Nothing is fetched ahead or on its own, so a reader who saves data has nothing to switch off.

const root = document.documentElement;

// Light or dark: the system's choice until the reader makes one.
const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  const show = () => {
    button.setAttribute("aria-pressed", isDark());
    for (const meta of document.querySelectorAll("meta[name=theme-color]"))
      meta.content = getComputedStyle(root).getPropertyValue("--paper").trim();
  };
  button.addEventListener("click", () => {
    const wanted = isDark() ? "light" : "dark";
    root.dataset.theme = (wanted === "dark") === dark.matches ? "" : wanted;
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {} // private windows may refuse; the choice then lasts for this page
    show();
  });
  dark.addEventListener("change", show);
  if (root.dataset.theme) show();
  button.setAttribute("aria-pressed", isDark());
  button.hidden = false;
}

// The desk we are at: the navigation is the same for all pages, so it cannot say so itself.
for (const link of document.querySelectorAll(".desks a")) {
  const path = link.pathname;
  if (path === location.pathname || (path !== "/" && location.pathname.startsWith(path))) {
    link.setAttribute("aria-current", path === location.pathname ? "page" : "true");
    const row = link.closest("ul");
    row.scrollLeft = link.offsetLeft - row.offsetLeft - 16;
  }
}

// Sharing: by the device's own sheet where a finger is used, else the short address is copied.
const touched = matchMedia("(pointer: coarse)");
for (const link of document.querySelectorAll("a[data-share]")) {
  link.addEventListener("click", async (event) => {
    const url = link.href;
    if (touched.matches && navigator.share) {
      event.preventDefault();
      // Refused or closed by the reader: nothing to say.
      await navigator.share({ title: document.querySelector("h1").textContent, url }).catch(() => {});
    } else if (navigator.clipboard) {
      event.preventDefault();
      try {
        await navigator.clipboard.writeText(url);
      } catch {
        location.href = url;
        return;
      }
      const words = link.textContent;
      link.setAttribute("role", "status");
      link.textContent = link.dataset.share;
      setTimeout(() => {
        link.textContent = words;
        link.removeAttribute("role");
      }, 2500);
    }
  });
}

// Embeds: nothing of another site is fetched before the reader asks for it.
for (const link of document.querySelectorAll("a[data-frame]")) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    const address = new URL(link.dataset.frame, location.href);
    if (address.protocol !== "https:") return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = address;
    frame.title = link.textContent;
    frame.allow = "fullscreen; encrypted-media; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    link.replaceWith(frame);
    frame.focus();
  });
}

// An address printed for people only becomes one that can be pressed.
for (const place of document.querySelectorAll("[data-mail]")) {
  const shown = [...place.childNodes].filter((node) => !node.hidden);
  const address = shown.map((node) => node.textContent).join("");
  const link = document.createElement("a");
  link.href = "mailto:" + address;
  link.textContent = address;
  place.replaceChildren(link);
}

// Search: what the reader narrowed the search by stays in sight.
for (const field of document.querySelectorAll(".filters [name]"))
  if (field.value) field.closest("details").open = true;

// Words offered while a search is typed: fetched when the reader goes to the field.
for (const field of document.querySelectorAll("[data-suggest]")) {
  const fetched = () => import(field.dataset.suggest).then(({ offer }) => offer(field), () => {});
  field.addEventListener("focus", fetched, { once: true });
}

// What was left empty in a search is left out of its address.
for (const form of document.querySelectorAll(".find"))
  form.addEventListener("formdata", ({ formData }) => [...formData].forEach(([name, value]) => value || formData.delete(name)));

// Avro and Probhat in the search field: fetched when the reader asks for them, or asked before.
for (const button of document.querySelectorAll("[data-keyboards]")) {
  const { keyboards, ...tables } = button.dataset;
  const within = button.parentNode;
  const field = within.querySelector("input");
  const fetched = () => import(keyboards).then(({ offer }) => offer({ tables, within }), () => null);
  button.addEventListener("click", async () => {
    field.focus();
    const offered = await fetched();
    if (offered) offered.panel.open();
    else button.textContent = "আনা গেল না, আবার চাপুন";
  });
  try {
    if (localStorage.getItem("keyboard")) field.addEventListener("focus", fetched, { once: true });
  } catch {}
  button.hidden = false;
}

// A read: the story stood before the reader for five seconds in a visible window. Told once, with the
// host that sent the reader; when the page is left, how many quarters of the text were seen.
const story = document.querySelector("article[data-number]");
if (story && navigator.sendBeacon) {
  const text = story.querySelector(".text") || story;
  let inSight = false;
  let seconds = 0;
  let seen = 0;
  let told = 0;
  const tell = (words) => navigator.sendBeacon(`/beacon/${story.dataset.number}`, words);
  const look = () => {
    const { top, height } = text.getBoundingClientRect();
    seen = Math.max(seen, Math.min(4, Math.floor((4 * (innerHeight - top)) / height) || 0));
  };
  const sender = () => {
    try {
      const { host } = new URL(document.referrer);
      return host === location.host ? "own" : host;
    } catch {
      return ""; // none is named
    }
  };
  const watch = new IntersectionObserver((entries) => {
    inSight = entries.at(-1).isIntersecting;
  });
  watch.observe(story);
  const clock = setInterval(() => {
    if (document.visibilityState !== "visible") return;
    look();
    if (inSight && ++seconds === 5) tell(`from=${sender()}`);
    if (seconds > 4 && seen > 3) {
      clearInterval(clock);
      watch.disconnect();
    }
  }, 1000);
  const leave = () => {
    if (seconds < 5 || seen <= told) return;
    told = seen;
    tell(`seen=${seen}`);
  };
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
}
