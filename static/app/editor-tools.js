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

function wrap(mark) {
  const { from, to, value, text } = chosen();
  const n = mark.length;
  // `*` beside `**` is bold, not italic.
  const exact = value[from - n - 1] !== mark[0] || n > 1;
  if (exact && value.slice(from - n, from) === mark && value.slice(to, to + n) === mark && from >= n) {
    return type(from - n, to + n, text, 0, text.length);
  }
  type(from, to, mark + text + mark, n, n + text.length);
}

function prefix(mark) {
  const { from, to, value } = chosen();
  const start = value.lastIndexOf("\n", from - 1) + 1;
  const next = value.indexOf("\n", to);
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const off = lines.every((line) => line.startsWith(mark));
  const text = lines.map((line) => (off ? line.slice(mark.length) : mark + line)).join("\n");
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
  if (!text.includes("\n")) return wrap("`");
  type(from, to, `\`\`\`\n${text}\n\`\`\``, 4, 4 + text.length);
}

const TOOLS = {
  heading: () => prefix("## "),
  bold: () => wrap("**"),
  italic: () => wrap("*"),
  link,
  quote: () => prefix("> "),
  list: () => prefix("- "),
  code,
  picture: () => form.dispatchEvent(new CustomEvent("choose-pictures")),
};
const KEYS = { b: "bold", i: "italic", k: "link" };

bar.hidden = false;
bar.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps its choice
bar.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tool]");
  if (button) TOOLS[button.dataset.tool]();
});
content.addEventListener("keydown", (event) => {
  const tool = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key];
  if (!tool) return;
  event.preventDefault();
  TOOLS[tool]();
});
