// What is left to do once a text takes keys: the rest of a long one is read, and each block is checked,
// whether it would come back as it was typed. Nobody waits for it: it is done while nothing else is, or
// at the first key that wants it.
import { AllSelection, TextSelection } from "@milkdown/kit/prose/state";

import { placeAt, sourceAt } from "./places.js";

const AT_ONCE = 3000; // characters that are read at a time
const AT_A_TIME = 20; // blocks that are checked
const KEPT = "kept"; // says of a transaction that the text says what it said before
const idly = globalThis.requestIdleCallback ?? ((then) => setTimeout(then, 50));

export const isSpace = (node) => node.type.name === "paragraph" && !node.content.size;
export const changes = (tr) => tr.docChanged && !tr.getMeta(KEPT);

export class Reading {
  // `flush` writes into the field what was changed.
  constructor(view, blocks, flush) {
    Object.assign(this, { view, blocks, flush });
    this.resume();
  }

  // While nobody sees the rich text, what is left of it can wait.
  pause() {
    this.paused = true;
  }

  resume() {
    this.paused = false;
    this.soon();
  }

  soon() {
    if (this.due || !(this.blocks.rest || this.blocks.waiting.length)) return;
    this.due = true;
    idly(() => {
      this.due = false;
      if (!this.paused && !this.view.isDestroyed) this.goOn();
    });
  }

  goOn() {
    try {
      if (!this.view.composing && !this.readOn(AT_ONCE)) this.check(AT_A_TIME);
    } catch (error) {
      this.blocks.leaveRest(); // as its Markdown, which can be written in as well
      throw error;
    } finally {
      this.soon();
      if (!this.due) performance.mark("write-read");
    }
  }

  // Reads and checks all there is. Says whether that changed what is shown.
  settle() {
    let more = false;
    while (this.readOn(Infinity)) more = true;
    return this.check() || more;
  }

  // Before something is changed: checks what was read. The rest is read only where the selection comes
  // near it, or the pointer of this event is in it. Says whether that changed what is shown.
  prepare(event) {
    const place = this.placeOfRest();
    if (place < 0) return this.check();
    const { selection, doc } = this.view.state;
    const near = selection.$to.index(0) >= doc.resolve(place).index(0) - 1;
    if (this.view.nodeDOM(place)?.contains(event?.target)) return this.readUnder(event);
    return near ? this.settle() : this.check();
  }

  // The pointer is in the rest. Its words stay under it; where a button is pressed the caret goes
  // there: the browser would put it into what is gone by then.
  readUnder(event) {
    const { view, blocks } = this;
    const { clientX: left, clientY: top } = event.touches?.[0] ?? event;
    const under = Number.isFinite(left) && view.posAtCoords({ left, top }); // no key has a place
    if (!under) return this.settle();
    const { at } = sourceAt(view.state, blocks, under.pos);
    const { top: was } = view.coordsAtPos(under.pos);
    const more = this.settle();
    const { anchor } = view.state.selection;
    const place = placeAt(view.state, blocks, at);
    scrollBy(0, view.coordsAtPos(place).top - was);
    if (event.type !== "mousedown" || event.button !== 0) return more;
    event.preventDefault();
    this.select(...(event.shiftKey ? [anchor, place] : [place]));
    view.focus();
    return more;
  }

  // Where it is in the text; -1 when there is none, or it was taken away.
  placeOfRest() {
    const { blocks } = this;
    let place = -1;
    if (blocks.rest) this.view.state.doc.forEach((node, from) => node === blocks.rest && (place = from));
    if (place < 0) blocks.rest = null;
    return place;
  }

  // Puts what was read of the rest in its place. Says whether there was any.
  readOn(most) {
    const place = this.placeOfRest();
    if (place < 0) return false;
    const { view, blocks } = this;
    const { selection } = view.state;
    const isIn = selection.to > place && !(selection instanceof AllSelection);
    if (isIn) this.flush();
    const end = place + blocks.rest.nodeSize;
    const ends = [selection.anchor, selection.head].map((at) => [at, isIn && sourceAt(view.state, blocks, at).at]);
    const { doc, tr } = view.state;
    const nodes = blocks.more(most);
    tr.replaceWith(place, end, nodes);
    // The place to write behind the rest is not wanted behind words.
    const { lastChild: space } = doc;
    if (!blocks.rest && nodes.at(-1).type.name === "paragraph" && isSpace(space)) {
      tr.delete(tr.doc.content.size - space.nodeSize, tr.doc.content.size);
    }
    this.show(tr);
    const now = ([at, source]) => {
      if (at > end) return view.state.doc.content.size - 1;
      return at > place ? placeAt(view.state, blocks, source) : at;
    };
    if (isIn) this.select(...ends.map(now));
    return true;
  }

  // Shows as their source the blocks that would not come back as they were typed. Says whether it had to.
  check(most = Infinity) {
    const { view, blocks } = this;
    if (!blocks.waiting.length) return false;
    const { $head } = view.state.selection;
    const { at: caret } = sourceAt(view.state, blocks);
    const wrong = blocks.check(most);
    if (!wrong.size) return false;
    const { tr } = view.state;
    view.state.doc.forEach((node, from) => {
      const [start, end] = [from, from + node.nodeSize].map((place) => tr.mapping.map(place));
      if (wrong.has(node)) tr.replaceWith(start, end, wrong.get(node));
    });
    this.show(tr);
    if ($head.depth && wrong.has($head.node(1))) this.select(placeAt(view.state, blocks, caret));
    return true;
  }

  show(tr) {
    this.view.dispatch(tr.setMeta("addToHistory", false).setMeta(KEPT, true));
  }

  // From one place to another, or near one.
  select(...places) {
    const { state } = this.view;
    const [from, to] = places.map((place) => state.doc.resolve(place));
    const chosen = to && to.pos !== from.pos ? TextSelection.between(from, to) : TextSelection.near(from);
    this.view.dispatch(state.tr.setSelection(chosen));
  }
}
