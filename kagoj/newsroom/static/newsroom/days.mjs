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
  const fields = new URLSearchParams({ text, kind });
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
  output.value = found.said ?? (settled ? found.fault : "") ?? "";
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
  const picker = boxOf(event) && window.jQuery?.(event.target).data("xdsoft_datetimepicker")?.[0];
  if (!picker || drawn.has(picker)) return;
  drawn.add(picker);
  drawInBangla(picker);
  new MutationObserver(() => drawInBangla(picker)).observe(picker, { childList: true, subtree: true });
});
