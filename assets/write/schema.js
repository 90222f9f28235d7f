// What the rich text is made of: Milkdown's nodes where they lose nothing, and two of our own that
// hold Markdown as it was typed, in a line and as a block.
import {
  codeBlockSchema,
  docSchema,
  headingSchema,
  htmlSchema,
  imageSchema,
} from "@milkdown/kit/preset/commonmark";
import { tableCellSchema, tableHeaderSchema, tableSchema } from "@milkdown/kit/preset/gfm";
import { $node } from "@milkdown/kit/utils";

// Headings without an id, which could be one of the page's own; the first level is the title's.
export const heading = headingSchema.extendSchema((prev) => (ctx) => ({
  ...prev(ctx),
  attrs: { level: { default: 2, validate: "number" } },
  parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({
    tag: `h${level}`,
    getAttrs: (dom) => ({ level: Number(dom.dataset.level) || level }),
  })),
  toDOM: ({ attrs: { level } }) => [`h${Math.max(2, level)}`, { "data-level": level }, 0],
}));

export const codeBlock = codeBlockSchema.extendSchema((prev) => (ctx) => {
  const base = prev(ctx);
  return {
    ...base,
    attrs: { language: { default: "", validate: "string" }, meta: { default: null } },
    parseMarkdown: {
      match: ({ type }) => type === "code",
      runner(state, node, type) {
        state.openNode(type, { language: node.lang ?? "", meta: node.meta ?? null });
        if (node.value) state.addText(node.value);
        state.closeNode();
      },
    },
    toMarkdown: {
      match: base.toMarkdown.match,
      runner(state, node) {
        const { language, meta } = node.attrs;
        state.addNode("code", undefined, node.textContent, { lang: language || null, meta });
      },
    },
  };
});

export const image = imageSchema.extendSchema((prev) => (ctx) => {
  const base = prev(ctx);
  const attrs = { src: { default: "" }, alt: { default: "" }, title: { default: "" } };
  return {
    ...base,
    attrs,
    defining: false,
    isolating: false,
    parseDOM: [
      {
        tag: "img[src]",
        getAttrs: (dom) => ({
          src: dom.getAttribute("src"),
          alt: dom.getAttribute("alt") ?? "",
          title: dom.getAttribute("title") ?? "",
        }),
      },
    ],
    parseMarkdown: {
      match: ({ type }) => type === "image",
      runner: (state, { url, alt, title }, type) =>
        state.addNode(type, { src: url, alt: alt ?? "", title: title ?? "" }),
    },
    toMarkdown: {
      match: base.toMarkdown.match,
      runner: (state, { attrs: { src, alt, title } }) =>
        state.addNode("image", undefined, undefined, { url: src, alt, title: title || null }),
    },
  };
});

// A table's columns may be aligned, or not at all: Milkdown knows no "not at all".
const alignment = {
  alignment: {
    default: null,
    validate: "string|null",
  },
};

function cell(schema, tag) {
  return schema.extendSchema((prev) => (ctx) => {
    const base = prev(ctx);
    return {
      ...base,
      attrs: { ...base.attrs, ...alignment },
      parseDOM: [{ tag, getAttrs: (dom) => ({ alignment: dom.getAttribute("align") }) }],
      toDOM: ({ attrs }) => [tag, attrs.alignment ? { align: attrs.alignment } : {}, 0],
    };
  });
}

export const tableCell = cell(tableCellSchema, "td");
export const tableHeader = cell(tableHeaderSchema, "th");
export const table = tableSchema.extendSchema((prev) => (ctx) => ({
  ...prev(ctx),
  content: "table_header_row table_row*",
}));

export const doc = docSchema;

const noMarkdown = { match: () => false, runner() {} };

// Markdown inside a line that stays as it was typed: a footnote's mark, a formula, a tag.
export const sourceInline = htmlSchema.extendSchema(() => () => ({
  inline: true,
  group: "inline",
  atom: true,
  selectable: true,
  attrs: { value: { default: "", validate: "string" } },
  parseDOM: [{ tag: "code[data-source]", getAttrs: (dom) => ({ value: dom.textContent }) }],
  toDOM: ({ attrs }) => ["code", { "data-source": "", dir: "ltr" }, attrs.value],
  leafText: ({ attrs }) => attrs.value,
  parseMarkdown: {
    match: ({ type }) => type === "source",
    runner: (state, node, type) => state.addNode(type, { value: node.value }),
  },
  toMarkdown: {
    match: ({ type }) => type.name === "html",
    runner: (state, { attrs }) => state.addNode("html", undefined, attrs.value),
  },
}));

// A block of Markdown as it was typed: what the rich text has no form for.
export const sourceBlock = $node("source", () => ({
  content: "text*",
  group: "block",
  marks: "",
  code: true,
  defining: true,
  attrs: {},
  parseDOM: [{ tag: "pre[data-source]", preserveWhitespace: "full", priority: 60 }],
  toDOM: () => ["pre", { "data-source": "", dir: "auto" }, ["code", 0]],
  parseMarkdown: noMarkdown,
  toMarkdown: {
    match: ({ type }) => type.name === "source",
    runner: (state, node) => state.addNode("html", undefined, node.textContent),
  },
}));
