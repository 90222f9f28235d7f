// The toolbar's deeds in the rich text, and which of them are on at the caret.
import { lift, setBlockType, toggleMark, wrapIn } from "@milkdown/kit/prose/commands";
import { liftListItem, wrapInList } from "@milkdown/kit/prose/schema-list";

const MARKS = { bold: "strong", italic: "emphasis", code: "inlineCode" };
const AROUND = { quote: ["blockquote"], list: ["bullet_list", "ordered_list"] };

function hasMark({ selection: { from, to, empty, $from }, storedMarks, doc }, type) {
  if (empty) return Boolean(type.isInSet(storedMarks ?? $from.marks()));
  return doc.rangeHasMark(from, to, type);
}

function isIn({ selection: { $from } }, ...names) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (names.includes($from.node(depth).type.name)) return true;
  }
  return false;
}

export function whatIsOn(state) {
  const on = new Set();
  for (const [tool, mark] of Object.entries(MARKS)) if (hasMark(state, state.schema.marks[mark])) on.add(tool);
  for (const [tool, names] of Object.entries(AROUND)) if (isIn(state, ...names)) on.add(tool);
  if (isIn(state, "heading")) on.add("heading");
  if (isIn(state, "code_block", "source")) on.add("code");
  return on;
}

function run(view, command) {
  command(view.state, view.dispatch, view);
  view.focus();
}

const mark = (name) => (view) => run(view, toggleMark(view.state.schema.marks[name]));

function heading(view) {
  const { paragraph, heading } = view.state.schema.nodes;
  run(view, isIn(view.state, "heading") ? setBlockType(paragraph) : setBlockType(heading, { level: 2 }));
}

const quote = (view) =>
  run(view, isIn(view.state, "blockquote") ? lift : wrapIn(view.state.schema.nodes.blockquote));

function list(view) {
  const { list_item, bullet_list } = view.state.schema.nodes;
  run(view, isIn(view.state, "list_item") ? liftListItem(list_item) : wrapInList(bullet_list));
}

function code(view) {
  const { state } = view;
  const { selection } = state;
  const { paragraph, code_block } = state.schema.nodes;
  if (isIn(state, "code_block")) return run(view, setBlockType(paragraph));
  const whole = !selection.$from.sameParent(selection.$to) || !selection.$from.parent.content.size;
  return whole ? run(view, setBlockType(code_block)) : mark("inlineCode")(view);
}

// The link around the caret, or null: {from, to, mark}.
function linkAt({ selection: { $from }, schema }) {
  const { parent } = $from;
  const has = (node) => node && schema.marks.link.isInSet(node.marks);
  const at = $from.parentOffset === parent.content.size ? $from.index() - 1 : $from.index();
  const found = has(parent.maybeChild(Math.max(0, at))) || has(parent.maybeChild($from.index() - 1));
  if (!found) return null;
  let [from, to, here] = [null, null, $from.start()];
  parent.forEach((child, offset) => {
    if (!found.isInSet(child.marks)) return;
    if (to !== null && to !== here + offset && $from.pos > to) from = null;
    if (to === here + offset || from === null) [from, to] = [from ?? here + offset, here + offset + child.nodeSize];
  });
  return { from, to, mark: found };
}

async function link(view, { words, ask }) {
  const { state } = view;
  const type = state.schema.marks.link;
  const around = linkAt(state);
  const { from, to } = around ?? state.selection;
  const chosen = state.doc.textBetween(from, to);
  const is = /^https?:\/\/\S+$/.test(chosen);
  const said = await ask("link", { address: around?.mark.attrs.href ?? (is ? chosen : "") });
  view.focus();
  if (!said) return;
  const { tr } = view.state;
  const address = said.address.trim();
  if (from === to && address) {
    const text = state.schema.text(words.linkText, [type.create({ href: address })]);
    tr.replaceWith(from, to, text);
  } else {
    tr.removeMark(from, to, type);
    if (address) tr.addMark(from, to, type.create({ href: address, title: around?.mark.attrs.title ?? null }));
  }
  view.dispatch(tr.removeStoredMark(type));
}

export const tools = { heading, bold: mark("strong"), italic: mark("emphasis"), link, quote, list, code };
