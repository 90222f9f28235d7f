// Markdown marks around what is chosen, typed as by hand: undo takes them back.
const form = document.getElementById("post-form");
const { content } = form.elements;
const bar = document.querySelector("[data-tools]");

// Replaces from..to with text and chooses what lies between start and end of it.
function type(from, to, text, start, end) {
  content.focus();
  content.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    content.setRangeText(text, from, to, "end");
    content.dispatchEvent(new Event("input", { bubbles: true }));
  }
  content.setSelectionRange(from + start, from + end);
}

function chosen() {
  const { selectionStart: from, selectionEnd: to, value } = content;
  return { from, to, value, text: value.slice(from, to) };
}

// What stands between two marks of a kind in the line of the cursor, and where.
const SPANS = {
  bold: /\*\*(?=\S)(.+?)\*\*/g,
  italic: /(?<![*\w])\*(?=[^*\s])([^*]+?)\*(?!\*)/g,
  code: /`([^`]+)`/g,
};
// What begins a line of each kind, and how one is known.
const LINES = {
  heading: { mark: () => "## ", is: /^## / },
  quote: { mark: () => "> ", is: /^> / },
  list: { mark: () => "- ", is: /^- (?!\[[ xX]\] )/, list: true },
  numbered: { mark: (at) => `${at + 1}. `, is: /^\d+[.)] /, list: true },
  task: { mark: () => "- [ ] ", is: /^- \[[ xX]\] /, list: true },
};
const ITEM = /^(?:[-*+] (?:\[[ xX]\] )?|\d+[.)] )/;

function line() {
  const { from, to, value } = chosen();
  const start = value.lastIndexOf("\n", from - 1) + 1;
  const next = value.indexOf("\n", to);
  return { start, text: value.slice(start, next < 0 ? value.length : next) };
}

function span(tool) {
  const [{ from, to }, { start, text }] = [chosen(), line()];
  for (const found of text.matchAll(SPANS[tool])) {
    const [at, end] = [start + found.index, start + found.index + found[0].length];
    if (at < from && to < end) return { at, end, inner: found[1] };
  }
  return null;
}

function wrap(mark, tool) {
  const { from, to, value, text } = chosen();
  const n = mark.length;
  const within = span(tool);
  if (within) {
    const [start, length] = [Math.max(from - n, within.at), within.inner.length];
    type(within.at, within.end, within.inner, 0, length);
    return content.setSelectionRange(start, Math.min(start + (to - from), within.at + length));
  }
  // `*` beside `**` is bold, not italic.
  const exact = value[from - n - 1] !== mark[0] || n > 1;
  if (exact && value.slice(from - n, from) === mark && value.slice(to, to + n) === mark && from >= n) {
    return type(from - n, to + n, text, 0, text.length);
  }
  type(from, to, mark + text + mark, n, n + text.length);
}

function prefix(tool) {
  const { mark, is, list } = LINES[tool];
  const { from, to, value } = chosen();
  const start = value.lastIndexOf("\n", from - 1) + 1;
  const next = value.indexOf("\n", to);
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const off = lines.every((line) => is.test(line));
  const bare = (line) => (off ? line.replace(is, "") : list ? line.replace(ITEM, "") : line);
  const text = lines.map((line, at) => (off ? "" : mark(at)) + bare(line)).join("\n");
  type(start, end, text, lines.length > 1 ? 0 : text.length, text.length);
}

function link() {
  const { from, to, text } = chosen();
  if (/^https?:\/\/\S+$/.test(text)) {
    const words = form.dataset.linkText;
    return type(from, to, `[${words}](${text})`, 1, 1 + words.length);
  }
  const words = text || form.dataset.linkText;
  type(from, to, `[${words}](https://)`, words.length + 3, words.length + 11);
}

function code() {
  const { from, to, text } = chosen();
  if (!text.includes("\n")) return wrap("`", "code");
  type(from, to, `\`\`\`\n${text}\n\`\`\``, 4, 4 + text.length);
}

// A table behind the line of the cursor, whose first head is chosen.
function table() {
  const { start, text } = line();
  const head = form.dataset.tableHead;
  const before = text.trim() ? `${text}\n\n` : "";
  const made = `${before}| ${head} | ${head} |\n| --- | --- |\n|  |  |\n|  |  |\n`;
  type(start, start + text.length, made, before.length + 2, before.length + 2 + head.length);
}

const TOOLS = {
  heading: () => prefix("heading"),
  bold: () => wrap("**", "bold"),
  italic: () => wrap("*", "italic"),
  link,
  quote: () => prefix("quote"),
  list: () => prefix("list"),
  numbered: () => prefix("numbered"),
  task: () => prefix("task"),
  table,
  code,
  picture: () => form.dispatchEvent(new CustomEvent("choose-pictures")),
};
const KEYS = { b: "bold", i: "italic", k: "link" };
// Which of the two texts is shown is none of this script's business: see editor-write.js.
const isElsewhere = (tool) => tool === "mode" || (form.dataset.mode === "write" && tool !== "picture");

bar.classList.remove("waiting");

// One stop for the tab key; the arrows go on from there.
const buttons = [...bar.querySelectorAll("[data-tool]")];

function stopAt(button) {
  for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
}

bar.addEventListener("keydown", (event) => {
  const ahead = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = ahead === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
  const at = buttons.indexOf(document.activeElement);
  const to = { [ahead]: at + 1, [back]: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const button = buttons.at(to % buttons.length);
  stopAt(button);
  button.focus();
});
bar.addEventListener("focusin", (event) => event.target.closest("[data-tool]") && stopAt(event.target.closest("[data-tool]")));

// Which of them the cursor stands in.
function press() {
  const { text } = line();
  for (const button of buttons) {
    const { tool } = button.dataset;
    const on = tool in SPANS ? Boolean(span(tool)) : tool in LINES && LINES[tool].is.test(text);
    if (tool !== "mode" && button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", on);
  }
}

document.addEventListener("selectionchange", () => document.activeElement === content && press());
for (const kind of ["input", "select"]) content.addEventListener(kind, () => form.dataset.mode !== "write" && press());

bar.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps its choice
bar.addEventListener("click", (event) => {
  const tool = event.target.closest("[data-tool]")?.dataset.tool;
  if (isElsewhere(tool)) form.dispatchEvent(new CustomEvent("tool", { detail: tool }));
  else if (tool) TOOLS[tool]();
});
content.addEventListener("keydown", (event) => {
  const tool = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key];
  if (!tool) return;
  event.preventDefault();
  TOOLS[tool]();
});

// An address over chosen words makes them a link; undo takes it back.
content.addEventListener("paste", (event) => {
  const address = event.clipboardData.getData("text/plain").trim();
  const { from, to, text } = chosen();
  if (!/^https?:\/\/\S+$/.test(address) || !text.trim() || /^https?:/.test(text) || text.includes("\n")) return;
  event.preventDefault();
  const linked = `[${text}](${address})`;
  type(from, to, linked, linked.length, linked.length);
});
