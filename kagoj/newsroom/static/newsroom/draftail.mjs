// What Wagtail does not document of its rich text area stands here, for every script that writes into one.

/** The rich text area around an element: its editable part, and the input that holds Draftail's editor. */
export function draftailAt(target) {
  const element = target.closest?.(".Draftail-Editor .public-DraftEditor-content[contenteditable=true]");
  const beside = element?.closest("[data-draftail-editor-wrapper]")?.parentNode.children ?? [];
  const input = [...beside].find(({ draftailEditor }) => draftailEditor);
  return input && window.DraftJS ? { element, input } : null;
}
