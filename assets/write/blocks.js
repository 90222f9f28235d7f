// One Markdown source, cut into its top-level blocks. A block that nobody touched gives back the very
// characters it was read from; only what changed is written anew. What lies between blocks is kept too.
import { ParserState, SerializerState } from "@milkdown/kit/transformer";

import { markdownOf } from "./dialect.js";

const BLANK = "\n\n";
const APART = "\n\n<!-- -->\n\n"; // where two blocks would grow together
const FORMULA_BLOCK = /^[ \t]*(?:(?:>|[-+*]|\d+[.)])[ \t]+)*\$\$/m;
const TABLE_ROW = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*\|[ \t|:-]*$/m; // under the head, where remark saw no table
const ITEM = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\n|$)/; // which remark takes for words after some code
// A formula on the line behind a list, which remark takes for words of its last item.
const GLUED = /\n ?\$\$.+\$\$[ \t]*(?:\n|$)/;
const TASK = /^\s*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\][ \t]+\S/;
const EMPTY_TASK = /^\[[ xX]\][ \t]*(?:\n|$)/;
const LABEL = /^[ \t>]*\[([^\]\n]+)\]:/gm;
const BLANK_LINE = /\n[ \t]*\n/;
const CLOSED = new Set(["paragraph", "heading", "thematicBreak"]); // whatever stands behind a blank line
const IN_A_LINE = new Set(["html", "linkReference", "imageReference", "footnoteReference", "formula"]);
const PLAIN = new Set(["text", "break", "inlineCode", "image"]);
const AROUND = new Set(["paragraph", "heading", "emphasis", "strong", "delete", "link", "tableCell"]);
const BLOCKS = new Set(["blockquote", "list", "listItem", "table", "tableRow", "code", "thematicBreak"]);

// What links and notes may name, wherever it stands.
const namesIn = (blocks) => blocks.filter(({ own }) => own).map(({ slice }) => slice).join(BLANK);
const isOwnLine = (node) => node.type === "html" || node.type.endsWith("efinition");

export class Blocks {
  constructor(schema, remark) {
    [this.schema, this.remark] = [schema, remark];
    this.slices = new WeakMap(); // of nodes that were read, and not changed since
    this.origins = new Map(); // the same by their words: what undo brings back
    this.twins = new WeakMap(); // of a node the one that was read and says the same
    this.begun = new WeakMap(); // of a node the one that was read, and has been changed since
    this.between = new WeakMap(); // the gap after a node, by the node that followed
    [this.nodes, this.gaps] = [[], [""]];
    this.waiting = []; // what was read and is still to be checked
    this.rest = null; // the node with the source that is still to be read
  }

  // -- reading -----------------------------------------------------------------------------------
  // Returns the nodes of source; from then on they, in this order, are that source. With `later` it
  // is left to check() whether each would come back as what it was read from.
  read(source, { later = false } = {}) {
    const cut = this.cut(source);
    const known = this.reusable(cut.blocks);
    const fresh = cut.blocks.filter((_, at) => !known[at]);
    const { made, tried } = this.made(fresh, source);
    this.named = namesIn(cut.blocks);
    [this.waiting, this.rest] = [later ? tried : [], null];
    if (!later) for (const { block, now } of this.wrong(tried, this.named)) made.set(block, now);
    this.nodes = cut.blocks.map((block, at) => known[at] ?? made.get(block));
    this.gaps = cut.gaps;
    this.edges = [cut.gaps[0], this.nodes.length ? cut.gaps.at(-1) : ""]; // kept while all is taken away
    for (const [at, block] of cut.blocks.entries()) this.remember(this.nodes[at], block.slice);
    this.rememberGaps();
    return this.nodes;
  }

  // Reads the first `most` characters of a long source, or some more; the rest stands for itself
  // until more() has read it. What is named, may be named anywhere: then all is read at once.
  begin(source, most) {
    const first = source.length > most && !source.includes("]:") && this.first(source, most);
    if (!first || first.to === source.length) return this.read(source, { later: true });
    const { made, tried } = this.made(first.blocks, source);
    const space = /\n[ \t\n]*$/.exec(source)?.index ?? source.length; // behind the last line of all
    [this.named, this.waiting] = ["", tried];
    this.rest = this.restNode(source.slice(first.to, space));
    this.nodes = [...first.blocks.map((block) => made.get(block)), this.rest];
    this.gaps = [...first.gaps, source.slice(space)];
    this.edges = [this.gaps[0], this.gaps.at(-1)];
    for (const [at, block] of first.blocks.entries()) this.remember(this.nodes[at], block.slice);
    this.rememberGaps();
    return this.nodes;
  }

  // Reads some more of the rest, and checks it. Returns the nodes that stand for the rest from now
  // on; the last one is the new rest, if there is any.
  more(most) {
    const [was, slice] = [this.rest, this.slices.get(this.rest)];
    const { blocks, gaps, to } = this.first(slice, most);
    const { made, tried } = this.made(blocks, slice);
    for (const { block, now } of this.wrong(tried, this.named)) made.set(block, now);
    this.rest = to < slice.length ? this.restNode(slice.slice(to)) : null;
    const nodes = blocks.map((block) => made.get(block));
    for (const [at, block] of blocks.entries()) this.remember(nodes[at], block.slice);
    if (this.rest) nodes.push(this.rest);
    const at = this.nodes.indexOf(was);
    this.nodes.splice(at, 1, ...nodes);
    this.gaps.splice(at + 1, 0, ...gaps.slice(1, nodes.length));
    this.rememberGaps();
    return nodes;
  }

  // Lets the rest be a block of Markdown like others, for good.
  leaveRest() {
    if (this.rest) this.remember(this.rest, this.slices.get(this.rest));
    this.rest = null;
  }

  restNode(slice) {
    const node = this.sourceNode(slice);
    this.slices.set(node, slice);
    this.twins.set(node, node);
    return node;
  }

  // The first blocks of source, the gaps before and after each, and `to`, where the next one begins:
  // the first `most` characters, up to a block that nothing behind it can be a part of.
  first(source, most) {
    const all = () => ({ ...this.cut(source), to: source.length });
    const next = source.slice(most).search(BLANK_LINE);
    if (next < 0) return all();
    const { blocks, gaps } = this.cut(source.slice(0, most + next + 1));
    const isClosed = ({ tree, slice, end }) =>
      CLOSED.has(tree?.type) && !FORMULA_BLOCK.test(slice) && /^\n[ \t]*\n/.test(source.slice(end));
    const last = blocks.findLastIndex(isClosed);
    if (last < 0) return all();
    const { end } = blocks[last];
    const behind = source.slice(end).search(/[^ \t\n]/);
    if (behind < 0) return all();
    const to = source.lastIndexOf("\n", end + behind) + 1;
    return { blocks: blocks.slice(0, last + 1), gaps: [...gaps.slice(0, last + 1), source.slice(end, to)], to };
  }

  // The nodes of a text that is none of this one's: what is pasted.
  fresh(source) {
    const { blocks } = this.cut(source);
    const { made, tried } = this.made(blocks, source);
    for (const { block, now } of this.wrong(tried, namesIn(blocks))) made.set(block, now);
    return blocks.map((block) => made.get(block));
  }

  // Looks at the next `most` blocks that wait for it. Map from each node that would come back as
  // something else to the one that stands for it: they change places here, and have to in the text.
  check(most) {
    const found = this.wrong(this.waiting.splice(0, most), this.named);
    for (const { block, node, now } of found) {
      this.nodes[this.nodes.indexOf(node)] = now;
      this.forget(node);
      this.remember(now, block.slice);
    }
    if (found.length) this.rememberGaps();
    return new Map(found.map(({ node, now }) => [node, now]));
  }

  forget(node) {
    for (const known of [this.slices, this.twins, this.begun]) known.delete(node);
    const name = this.nameOf(node);
    this.origins.set(name, this.origins.get(name).filter((one) => one.node !== node));
  }

  remember(node, slice) {
    this.slices.set(node, slice);
    this.twins.set(node, node);
    this.begun.set(node, node);
    const name = this.nameOf(node);
    const same = this.origins.get(name) ?? [];
    if (same.some((known) => known.node === node)) return;
    this.origins.set(name, [...same, { node, slice }].slice(-8));
  }

  rememberGaps() {
    for (let at = 1; at < this.nodes.length; at += 1) {
      const [before, after] = [this.nodes[at - 1], this.nodes[at]].map((node) => this.twin(node));
      if (!this.between.has(before)) this.between.set(before, new WeakMap());
      this.between.get(before).set(after, this.gaps[at]);
    }
  }

  nameOf(node) {
    return `${node.type.name} ${node.textContent}`;
  }

  // The blocks of before, where the same characters stand at the beginning and at the end.
  reusable(blocks) {
    const found = Array(blocks.length);
    const is = (node, block) => node && this.slices.get(node) === block.slice;
    let at = 0;
    while (at < blocks.length && is(this.nodes[at], blocks[at])) found[at] = this.nodes[at++];
    const shift = this.nodes.length - blocks.length;
    for (let end = blocks.length - 1; end >= at && end + shift >= at; end -= 1) {
      if (!is(this.nodes[end + shift], blocks[end])) break;
      found[end] = this.nodes[end + shift];
    }
    return found;
  }

  parse(source) {
    return this.remark.parse(source);
  }

  // The outermost nodes of source; a list ends where the renderer ends it.
  parts(source) {
    const { children } = this.parse(source);
    for (const { type, position } of children) {
      const start = position.start.offset;
      const glued = type === "list" && GLUED.exec(source.slice(start, position.end.offset));
      if (!glued) continue;
      const end = start + glued.index + 1;
      const behind = "\n".repeat(end) + source.slice(end); // so that places stay what they are
      return [...this.parse(source.slice(0, end)).children, ...this.parts(behind)];
    }
    return children;
  }

  // Whole lines each; between them nothing but blank lines.
  cut(source) {
    const blocks = [];
    let formula = false; // within `$$`, which remark knows nothing of
    for (const node of this.parts(source)) {
      const start = source.lastIndexOf("\n", node.position.start.offset - 1) + 1;
      let end = node.position.end.offset;
      while (end < source.length && source[end] !== "\n") end += 1;
      const last = blocks.at(-1);
      const gap = last ? source.slice(last.end, start) : "";
      const runs = last && (start < last.end || !/\n[ \t]*\n/.test(gap));
      // Where the renderer goes on with what stands before, and remark does not.
      const goesOn = runs ? formula || node.type === "footnoteDefinition" : formula && node.type === "code";
      if (goesOn || (runs && (start < last.end || (last.own && isOwnLine(node))))) {
        [last.end, last.tree, last.own] = [Math.max(end, last.end), null, last.own && isOwnLine(node)];
      } else blocks.push({ start, end, tree: node, own: isOwnLine(node) });
      formula = FORMULA_BLOCK.test(source.slice(blocks.at(-1).start, end));
    }
    const edges = [0, ...blocks.flatMap(({ start, end }) => [start, end]), source.length];
    const gaps = Array.from({ length: edges.length / 2 }, (_, at) => source.slice(edges[2 * at], edges[2 * at + 1]));
    for (const block of blocks) block.slice = source.slice(block.start, block.end);
    return { blocks, gaps };
  }

  // `made` is a map from block to node; `tried` are those that may come back as something else.
  made(fresh, source) {
    const labels = new Set([...source.matchAll(LABEL)].map(([, label]) => label.toLowerCase()));
    const trees = fresh.map((block) => {
      const tree = this.plain(block, source);
      return tree && !saysLabel(tree, labels) ? tree : null;
    });
    const found = this.nodesOf(trees.filter(Boolean));
    const made = new Map();
    const tried = [];
    fresh.forEach((block, at) => {
      const node = trees[at] && found.get(trees[at]);
      if (node) tried.push({ block, node, plain: trees[at] });
      made.set(block, node ?? this.sourceNode(block.slice));
    });
    return { made, tried };
  }

  // Those of tried that would come back as something else, and `now`, the source that stands for each.
  wrong(tried, named) {
    const again = this.again(tried, named);
    const found = tried.filter(({ plain }, at) => !again[at] || !sameTree(plain, again[at]));
    return found.map((one) => ({ ...one, now: this.sourceNode(one.block.slice) }));
  }

  // What is read of each node once it is written; null where it is not one block. All in one go.
  again(tried, named) {
    if (!tried.length) return [];
    const mark = (at) => `<!-- block ${at} -->`;
    const texts = tried.map(({ node }, at) => `${mark(at)}\n\n${this.written(node)}\n\n`);
    const source = `${texts.join("")}${mark(tried.length)}\n\n${named}`;
    const found = Array(tried.length).fill(null);
    let [at, since] = [-1, []];
    for (const node of this.parse(source).children) {
      if (node.type === "html" && node.value === mark(at + 1)) {
        if (at >= 0 && since.length === 1) found[at] = this.plain({ tree: since[0], slice: "" }, source);
        [at, since] = [at + 1, []];
      } else since.push(node);
    }
    return found;
  }

  // The tree of a block with what has no rich form as `source`; null where a whole block has none.
  plain({ tree, slice }, source) {
    if (!tree || FORMULA_BLOCK.test(slice)) return null;
    if (tree.type === "paragraph" && (TABLE_ROW.test(slice) || ITEM.test(slice))) return null;
    const walk = (node) => {
      if (node.type === "paragraph" || AROUND.has(node.type)) {
        const children = node.children.map(inLine);
        return children.includes(null) ? null : { ...node, children: merged(children) };
      }
      if (!BLOCKS.has(node.type)) return null;
      if (!node.children) return { ...node };
      const children = node.children.map(walk);
      if (children.includes(null)) return null;
      if (node.type === "listItem" && !isPlainItem(node, source)) return null;
      if (node.type === "table") return tableOf(node, children);
      return { ...node, children };
    };
    const inLine = (node) => {
      if (IN_A_LINE.has(node.type)) {
        const value = source.slice(node.position.start.offset, node.position.end.offset);
        return value.includes("\n") && node.type === "html" ? null : { type: "source", value };
      }
      if (PLAIN.has(node.type)) return { ...node };
      return AROUND.has(node.type) ? walk(node) : null;
    };
    return walk(tree);
  }

  // Map from tree to node; without those that give none. In one go, unless one of them stops that.
  nodesOf(trees) {
    const all = this.docOf(trees);
    if (all?.childCount === trees.length) return new Map(trees.map((tree, at) => [tree, all.child(at)]));
    const single = trees.map((tree) => [tree, this.docOf([tree])]);
    return new Map(single.filter(([, doc]) => doc?.childCount === 1).map(([tree, doc]) => [tree, doc.firstChild]));
  }

  docOf(trees) {
    try {
      const root = this.remark.runSync({ type: "root", children: structuredClone(trees) }, "");
      return new ParserState(this.schema).next(root).toDoc();
    } catch {
      return null;
    }
  }

  sourceNode(slice) {
    return this.schema.nodes.source.create(null, slice ? this.schema.text(slice) : null);
  }

  // -- writing -----------------------------------------------------------------------------------
  written(node, signs) {
    if (node.type.name === "source") return node.textContent.replace(/\n+$/, "");
    const state = new SerializerState(this.schema);
    state.run(this.schema.topNodeType.create(null, node));
    return markdownOf(tidied(state.build()), signs).replace(/\n+$/, "");
  }

  // The node that was read and says the same, first of all the one that stood here; else this one.
  twin(node, here) {
    const known = this.twins.get(node) ?? this.readAs(node, here && this.begun.get(here)) ?? node;
    this.twins.set(node, known);
    return known;
  }

  readAs(node, here) {
    if (here?.eq(node)) return here;
    return this.origins.get(this.nameOf(node))?.findLast((one) => one.node.eq(node))?.node;
  }

  // The Markdown of doc. From then on its blocks are the ones that are known.
  write(doc) {
    const nodes = [];
    doc.forEach((node) => isNothing(node) || nodes.push(node));
    const runs = this.aligned(nodes);
    for (const run of runs) this.follow(run, nodes);
    const slices = nodes.map((node) => this.slices.get(this.twin(node)));
    const gaps = Array(nodes.length + 1);
    for (const run of runs) this.fill(run, nodes, slices, gaps);
    if (!nodes.length && this.nodes.length) gaps[0] = "";
    [this.nodes, this.gaps] = [nodes, gaps];
    if (nodes.length) this.edges = [gaps[0], gaps.at(-1)];
    nodes.forEach((node, at) => this.slices.set(node, slices[at]));
    this.rememberGaps();
    return gaps[0] + nodes.map((_, at) => slices[at] + gaps[at + 1]).join("");
  }

  // Runs of blocks between those that are the same as before: [old from, old to, new from, new to].
  aligned(nodes) {
    const places = new Map(this.nodes.map((node, at) => [node, at]));
    const runs = [];
    let [old, now] = [0, 0];
    nodes.forEach((node, at) => {
      const place = places.get(node);
      if (place === undefined || place < old) return;
      runs.push([old, place, now, at]);
      [old, now] = [place + 1, at + 1];
    });
    runs.push([old, this.nodes.length, now, nodes.length]);
    return runs;
  }

  // Notes which block that was read each one of a run began as.
  follow([oldFrom, oldTo, from, to], nodes) {
    for (let at = from; at < to; at += 1) {
      const here = this.nodes[Math.min(oldFrom + at - from, oldTo - 1)];
      if (oldFrom < oldTo && this.begun.has(here)) this.begun.set(nodes[at], this.begun.get(here));
      this.twin(nodes[at], oldFrom < oldTo ? here : null);
    }
  }

  // Writes the blocks of one run, and the gap before each and after the last.
  fill([oldFrom, oldTo, from, to], nodes, slices, gaps) {
    const same = oldTo - oldFrom === to - from;
    const [first, last] = this.nodes.length ? [this.gaps[oldFrom], this.gaps[oldTo]] : this.edges;
    if (same) for (let at = from; at <= to; at += 1) gaps[at] = this.gaps[oldFrom + at - from];
    else {
      for (let at = from; at <= to; at += 1) gaps[at] = BLANK;
      gaps[from] = from === 0 || oldFrom < oldTo ? first : BLANK;
      if (from < to || to === nodes.length) gaps[to] = last;
      if (from === to && from > 0 && to < nodes.length) gaps[to] = wider(first, last);
      if (from === 0) gaps[0] = first;
    }
    if (from === to && same) return;
    for (let at = from; at < to; at += 1) {
      const was = same ? this.slices.get(this.nodes[oldFrom + at - from]) : "";
      slices[at] ??= this.written(nodes[at], fitting(was, slices[at - 1], slices[at + 1]));
    }
    this.part(nodes, slices, gaps, from, to);
  }

  // Sees to it that the blocks of a run are read as themselves beside their neighbours.
  part(nodes, slices, gaps, from, to) {
    const [begin, end] = [Math.max(0, from - 1), Math.min(nodes.length, to + 1)];
    for (let at = begin + 1; at < end; at += 1) {
      const was = this.between.get(this.twin(nodes[at - 1]))?.get(this.twin(nodes[at]));
      if (was !== undefined) {
        gaps[at] = was;
        continue;
      }
      const fits = (gap) => this.stand(slices[at - 1], gap, slices[at]);
      if (gaps[at] && fits(gaps[at])) continue;
      gaps[at] = fits(BLANK) || nodes[at - 1].type.name === "source" ? BLANK : APART;
    }
  }

  // Whether two slices with that gap between are read as each alone is.
  stand(before, gap, after) {
    const read = (text, from = 0) =>
      this.parse(text).children.map(({ type, position: { start, end } }) => [type, from + start.offset, from + end.offset]);
    const apart = [...read(before), ...read(after, before.length + gap.length)];
    return String(apart) === String(read(before + gap + after));
  }
}

const wider = (one, other) => (other.split("\n").length > one.split("\n").length ? other : one);

// Whether the renderer sees the same: a box only before words on its line.
function isPlainItem(node, source) {
  if (typeof node.checked === "boolean") return TASK.test(source.slice(node.position.start.offset, node.position.end.offset));
  return !EMPTY_TASK.test(node.children[0]?.children?.[0]?.value ?? "");
}

// What begins the items of a list.
const signOf = (slice) => /^ {0,3}(?:([-*+])[ \t\n]|\d+([.)])[ \t\n])/.exec(slice ?? "")?.slice(1).find(Boolean);

// A list keeps its sign; beside another with the same it takes the next, so that they stay two.
function fitting(was, ...neighbours) {
  const taken = neighbours.map(signOf);
  const pick = (...all) => {
    const own = all.filter((sign) => sign === signOf(was));
    return [...own, ...all].find((sign) => !taken.includes(sign));
  };
  return { bullet: pick("-", "*", "+"), bulletOrdered: pick(".", ")") ?? "." };
}

// An empty paragraph is a place to write, and nothing that Markdown could say.
function isNothing(node) {
  if (node.type.name === "source") return !node.textContent.trim();
  if (node.type.name !== "paragraph") return false;
  let empty = true;
  node.forEach((child) => (empty &&= child.type.name === "hardbreak" || (child.isText && !child.text.trim())));
  return empty;
}

// Neighbouring texts as one: how many there are says nothing.
function merged(children) {
  return children.reduce((all, node) => {
    const last = all.at(-1);
    if (node.type !== "text" || last?.type !== "text") return [...all, node];
    return [...all.slice(0, -1), { ...last, value: last.value + node.value }];
  }, []);
}

// Rows as long as the first: GFM fills them in, and cuts them off.
function tableOf(node, rows) {
  const width = rows[0].children.length;
  const nothing = () => ({ type: "tableCell", children: [] });
  const fill = (cells) => Array.from({ length: width }, (_, at) => cells[at] ?? nothing());
  if (rows.some((row) => row.children.length > width)) return null;
  return { ...node, children: rows.map((row) => ({ ...row, children: fill(row.children) })) };
}

// Spaces at the ends of lines say nothing, and would be written as entities; nor do empty lines.
function tidied(node) {
  if (!node.children) return node;
  node.children.forEach(tidied);
  const said = node.children.filter((child) => child.type !== "paragraph" || child.children?.some(({ value }) => value !== ""));
  if (node.type !== "root" && said.length) node.children = said;
  if (!LINES.has(node.type)) return node;
  let before = null; // what stands before on the line
  for (const leaf of leaves(node)) {
    if (isBreak(leaf)) {
      if (before?.type === "text") before.value = before.value.replace(/[ \t]+$/, "");
      if (leaf.type === "text" && !before) leaf.value = "";
      before = null;
    } else if (leaf.type === "text") {
      if (!before) leaf.value = leaf.value.replace(/^[ \t\n]+/, "");
      if (leaf.value) before = leaf;
    } else before = leaf;
  }
  const last = leaves(node).findLast((leaf) => leaf.type !== "text" || leaf.value);
  if (last?.type === "text") last.value = last.value.replace(/[ \t\n]+$/, "");
  return node;
}

const LINES = new Set(["paragraph", "heading", "tableCell"]);
const isBreak = (leaf) => leaf.type === "break" || (leaf.type === "text" && leaf.value === "\n");
const leaves = (node) => node.children?.flatMap(leaves) ?? [node];

// Whether words in brackets may be a link after all, for the renderer.
function saysLabel(node, labels) {
  if (node.type !== "text") return node.children?.some((child) => saysLabel(child, labels)) ?? false;
  return [...node.value.matchAll(/\[([^\]]+)\]/g)].some(([, label]) => labels.has(label.toLowerCase()));
}

const SAYS = ["type", "value", "depth", "ordered", "start", "spread", "checked", "lang", "meta", "url", "title", "alt"];

// Whether two trees say the same to a reader.
export function sameTree(one, other) {
  if (SAYS.some((name) => (one[name] ?? "") !== (other[name] ?? ""))) return false;
  if (JSON.stringify(one.align ?? null) !== JSON.stringify(other.align ?? null)) return false;
  const [mine, yours] = [one.children ?? [], other.children ?? []];
  return mine.length === yours.length && mine.every((child, at) => sameTree(child, yours[at]));
}
