// Words offered while an editor types in the list's search field: the readers' own list, asked here.
const field = document.querySelector("[data-suggest]");
const fetched = () =>
  import(field.dataset.suggest).then(({ offer }) => offer(field, field.dataset.from), () => {});
if (document.activeElement === field) fetched();
else field?.addEventListener("focus", fetched, { once: true });
