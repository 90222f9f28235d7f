// Milkdown's parts, picked one by one: those that change a text by themselves are left out.
import * as cm from "@milkdown/kit/preset/commonmark";
import * as gfm from "@milkdown/kit/preset/gfm";
import { history } from "@milkdown/kit/plugin/history";
import { chainCommands, setBlockType } from "@milkdown/kit/prose/commands";
import { dropCursor } from "@milkdown/kit/prose/dropcursor";
import { gapCursor } from "@milkdown/kit/prose/gapcursor";
import { InputRule } from "@milkdown/kit/prose/inputrules";
import { keymap } from "@milkdown/kit/prose/keymap";
import { NodeSelection, Plugin, TextSelection } from "@milkdown/kit/prose/state";
import { Decoration, DecorationSet } from "@milkdown/kit/prose/view";
import { $inputRule, $prose, $remark } from "@milkdown/kit/utils";

import { dialect } from "./dialect.js";
import * as own from "./schema.js";
import { tools } from "./tools.js";

const schema = [
  cm.docSchema,
  cm.paragraphAttr, cm.paragraphSchema,
  cm.headingIdGenerator, cm.headingAttr, cm.headingSchema, own.heading,
  cm.hardbreakAttr, cm.hardbreakSchema,
  cm.blockquoteAttr, cm.blockquoteSchema,
  cm.codeBlockAttr, cm.codeBlockSchema, own.codeBlock,
  cm.hrAttr, cm.hrSchema,
  cm.imageAttr, cm.imageSchema, own.image,
  cm.bulletListAttr, cm.bulletListSchema,
  cm.orderedListAttr, cm.orderedListSchema,
  cm.listItemAttr, cm.listItemSchema, gfm.extendListItemSchemaForTask,
  cm.emphasisAttr, cm.emphasisSchema,
  cm.strongAttr, cm.strongSchema,
  cm.inlineCodeAttr, cm.inlineCodeSchema,
  cm.linkAttr, cm.linkSchema,
  cm.htmlAttr, cm.htmlSchema, own.sourceInline,
  own.sourceBlock,
  gfm.tableSchema, own.table, gfm.tableHeaderRowSchema, gfm.tableRowSchema,
  gfm.tableHeaderSchema, own.tableHeader, gfm.tableCellSchema, own.tableCell,
  gfm.strikethroughAttr, gfm.strikethroughSchema,
  cm.textSchema,
];

const keys = [
  cm.codeBlockKeymap, cm.hardbreakKeymap, cm.listItemKeymap, cm.orderedListKeymap, cm.bulletListKeymap,
  cm.blockquoteKeymap, cm.paragraphKeymap, cm.emphasisKeymap, cm.inlineCodeKeymap, cm.strongKeymap,
  gfm.strikethroughKeymap, gfm.tableKeymap,
];

// Typed Markdown that has no rich form becomes its source; a link as Markdown becomes one.
const source = (pattern) =>
  $inputRule(
    () =>
      new InputRule(pattern, (state, match, start, end) => {
        const typed = match[1];
        const node = state.schema.nodes.html.create({ value: typed });
        return state.tr.replaceWith(end - (typed.length - 1), end, node);
      }),
  );
const typedLink = $inputRule(
  () =>
    new InputRule(/(?<!!)\[([^\]]+)\]\((https?:\/\/[^\s()]+)\)$/, (state, [, text, href], start, end) => {
      const mark = state.schema.marks.link.create({ href });
      return state.tr.replaceWith(start, end, state.schema.text(text, [mark])).removeStoredMark(mark.type);
    }),
);

const rules = [
  cm.inputRules, cm.markInputRules, gfm.inputRules, gfm.markInputRules,
  source(/(?:^|[^\\])(\[\^[^\s\]]+\])$/), source(/(?:^|[^\\$\w])(\$[^\s$](?:[^$]*[^\s\\$])?\$)$/), typedLink,
].flat();

// -- keys ----------------------------------------------------------------------------------------
function isAtStart({ selection: { empty, $from } }) {
  return empty && $from.parentOffset === 0;
}

function backToText(state, dispatch) {
  const { parent } = state.selection.$from;
  if (!isAtStart(state) || !["heading", "code_block"].includes(parent.type.name)) return false;
  return setBlockType(state.schema.nodes.paragraph)(state, dispatch);
}

// Enter on an empty last line leaves code; the line goes.
function leaveCode(state, dispatch) {
  const { $from, empty } = state.selection;
  const { parent } = $from;
  const text = parent.textContent;
  if (!empty || !parent.type.spec.code || $from.parentOffset !== parent.content.size || !text.endsWith("\n")) return false;
  const { tr } = state;
  tr.delete($from.pos - 1, $from.pos);
  const after = tr.mapping.map($from.after());
  tr.insert(after, state.schema.nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
}

const setHeading = (level) => (state, dispatch) =>
  setBlockType(state.schema.nodes.heading, { level })(state, dispatch);

const editChosen = (ask) => (state, _, view) => {
  const { node } = state.selection instanceof NodeSelection ? state.selection : {};
  if (!["image", "html"].includes(node?.type.name)) return false;
  change(view, ask);
  return true;
};

// Asks for the words of the picture, or the Markdown, that is chosen.
export async function change(view, ask) {
  const { from, node } = view.state.selection;
  const picture = node.type.name === "image";
  const said = await ask(picture ? "picture" : "source", picture ? { alt: node.attrs.alt, caption: node.attrs.title } : { source: node.attrs.value });
  view.focus();
  const now = view.state.doc.nodeAt(from);
  if (!said || !now || !now.eq(node)) return;
  const attrs = picture ? { alt: said.alt.trim(), title: said.caption.trim() } : { value: said.source.replace(/\s*\n\s*/g, " ") };
  const { tr } = view.state;
  if (!picture && !attrs.value.trim()) tr.delete(from, from + now.nodeSize);
  else tr.setNodeMarkup(from, null, { ...now.attrs, ...attrs });
  view.dispatch(tr);
}

function ownKeys({ ask, words, leave }) {
  const link = (_, __, view) => (tools.link(view, { ask, words }), true);
  const headings = [1, 2, 3, 4, 5, 6].map((level) => [`Mod-Alt-${level}`, setHeading(level)]);
  return keymap({
    ...Object.fromEntries(headings),
    "Mod-k": link,
    "Mod-Alt-t": tick,
    "Mod-Enter": () => true, // the page's own: publish
    Backspace: backToText,
    Enter: chainCommands(editChosen(ask), leaveCode),
    Escape: () => (leave(), true),
  });
}

// -- what is shown beside ------------------------------------------------------------------------
// A word where nothing is written yet.
function hint(words) {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const { firstChild } = doc;
        if (doc.childCount !== 1 || firstChild.content.size || firstChild.type.name !== "paragraph") return null;
        return DecorationSet.create(doc, [Decoration.node(0, firstChild.nodeSize, { "data-hint": words.hint })]);
      },
    },
  });
}

// Ticks the task of the caret; an item that is none becomes one.
function tick(state, dispatch) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name !== "list_item") continue;
    dispatch?.(state.tr.setNodeAttribute($from.before(depth), "checked", node.attrs.checked === false));
    return true;
  }
  return false;
}

// A box of a task is pressed: its sign is drawn before the item.
function boxes() {
  return new Plugin({
    props: {
      handleClickOn(view, _, node, at, event) {
        if (node.type.name !== "list_item" || node.attrs.checked === null || event.target.localName !== "li") return false;
        view.dispatch(view.state.tr.setNodeAttribute(at, "checked", !node.attrs.checked));
        return true;
      },
    },
  });
}

export function plugins(told) {
  const { ask, words } = told;
  return [
    $remark("dialect", () => dialect),
    cm.remarkLineBreak, cm.remarkAddOrderInListPlugin,
    schema,
    $prose(() => ownKeys(told)),
    cm.commands, gfm.commands, rules, keys,
    cm.hardbreakClearMarkPlugin, cm.hardbreakFilterNodes, cm.hardbreakFilterPlugin,
    gfm.tableEditingPlugin, gfm.pasteRules,
    history,
    $prose(() => hint(words)),
    $prose(() => boxes()),
    $prose(() => gapCursor()),
    $prose(() => dropCursor()),
    $prose(() => new Plugin({
      props: { handleDoubleClickOn: (view, _, node) => ["image", "html"].includes(node.type.name) && (change(view, ask), true) },
    })),
  ].flat(3);
}
