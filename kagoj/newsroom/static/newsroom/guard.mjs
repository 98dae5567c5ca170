// Nothing typed is lost. Before the browser sends a long form away, ask the newsroom whether it can
// take it; if not, the form stays where it is, with words on what to do.

const { awake, signIn } = document.querySelector("script[data-awake]").dataset;

const WORDS = {
  away: "বার্তাকক্ষের সঙ্গে যোগাযোগ নেই। যা লিখেছেন তা এই পাতাতেই আছে; পাতাটি বন্ধ করবেন না। সংযোগ ফিরলে আবার সংরক্ষণ করুন।",
  signedOut: "আপনি আর বার্তাকক্ষে প্রবেশ করা নেই। যা লিখেছেন তা এই পাতাতেই আছে।",
  signIn: "নতুন ট্যাবে প্রবেশ করুন",
  then: ", তারপর এখানে ফিরে আবার সংরক্ষণ করুন।",
  trouble: " এখন সংরক্ষণ করা যাচ্ছে না। যা লিখেছেন তা এই পাতাতেই আছে; পাতাটি বন্ধ করবেন না। একটু পরে আবার চেষ্টা করুন, না হলে প্রশাসককে জানান।",
  close: "ঠিক আছে",
};

// What stands in the way of a save; null when nothing does.
async function obstacle() {
  let answer;
  try {
    const response = await fetch(awake, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!response.ok) throw new Error(response.status);
    answer = await response.json();
  } catch {
    return { words: WORDS.away };
  }
  if (!answer.signed_in) return { words: WORDS.signedOut, signIn: true };
  // After a new sign-in in another tab the form's old mark would be refused.
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = answer.token;
  return answer.trouble ? { words: `${answer.trouble}।${WORDS.trouble}` } : null;
}

let shown = null;

function say(found) {
  shown?.remove();
  shown = null;
  if (!found) return;
  shown = document.createElement("div");
  shown.className = "k-guard";
  shown.setAttribute("role", "alert");
  const line = document.createElement("p");
  line.append(found.words);
  if (found.signIn) {
    const link = document.createElement("a");
    Object.assign(link, { href: signIn, target: "_blank", rel: "noopener", textContent: WORDS.signIn });
    line.append(" ", link, WORDS.then);
  }
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "button button-small", textContent: WORDS.close });
  close.addEventListener("click", () => say(null));
  shown.append(line, close);
  document.body.append(shown);
}

const cleared = new WeakSet();

document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    if (!form.matches("form[data-edit-form], .content form[method=post i]")) return;
    if (cleared.delete(form)) return; // asked a moment ago
    const { submitter } = event;
    event.preventDefault();
    event.stopImmediatePropagation();
    const found = await obstacle();
    say(found);
    if (submitter) {
      // A button that shows progress is disabled while it does, and a disabled button says nothing.
      submitter.disabled = false;
      if (found) submitter.setAttribute("data-w-progress-loading-value", "false");
    }
    if (found) return;
    cleared.add(form);
    form.requestSubmit(submitter);
  },
  true,
);

// The save that happens by itself says only "server error"; we can say what it was.
document.addEventListener("w-autosave:error", async (event) => {
  if (["server_error", "network_error"].includes(event.detail?.type)) say(await obstacle());
});
document.addEventListener("w-autosave:success", () => say(null));

// Back from the tab where one signed in again, or the network returned: say no more than is true.
for (const event of ["focus", "online"])
  addEventListener(event, async () => shown && say(await obstacle()));

// A form saves itself once it differs from how it was first seen, or last saved. It is first seen two
// seconds after it opened, and seen as saved when the answer comes: words typed before that moment
// would wait for the next key. So whatever was typed since the last sending counts as a change.
let typed = false;
for (const kind of ["input", "change", "paste", "drop", "keydown"])
  document.addEventListener(
    kind,
    ({ isTrusted, target }) => {
      if (!isTrusted || !target.closest?.("form[data-edit-form]")) return;
      if (kind !== "keydown" || target.isContentEditable) typed = true;
    },
    true,
  );
document.addEventListener("w-autosave:save", () => (typed = false));
document.addEventListener("w-unsaved:watch-edits", ({ target }) => {
  const form = window.wagtail?.app?.getControllerForElementAndIdentifier(target, "w-unsaved");
  if (typed && form) form.initialFormData = form.previousFormData = " ";
});
