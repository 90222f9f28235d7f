// Where the caret is in the Markdown, and where a place of the Markdown is in the rich text: by the
// letters that both have, in order.

// The letters of a node and their places in the document; `from` is the node's own place.
function letters(node, from) {
  const found = [];
  node.nodesBetween(0, node.content.size, (child, at) => {
    if (!child.isText) return true;
    [...child.text].reduce((place, letter) => {
      found.push([letter, place]);
      return place + letter.length;
    }, from + 1 + at);
    return false;
  });
  return found;
}

// For each letter its place in slice. A letter that is written otherwise is passed over.
function matched(found, slice) {
  let at = 0;
  return found.map(([letter]) => {
    const place = slice.indexOf(letter, at);
    if (place < 0 || place - at > 300) return at;
    at = place + letter.length;
    return place;
  });
}

// Each block of the document with its place in the Markdown, which an empty line has none of.
export function rangesOf(state, blocks) {
  const found = [];
  let [at, offset] = [0, 0];
  state.doc.forEach((node, from, index) => {
    const is = node === blocks.nodes[at];
    if (is) offset += blocks.gaps[at].length;
    const slice = is ? blocks.slices.get(node) : null;
    const start = offset;
    if (is) [offset, at] = [offset + slice.length, at + 1];
    found.push({ node, from, index, slice, start, end: offset });
  });
  return found.filter(({ slice }) => slice !== null);
}

// {at, end}: the place of the caret, or another, in the Markdown, and the end of its block there.
export function sourceAt(state, blocks, head = state.selection.head) {
  const { node, from, slice, start, end } = rangesOf(state, blocks).findLast((range) => range.from <= head) ?? {};
  if (!node) return { at: 0, end: 0 };
  if (head > from + node.nodeSize) return { at: end, end };
  const found = letters(node, from);
  const places = matched(found, slice);
  const before = found.findLastIndex(([letter, place]) => place + letter.length <= head);
  const at = before < 0 ? (places[0] ?? 0) : places[before] + found[before][0].length;
  return { at: start + Math.min(at, slice.length), end };
}

// The place in the document for `at` in the Markdown.
export function placeAt(state, blocks, at) {
  const { node, from, slice, start } = rangesOf(state, blocks).findLast((range) => range.start <= at) ?? {};
  if (!node) return 0;
  const found = letters(node, from);
  const last = matched(found, slice).findLastIndex((place) => start + place < at);
  return last < 0 ? (found[0]?.[1] ?? from + 1) : found[last][1] + found[last][0].length;
}
