// Results while one types. Without it the form asks for the same page.
const form = document.querySelector(".searching form");
const field = form.elements.q;
const [found, results] = ["found", "results"].map((id) => document.getElementById(id));
let asking = new AbortController();
let waiting;

async function ask() {
  const { signal } = (asking = new AbortController());
  const url = new URL(form.action);
  if (field.value.trim()) url.searchParams.set("q", field.value);
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of [found, results]) part.replaceChildren(...page.getElementById(part.id).childNodes);
    document.title = page.title;
    history.replaceState(null, "", url);
  } catch {
    // Another letter came, or the network went: what is shown stays, and Enter asks again.
  }
  if (!signal.aborted) results.removeAttribute("aria-busy");
}

field.addEventListener("input", ({ isComposing }) => {
  clearTimeout(waiting);
  asking.abort();
  if (!isComposing) waiting = setTimeout(ask, 200);
});
field.addEventListener("compositionend", () => (waiting = setTimeout(ask, 200)));
form.addEventListener("submit", () => clearTimeout(waiting));
if (field.value !== field.defaultValue) ask(); // typed before this script was here

// Down and up go from the field through what was found, Escape goes back to it.
document.querySelector("main").addEventListener("keydown", (event) => {
  const links = [field, ...results.querySelectorAll("h2 a, .meant a")];
  const place = links.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1, Escape: -place }[event.key];
  const next = place < 0 || (event.key === "Escape" && !place) ? null : links[place + step];
  if (!step || !next) return;
  event.preventDefault();
  next.focus();
});
