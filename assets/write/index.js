// Write mode: the rich text over the form's Markdown. Loaded by editor-write.js when it is wanted.
import { Editor, editorStateOptionsCtx, editorViewCtx, editorViewOptionsCtx, remarkCtx, rootCtx, schemaCtx } from "@milkdown/kit/core";
import { closeHistory } from "@milkdown/kit/prose/history";
import { TextSelection } from "@milkdown/kit/prose/state";

import { Blocks } from "./blocks.js";
import { paste } from "./paste.js";
import { plugins } from "./plugins.js";
import { placeAt, rangesOf, sourceAt } from "./places.js";
import { tools, whatIsOn } from "./tools.js";
import { views } from "./views.js";

const SOON = 250; // ms after the last key

// `content` is the field with the Markdown, `host` an empty element, `words` what to say in it.
// `changed` hears which tools are on at the caret.
export async function open({ content, host, words, changed, ask, leave }) {
  let blocks;
  let view;
  let [dirty, ours, awake, timer] = [false, false, false, null];
  let held = content.value; // the Markdown that the rich text stands for, unless it is dirty

  const docOf = (schema, source) => {
    const nodes = blocks.read(source);
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
    const { state } = view;
    const next = docOf(state.schema, content.value);
    view.dispatch(swapped(closeHistory(state.tr), next));
    view.dispatch(closeHistory(view.state.tr)); // a step of its own for undo
    [dirty, held] = [false, content.value];
  }

  const editor = await Editor.make()
    .config((ctx) => {
      ctx.set(rootCtx, host);
      ctx.set(editorStateOptionsCtx, (prev) => {
        blocks = new Blocks(ctx.get(schemaCtx), ctx.get(remarkCtx));
        return { ...prev, doc: docOf(ctx.get(schemaCtx), content.value) };
      });
      ctx.set(editorViewOptionsCtx, {
        attributes: { class: "text prose", "aria-label": words.label, "aria-multiline": "true", dir: "auto", spellcheck: "true" },
        nodeViews: views(words),
        dispatchTransaction(tr) {
          this.updateState(this.state.apply(tr));
          if (tr.docChanged) {
            dirty = true;
            clearTimeout(timer);
            timer = setTimeout(flush, SOON);
          }
          changed?.(whatIsOn(this.state));
        },
        ...paste(() => blocks, words),
        handleDOMEvents: {
          blur: () => flush(),
          drop: (_, event) => event.dataTransfer?.types.includes("Files") ?? false,
        },
      });
    })
    .use(plugins({ ask, words, leave }))
    .create();
  view = editor.action((ctx) => ctx.get(editorViewCtx));
  content.addEventListener("input", take);

  return {
    view,
    flush,
    press: (tool) => tools[tool]?.(view, { words, ask }),
    on: () => whatIsOn(view.state),
    focus: () => view.focus(),
    ranges: () => rangesOf(view.state, blocks),
    // Puts the field's cursor behind the block that the caret is in.
    place() {
      flush();
      const { end } = sourceAt(view.state, blocks);
      content.setSelectionRange(end, end);
    },
    caret: () => (flush(), sourceAt(view.state, blocks).at),
    goTo(at) {
      const place = view.state.doc.resolve(placeAt(view.state, blocks, at));
      view.dispatch(view.state.tr.setSelection(TextSelection.near(place)).scrollIntoView());
    },
    wake() {
      awake = true;
      take();
    },
    sleep() {
      awake = false;
    },
  };
}

// Replaces whole blocks, so that those that did not change stay the very same.
function swapped(tr, next) {
  const { doc } = tr;
  const isSpace = (node) => node.type.name === "paragraph" && !node.content.size;
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
