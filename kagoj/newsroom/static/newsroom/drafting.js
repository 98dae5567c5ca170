// What is typed into a story's text goes through Draft.js's own state, letter by letter, and never through
// the page. Draft.js lets the browser write plain letters by itself, and the browser then remembers them as
// steps of its own undo, which is one for the whole page: Ctrl+Z in the headline would take them back behind
// Draft.js's back, and spoil the text.
(() => {
  /** The link or mark in which a letter typed at the selection stands, as Draft.js itself has it. */
  function entityAt(content, selection) {
    const block = content.getBlockForKey(selection.getStartKey());
    const offset = selection.getStartOffset();
    const at = offset < block.getLength() ? block.getEntityAt(offset) : null;
    const key = selection.isCollapsed() && (offset === 0 || block.getEntityAt(offset - 1) !== at) ? null : at;
    return key && content.getEntity(key).getMutability() === "MUTABLE" ? key : null;
  }

  function handleBeforeInput(letters, editorState, ...rest) {
    if (!letters || !window.DraftJS) return "not-handled";
    const { EditorState, Modifier } = window.DraftJS;
    const { setEditorState } = rest[rest.length - 1];
    const content = editorState.getCurrentContent();
    const selection = editorState.getSelection();
    const style = editorState.getCurrentInlineStyle();
    const next = Modifier.replaceText(content, selection, letters, style, entityAt(content, selection));
    const state = EditorState.push(editorState, next, "insert-characters");
    setEditorState(EditorState.forceSelection(state, next.getSelectionAfter()));
    return "handled";
  }

  window.draftail.registerPlugin({ type: "kagoj-typing", handleBeforeInput }, "plugins");
})();
