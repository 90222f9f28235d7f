// Write mode: the rich text instead of the field with the Markdown, which goes on holding the words.
// It is fetched when it is wanted first; this device remembers which of the two was.
const form = document.getElementById("post-form");
const { content } = form.elements;
const bar = document.querySelector("[data-tools]");
const host = document.querySelector("[data-write]");
const asks = document.querySelector("[data-asks]");
const missing = document.querySelector("[data-no-write]");
const toggle = bar.querySelector("[data-tool=mode]");

const MODE = "inkstead-editor";
const LONG = 40_000; // characters: from here on a text opens as Markdown

let rich = null; // once it was fetched
let isRich = false;
let entered = ""; // the Markdown when the rich text began with it
let answer = null; // of the question that is open

const remembered = () => {
  try {
    return localStorage.getItem(MODE);
  } catch {
    return null;
  }
};
const remember = (mode) => {
  try {
    localStorage.setItem(MODE, mode);
  } catch {
    // It is asked for again next time.
  }
};

// -- from one to the other -----------------------------------------------------------------------
async function fetched() {
  if (rich) return rich;
  const { open } = await import(host.dataset.write);
  const words = { ...host.dataset, linkText: form.dataset.linkText };
  return (rich = await open({ content, host, words, changed: press, ask, leave }));
}

async function toWrite() {
  const focused = document.activeElement === content;
  toggle.setAttribute("aria-busy", "true");
  try {
    await fetched();
  } catch {
    missing.hidden = false;
    return;
  } finally {
    toggle.removeAttribute("aria-busy");
  }
  [isRich, missing.hidden] = [true, true];
  [entered, form.dataset.mode] = [content.value, "write"];
  rich.wake();
  [content.hidden, host.hidden] = [true, false];
  content.focus = () => rich.focus(); // whoever calls for the text means this
  rich.goTo(content.selectionStart);
  if (focused || document.activeElement === toggle || document.activeElement === document.body) rich.focus();
  toggle.setAttribute("aria-pressed", "false");
  press(rich.on());
  performance.mark("write-ready");
}

function toMarkdown() {
  const at = rich.caret();
  rich.sleep();
  close(null);
  isRich = false;
  delete form.dataset.mode;
  delete content.focus;
  [content.hidden, host.hidden] = [false, true];
  toggle.setAttribute("aria-pressed", "true");
  content.focus({ preventScroll: true });
  typeAnew();
  content.setSelectionRange(at, at);
  content.dispatchEvent(new Event("select"));
}

// As if typed by hand in one go, so that undo takes back what was done in the rich text.
function typeAnew() {
  const now = content.value;
  if (now === entered) return;
  let [from, left] = [0, 0];
  const most = Math.min(now.length, entered.length);
  while (from < most && now[from] === entered[from]) from += 1;
  while (left < most - from && now.at(-1 - left) === entered.at(-1 - left)) left += 1;
  content.value = entered;
  content.setSelectionRange(from, entered.length - left);
  const typed = now.slice(from, now.length - left);
  document.execCommand(typed ? "insertText" : "delete", false, typed);
  if (content.value !== now) {
    content.value = now;
    content.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// -- the toolbar ---------------------------------------------------------------------------------
function press(on) {
  if (!isRich) return;
  for (const button of bar.querySelectorAll("[aria-pressed]")) {
    if (button !== toggle) button.setAttribute("aria-pressed", on.has(button.dataset.tool));
  }
}

function leave() {
  (bar.querySelector("[data-tool][tabindex='0']") ?? toggle).focus();
}

form.addEventListener("tool", ({ detail: tool }) => {
  if (tool !== "mode") return rich?.press(tool);
  remember(isRich ? "markdown" : "write");
  if (isRich) toMarkdown();
  else toWrite();
});

// -- what is asked below the text: an address, what a picture shows, Markdown in a line -----------
function ask(kind, values) {
  close(null);
  const part = asks.querySelector(`[data-ask=${kind}]`);
  for (const field of part.querySelectorAll("input")) field.value = values[field.dataset.field];
  part.hidden = false;
  part.querySelector("input").focus();
  part.querySelector("input").select();
  return new Promise((resolve) => (answer = { part, resolve }));
}

function close(values) {
  if (!answer) return;
  const { part, resolve } = answer;
  answer = null;
  part.hidden = true;
  resolve(values);
}

function keep() {
  const fields = [...answer.part.querySelectorAll("input")];
  close(Object.fromEntries(fields.map((field) => [field.dataset.field, field.value])));
}

asks.addEventListener("click", (event) => {
  const deed = event.target.closest("[data-do]")?.dataset.do;
  if (deed === "keep") keep();
  else if (deed) close(null);
});
asks.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== "Escape") return;
  if (event.target.localName !== "input" || event.isComposing) return;
  event.preventDefault(); // the form around is the text's
  if (event.key === "Enter") keep();
  else close(null);
});

// -- nothing is left behind ----------------------------------------------------------------------
const flush = () => isRich && rich.flush();
for (const kind of ["submit", "keep-words", "text-wanted"]) form.addEventListener(kind, flush, { capture: true });
document.addEventListener("visibilitychange", flush, { capture: true });
for (const kind of ["pagehide", "beforeunload", "blur"]) addEventListener(kind, flush, { capture: true });
host.addEventListener("focusout", () => form.dispatchEvent(new CustomEvent("keep-words")));
form.addEventListener("place-pictures", () => isRich && rich.place());
document.addEventListener("click", (event) => {
  if (isRich && event.target.closest(`a[href="#${content.id}"]`)) rich.focus();
});

if (remembered() === "write" && content.value.length < LONG) {
  form.dataset.opening = ""; // what need not be there before the text waits for `text-ready`
  toWrite().finally(() => {
    delete form.dataset.opening;
    form.dispatchEvent(new CustomEvent("text-ready"));
  });
}
