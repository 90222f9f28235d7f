// The Markdown of the server's renderer, as remark reads it: CommonMark, tables, `~~`, task lists,
// footnotes, `$formulas$`. Bare addresses stay words: the renderer makes links of them.
import { gfmFootnoteFromMarkdown, gfmFootnoteToMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown, gfmStrikethroughToMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown, gfmTableToMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown, gfmTaskListItemToMarkdown } from "mdast-util-gfm-task-list-item";
import { toMarkdown } from "mdast-util-to-markdown";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";

const DOLLAR = 36;
const BACKSLASH = 92;

const isEnd = (code) => code !== null && code < -2; // of a line
const isSpace = (code) => code === null || code < 0 || code === 32;
const isDigit = (code) => code !== null && code >= 48 && code <= 57;

// `$x$` and `$$x$$` in a line, where blog/rendering/formulas.py finds them.
function tokenizeFormula(effects, ok, nok) {
  let size = 0;
  let last = null;
  return start;

  function start(code) {
    effects.enter("formula");
    effects.enter("formulaMark");
    return open(code);
  }

  function open(code) {
    if (code === DOLLAR && size < 2) {
      size += 1;
      effects.consume(code);
      return open;
    }
    if (isSpace(code) || code === DOLLAR) return nok(code);
    effects.exit("formulaMark");
    effects.enter("formulaText");
    return inside(code);
  }

  function inside(code) {
    if (code === null) return nok(code);
    if (isEnd(code)) {
      effects.exit("formulaText");
      effects.enter("lineEnding");
      effects.consume(code);
      effects.exit("lineEnding");
      effects.enter("formulaText");
      last = code;
      return inside;
    }
    if (code === DOLLAR && !isSpace(last) && last !== BACKSLASH) {
      return effects.attempt({ tokenize: tokenizeClose, partial: true }, ok, dollar)(code);
    }
    last = code;
    effects.consume(code);
    return inside;
  }

  function dollar(code) {
    last = code;
    effects.consume(code);
    return inside;
  }

  function tokenizeClose(effects, ok, nok) {
    let seen = 0;
    return begin;

    function begin(code) {
      effects.exit("formulaText");
      effects.enter("formulaMark");
      return mark(code);
    }

    function mark(code) {
      if (code === DOLLAR && seen < size) {
        seen += 1;
        effects.consume(code);
        return mark;
      }
      if (seen < size || isDigit(code)) return nok(code);
      effects.exit("formulaMark");
      effects.exit("formula");
      return ok(code);
    }
  }
}

const formula = { text: { [DOLLAR]: { name: "formula", tokenize: tokenizeFormula } } };

const formulaFromMarkdown = {
  enter: {
    formula(token) {
      this.enter({ type: "formula", value: "" }, token);
    },
  },
  exit: {
    formula(token) {
      this.exit(token);
    },
  },
};

// An address keeps its underscores; what would be read as a formula is marked as none.
const ADDRESS = /https?:\/\/[^\s<>"`{}|\\^]+/g;
const WOULD_BE_FORMULA = /(?<!\\)\$(?=[^\s$][^$]*?\$(?!\d))(?=[^$]*[^\s\\$]\$)/g;

function text(node, _, state, info) {
  const { value } = node;
  let [said, end] = ["", 0];
  const word = (from, to) => {
    const [before, after] = [value[from - 1] ?? info.before, value[to] ?? info.after];
    if (from < to) said += state.safe(value.slice(from, to), { ...info, before, after });
  };
  for (const found of value.matchAll(ADDRESS)) {
    word(end, found.index);
    // Within a link's own words the renderer would take the bracket behind as a part of it.
    if (state.stack.includes("label")) word(found.index, found.index + found[0].length);
    else said += found[0];
    end = found.index + found[0].length;
  }
  word(end, value.length);
  if (state.stack.includes("label")) said = said.replaceAll("://", "\\://");
  return said.replace(WOULD_BE_FORMULA, "\\$");
}

export function dialect() {
  const data = this.data();
  const add = (name, ...more) => (data[name] = [...(data[name] ?? []), ...more]);
  add(
    "micromarkExtensions",
    gfmFootnote(),
    gfmStrikethrough({ singleTilde: false }),
    gfmTable(),
    gfmTaskListItem(),
    formula,
  );
  add(
    "fromMarkdownExtensions",
    gfmFootnoteFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
    formulaFromMarkdown,
  );
}

const writing = {
  rule: "-",
  listItemIndent: "one",
  fences: true,
  extensions: [
    gfmFootnoteToMarkdown(),
    gfmStrikethroughToMarkdown(),
    gfmTableToMarkdown({ tablePipeAlign: false }),
    gfmTaskListItemToMarkdown(),
    { handlers: { text } },
  ],
};

// The Markdown of a tree; `signs` are `bullet` and `bulletOrdered`, if not "-" and ".".
export function markdownOf(tree, signs) {
  return toMarkdown(tree, { ...writing, ...signs });
}
