// How much is being read now, renewed while the screen is looked at. Without it the figure is that of
// the moment the screen was opened.

const EVERY = 10_000; // milliseconds; as often as reads are counted

for (const place of document.querySelectorAll("[data-now]")) {
  const renew = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch(place.dataset.now, { headers: { accept: "application/json" } });
      place.textContent = (await answer.json()).live;
      place.classList.remove("k-stale");
      place.removeAttribute("title");
    } catch {
      // No connection, or signed out: the last figure stays, and looks it.
      place.classList.add("k-stale");
      place.title = "নতুন সংখ্যা আনা যাচ্ছে না";
    }
  };
  setInterval(renew, EVERY);
  document.addEventListener("visibilitychange", renew);
}
