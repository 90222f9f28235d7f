// The box for finding and doing. "/" or Ctrl+K (Cmd+K) opens it, arrows go through what was found,
// Enter goes there. Without this script the link in the rail leads to the same, as a page.
const OFF = "inkstead-slash-off";
const box = document.getElementById("find");
const form = box.querySelector("form");
const field = form.elements.q;
const list = document.getElementById("find-list");
const said = box.querySelector("[role=status]");
const slash = box.querySelector("[data-slash]");
const opener = document.querySelector("[data-find]");
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
let asking = new AbortController();
let waiting;
let shownFor = null; // what the list answers

function options() {
  return [...list.querySelectorAll("[role=option]")];
}

function choose(option) {
  for (const one of options()) one.setAttribute("aria-selected", one === option);
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function chosen() {
  return list.querySelector("[aria-selected=true]");
}

async function ask() {
  asking.abort();
  const { signal } = (asking = new AbortController());
  const q = field.value.trim();
  const url = new URL(form.action);
  url.search = new URLSearchParams({ q, box: "1" });
  try {
    const answer = await fetch(url, { signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [sentence, ...groups] = page.body.children;
    list.replaceChildren(...groups);
    said.textContent = sentence.textContent.trim();
    shownFor = q;
    field.setAttribute("aria-expanded", groups.length > 0);
    choose(options()[0]);
  } catch {
    if (!signal.aborted) said.textContent = said.dataset.failed;
  }
}

function open(event) {
  event.preventDefault();
  if (box.open) return field.select();
  for (const menu of document.querySelectorAll("[popover]:popover-open")) menu.hidePopover();
  box.showModal();
  field.focus();
  field.select();
  ask();
}

function asksForIt({ key, ctrlKey, metaKey, altKey, shiftKey, target }) {
  if (altKey || (document.querySelector("dialog[open]") && !box.open)) return false;
  if (key.toLowerCase() === "k") return ctrlKey !== metaKey && !shiftKey;
  return key === "/" && !ctrlKey && !metaKey && !box.open && isSlashOn() && !target.closest(TYPING);
}

// Whoever speaks to the browser, or hits keys by chance, turns the single key off (WCAG 2.1.4).
function isSlashOn() {
  return !localStorage.getItem(OFF);
}

function showSlash() {
  slash.checked = isSlashOn();
  opener.querySelector("kbd").hidden = !slash.checked;
  opener.setAttribute("aria-keyshortcuts", slash.checked ? "/ Control+K" : "Control+K");
}

slash.addEventListener("change", () => {
  if (slash.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
  showSlash();
});
document.addEventListener("keydown", (event) => {
  if (!event.defaultPrevented && !event.isComposing && asksForIt(event)) open(event);
});
opener.addEventListener("click", (event) => {
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
});
box.querySelector("[data-close]").addEventListener("click", () => box.close());
box.addEventListener("click", (event) => event.target === box && box.close());

field.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = options();
  if (!step || !all.length || event.isComposing) return;
  event.preventDefault();
  choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
});
field.addEventListener("input", ({ isComposing }) => {
  clearTimeout(waiting);
  asking.abort();
  if (!isComposing) waiting = setTimeout(ask, 120);
});
field.addEventListener("compositionend", () => (waiting = setTimeout(ask, 120)));
form.addEventListener("submit", (event) => {
  clearTimeout(waiting);
  const option = shownFor === field.value.trim() && chosen();
  if (!option) return; // the answer is still on its way: the page has it
  event.preventDefault();
  option.click();
});
showSlash();
