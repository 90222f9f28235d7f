// Write mode: the rich text over the form's Markdown. Loaded by editor-write.js when it is wanted.
import { Editor, editorStateOptionsCtx, editorViewCtx, editorViewOptionsCtx, remarkCtx, rootCtx, schemaCtx } from "@milkdown/kit/core";
import { closeHistory } from "@milkdown/kit/prose/history";
import { TextSelection } from "@milkdown/kit/prose/state";

import { Blocks } from "./blocks.js";
import { paste } from "./paste.js";
import { plugins } from "./plugins.js";
import { placeAt, rangesOf, sourceAt } from "./places.js";
import { changes, isSpace, Reading } from "./reading.js";
import { tools, whatIsOn } from "./tools.js";
import { views } from "./views.js";

const SOON = 250; // ms after the last key
const FIRST = 6000; // characters that are read before the text takes keys: more than a screen
// What may change the text, before it does.
const BEGINNINGS = ["beforeinput", "keydown", "paste", "cut", "drop", "mousedown", "touchstart", "compositionstart"];

// `content` is the field with the Markdown, `host` an empty element, `words` what to say in it.
// `changed` hears which tools are on at the caret. A text of more than `first` characters is read by
// and by: what is left stands below as one block of Markdown, out of sight, until it is read or wanted.
export async function open({ content, host, words, changed, ask, leave, first = FIRST }) {
  let blocks;
  let view;
  let reading;
  let [dirty, ours, awake, timer] = [false, false, false, null];
  let held = content.value; // the Markdown that the rich text stands for, unless it is dirty

  const docOf = (schema, nodes) => {
    // A place to write after what cannot be written behind.
    const last = nodes.at(-1);
    const all = !last || last.type.name !== "paragraph" ? [...nodes, schema.nodes.paragraph.create()] : nodes;
    return schema.topNodeType.create(null, all);
  };

  function flush() {
    clearTimeout(timer);
    timer = null;
    if (!dirty) return;
    dirty = false;
    const source = blocks.write(view.state.doc);
    held = source;
    if (source === content.value) return;
    ours = true;
    content.value = source;
    content.dispatchEvent(new Event("input", { bubbles: true }));
    ours = false;
  }

  // Somebody else wrote into the field: a picture that arrived, words that were kept.
  function take() {
    if (ours || !awake || (!dirty && content.value === held)) return;
    // What is left is read with all of it, now: as a step of its own, so that no Undo brings it back
    // unread. Where something was written too, it must not be written over what came.
    if (dirty) reading.check();
    else reading.settle();
    const { state } = view;
    const next = docOf(state.schema, blocks.read(content.value));
    view.dispatch(swapped(closeHistory(state.tr), next));
    view.dispatch(closeHistory(view.state.tr)); // a step of its own for undo
    [dirty, held] = [false, content.value];
  }

  const editor = await Editor.make()
    .config((ctx) => {
      ctx.set(rootCtx, host);
      ctx.set(editorStateOptionsCtx, (prev) => {
        blocks = new Blocks(ctx.get(schemaCtx), ctx.get(remarkCtx));
        return { ...prev, doc: docOf(ctx.get(schemaCtx), blocks.begin(content.value, first)) };
      });
      ctx.set(editorViewOptionsCtx, {
        attributes: { class: "text prose", "aria-label": words.label, "aria-multiline": "true", dir: "auto", spellcheck: "true" },
        nodeViews: views(words),
        dispatchTransaction(tr) {
          // Whatever came without one of BEGINNINGS and before the check: what it was for is not there.
          if (changes(tr) && reading.prepare()) return;
          this.updateState(this.state.apply(tr));
          if (changes(tr)) {
            dirty = true;
            clearTimeout(timer);
            timer = setTimeout(flush, SOON);
          }
          changed?.(whatIsOn(this.state));
        },
        ...paste(() => blocks, words),
        handleDOMEvents: {
          ...Object.fromEntries(BEGINNINGS.map((kind) => [kind, (_, event) => (reading.prepare(event), false)])),
          blur: () => flush(),
          drop: (_, event) => (reading.prepare(event), event.dataTransfer?.types.includes("Files") ?? false),
        },
      });
    })
    .use(plugins({ ask, words, leave }))
    .create();
  view = editor.action((ctx) => ctx.get(editorViewCtx));
  reading = new Reading(view, blocks, flush);
  content.addEventListener("input", take);

  return {
    view,
    flush,
    settle: () => reading.settle(),
    press: (tool) => (reading.prepare(), tools[tool]?.(view, { words, ask })),
    on: () => whatIsOn(view.state),
    focus: () => view.focus(),
    ranges: () => rangesOf(view.state, blocks),
    // Puts the field's cursor behind the block that the caret is in.
    place() {
      reading.prepare();
      flush();
      const { end } = sourceAt(view.state, blocks);
      content.setSelectionRange(end, end);
    },
    caret: () => (flush(), sourceAt(view.state, blocks).at),
    goTo(at) {
      if (at > 0) reading.settle();
      const place = view.state.doc.resolve(placeAt(view.state, blocks, at));
      view.dispatch(view.state.tr.setSelection(TextSelection.near(place)).scrollIntoView());
    },
    wake() {
      awake = true;
      take();
      reading.resume();
    },
    sleep() {
      awake = false;
      reading.pause();
    },
  };
}

// Replaces whole blocks, so that those that did not change stay the very same.
function swapped(tr, next) {
  const { doc } = tr;
  const same = (one, other) => one === other || (isSpace(one) && isSpace(other));
  const most = Math.min(doc.childCount, next.childCount);
  let [start, at, end] = [0, 0, 0];
  while (start < most && same(doc.child(start), next.child(start))) at += doc.child(start++).nodeSize;
  let to = doc.content.size;
  const back = (node) => node.child(node.childCount - 1 - end);
  while (end < most - start && same(back(doc), back(next))) to -= doc.child(doc.childCount - 1 - end++).nodeSize;
  const nodes = [];
  for (let index = start; index < next.childCount - end; index += 1) nodes.push(next.child(index));
  if (at === to && !nodes.length) return tr;
  return nodes.length ? tr.replaceWith(at, to, nodes) : tr.delete(at, to);
}
