// Beside a date field, its day in words, by the paper's own calendars; and the field takes a date
// however it is written. What is no date stays as it was written, with the reason beside it.

const { days } = document.querySelector("script[data-days]").dataset;
const PAUSE = 250; // milliseconds without a key
const asked = new WeakMap();

async function read(input, kind) {
  asked.get(input)?.abort();
  const asking = new AbortController();
  asked.set(input, asking);
  const text = input.value.trim();
  if (!text) return {};
  const fields = new URLSearchParams({ text, kind, name: input.name });
  try {
    const response = await fetch(`${days}?${fields}`, { signal: asking.signal });
    return response.ok ? await response.json() : {};
  } catch {
    return null; // asked anew, or the newsroom is away: the form itself is read when it is sent
  }
}

async function tell(box, settled) {
  const input = box.querySelector("input");
  const written = input.value;
  const found = await read(input, box.dataset.day);
  if (!found || input.value !== written) return;
  const output = box.querySelector("output");
  output.value = [found.said, found.warning].filter(Boolean).join("। ") || (settled ? found.fault : "") || "";
  output.classList.toggle("k-date__warning", Boolean(found.warning));
  output.classList.toggle("k-date__fault", Boolean(settled && found.fault));
  if (settled && found.value && found.value !== written) {
    input.value = found.value;
    input.dispatchEvent(new Event("input", { bubbles: true })); // for whoever keeps the draft
  }
}

const pauses = new WeakMap();
const boxOf = ({ target }) => target.matches?.("input") && target.closest(".k-date");

document.addEventListener("input", (event) => {
  const box = boxOf(event);
  if (!box) return;
  // Who types needs no picker over what is told.
  if (event.isTrusted) window.jQuery?.(event.target).datetimepicker?.("hide");
  clearTimeout(pauses.get(box));
  pauses.set(box, setTimeout(() => tell(box, false), PAUSE));
});
document.addEventListener("change", (event) => {
  const box = boxOf(event);
  if (!box) return;
  clearTimeout(pauses.get(box));
  tell(box, true);
});
for (const box of document.querySelectorAll(".k-date")) tell(box, true);

/* The picker draws its days, years and hours with 0-9; it reads them from attributes, not from what
   it shows. */

const inBangla = (text) => text.replace(/[0-9]/g, (digit) => "০১২৩৪৫৬৭৮৯"[digit]);
const drawn = new WeakSet();

function drawInBangla(picker) {
  const walker = document.createTreeWalker(picker, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const text = inBangla(node.data);
    if (text !== node.data) node.data = text;
  }
}

document.addEventListener("focusin", (event) => {
  const box = boxOf(event);
  const picker = box && window.jQuery?.(event.target).data("xdsoft_datetimepicker")?.[0];
  if (!picker || drawn.has(picker)) return;
  drawn.add(picker);
  // In its field's own box, under what is told: it makes room for itself and lies on nothing.
  box.append(picker);
  new ResizeObserver(() => picker.offsetHeight && picker.scrollIntoView({ block: "nearest" })).observe(picker);
  drawInBangla(picker);
  new MutationObserver(() => drawInBangla(picker)).observe(picker, { childList: true, subtree: true });
});

// Whoever presses a button while a picker is open must find it where it was: the picker leaves at the
// press, but its room only after the click.
document.addEventListener(
  "pointerdown",
  ({ target }) => {
    const boxes = [...document.querySelectorAll(".k-date:has(> .xdsoft_datetimepicker)")];
    for (const box of boxes.filter((one) => !one.contains(target))) {
      box.style.minBlockSize = `${box.offsetHeight}px`;
      const free = () => setTimeout(() => (box.style.minBlockSize = ""));
      for (const over of ["pointerup", "pointercancel"]) addEventListener(over, free, { once: true, capture: true });
    }
  },
  true,
);
