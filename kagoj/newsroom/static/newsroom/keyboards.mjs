// Avro and Probhat in the newsroom: in its inputs, and in Draftail, which is written through its state.

import { draftailAt } from "./draftail.mjs";

const { typing, ...tables } = document.querySelector("script[data-typing]").dataset;
const { offer } = await import(typing);

/** A rich text area. Draft.js keeps its own text and its own undo, so both are told, not the page. */
class Draft {
  static of(target) {
    const found = draftailAt(target);
    return found && new Draft(found);
  }

  constructor({ element, input }) {
    this.element = element;
    this.input = input;
  }

  get state() {
    return this.input.draftailEditor.getEditorState();
  }

  set state(state) {
    this.input.draftailEditor.onChange(state);
  }

  start() {
    this.before = this.state.getCurrentContent();
    this.selection = this.state.getSelection();
    this.block = this.selection.getStartKey();
    this.from = this.selection.getStartOffset();
    this.shown = "";
  }

  show(text) {
    const { EditorState } = DraftJS;
    const first = this.state.getCurrentContent() === this.before;
    const place = first ? this.selection : this.at(this.from, this.from + this.shown.length);
    const content = this.with(text, this.state.getCurrentContent(), place);
    let state = EditorState.set(this.state, { allowUndo: false });
    state = EditorState.push(state, content, "insert-characters");
    const undoStack = this.state.getUndoStack();
    // However often the run changes, it is one step: back to the text before it.
    state = EditorState.set(state, {
      allowUndo: true,
      undoStack: first ? undoStack.push(this.before) : undoStack,
      redoStack: undoStack.clear(),
    });
    this.state = EditorState.forceSelection(state, content.getSelectionAfter());
    this.shown = text;
  }

  stands() {
    const selection = this.state.getSelection();
    const end = this.from + this.shown.length;
    return (
      selection.isCollapsed() &&
      selection.getStartKey() === this.block &&
      selection.getStartOffset() === end &&
      this.state.getCurrentContent().getBlockForKey(this.block).getText().slice(this.from, end) === this.shown
    );
  }

  settle(latin) {
    if (this.shown === latin) return;
    const content = this.with(latin, this.before, this.selection);
    this.state = DraftJS.EditorState.set(this.state, { undoStack: this.state.getUndoStack().push(content) });
  }

  write(text) {
    const { EditorState } = DraftJS;
    const content = this.with(text, this.state.getCurrentContent(), this.state.getSelection());
    const state = EditorState.push(this.state, content, "insert-characters");
    this.state = EditorState.forceSelection(state, content.getSelectionAfter());
  }

  rewrite() {} // Draft.js mends compositions itself, later

  shorten() {
    return false; // Draft.js does it right
  }

  with(text, content, selection) {
    const style = this.state.getCurrentInlineStyle();
    const entity = selection.isCollapsed() ? entityAt(content, selection) : null;
    return DraftJS.Modifier.replaceText(content, selection, text, style, entity);
  }

  at(from, to) {
    return DraftJS.SelectionState.createEmpty(this.block).merge({ anchorOffset: from, focusOffset: to });
  }

  place() {
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    const box = (range?.getClientRects()[0] ?? this.element.getBoundingClientRect());
    return { left: box.left, top: box.top, bottom: box.bottom };
  }
}

/** The link or mark that stands on both sides of a caret goes on in what is written there. */
function entityAt(content, selection) {
  const block = content.getBlockForKey(selection.getStartKey());
  const offset = selection.getStartOffset();
  const before = offset > 0 ? block.getEntityAt(offset - 1) : null;
  return offset < block.getLength() && before === block.getEntityAt(offset) ? before : null;
}

offer({ tables, kinds: [Draft] });
