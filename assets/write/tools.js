// The toolbar's deeds in the rich text, and which of them are on at the caret.
import { lift, setBlockType, toggleMark, wrapIn } from "@milkdown/kit/prose/commands";
import { liftListItem, wrapInList } from "@milkdown/kit/prose/schema-list";
import { TextSelection } from "@milkdown/kit/prose/state";
import { addRowAfter } from "@milkdown/kit/prose/tables";

const MARKS = { bold: "strong", italic: "emphasis", code: "inlineCode" };
const AROUND = { quote: "blockquote", table: "table" };
const LISTS = { list: "bullet_list", numbered: "ordered_list", task: "bullet_list" };
const [ROWS, COLUMNS] = [2, 2]; // of a new table, below its head

function hasMark({ selection: { from, to, empty, $from }, storedMarks, doc }, type) {
  if (empty) return Boolean(type.isInSet(storedMarks ?? $from.marks()));
  return doc.rangeHasMark(from, to, type);
}

// The innermost node of these names around the caret: {node, at}, or null.
function around({ selection: { $from } }, ...names) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (names.includes(node.type.name)) return { node, at: $from.before(depth) };
  }
  return null;
}

const isIn = (state, ...names) => around(state, ...names) !== null;

// Which kind of list the caret is in.
function listAt(state) {
  const item = around(state, "list_item");
  if (!item) return null;
  if (item.node.attrs.checked !== null) return "task";
  return around(state, "bullet_list", "ordered_list").node.type.name === "ordered_list" ? "numbered" : "list";
}

export function whatIsOn(state) {
  const on = new Set();
  for (const [tool, mark] of Object.entries(MARKS)) if (hasMark(state, state.schema.marks[mark])) on.add(tool);
  for (const [tool, name] of Object.entries(AROUND)) if (isIn(state, name)) on.add(tool);
  if (listAt(state)) on.add(listAt(state));
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

// A list of that kind; of the same kind as before it is words again.
const list = (kind) => (view) => {
  const { nodes } = view.state.schema;
  if (listAt(view.state) === kind) return run(view, liftListItem(nodes.list_item));
  if (!listAt(view.state)) run(view, wrapInList(nodes[LISTS[kind]]));
  run(view, become(kind));
};

// The list around the caret, as one of that kind.
const become = (kind) => (state, dispatch) => {
  const found = around(state, "bullet_list", "ordered_list");
  if (!found) return false;
  const { tr, schema } = state;
  tr.setNodeMarkup(found.at, schema.nodes[LISTS[kind]], { spread: found.node.attrs.spread });
  found.node.forEach((item, offset) => {
    const checked = kind === "task" ? (item.attrs.checked ?? false) : null;
    tr.setNodeAttribute(found.at + 1 + offset, "checked", checked);
  });
  dispatch(tr);
  return true;
};

// A new table behind the block of the caret; in a table one more row.
function table(view) {
  const { state } = view;
  if (isIn(state, "table")) return run(view, addRowAfter);
  run(view, (state, dispatch) => {
    const { $from } = state.selection;
    const { parent } = $from;
    const free = $from.depth === 1 && parent.type.name === "paragraph" && !parent.content.size;
    const [from, to] = free ? [$from.before(1), $from.after(1)] : Array(2).fill($from.depth ? $from.after(1) : $from.pos);
    const { tr } = state;
    tr.replaceWith(from, to, newTable(state.schema.nodes));
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(from + 3))).scrollIntoView());
  });
}

function newTable({ table, table_header_row, table_header, table_row, table_cell }) {
  const cells = (type) => Array.from({ length: COLUMNS }, () => type.createAndFill());
  const rows = Array.from({ length: ROWS }, () => table_row.create(null, cells(table_cell)));
  return table.create(null, [table_header_row.create(null, cells(table_header)), ...rows]);
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

export const tools = {
  heading, bold: mark("strong"), italic: mark("emphasis"), link, quote, code, table,
  list: list("list"), numbered: list("numbered"), task: list("task"),
};
