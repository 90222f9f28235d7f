// The page beside the text: asked for 400 ms after the last key, while it is seen.
const form = document.getElementById("post-form");
const { title, content, csrfmiddlewaretoken } = form.elements;
const pane = document.querySelector(".preview");
const [heading, body] = [pane.querySelector("[data-preview-title]"), pane.querySelector("[data-preview]")];
const count = document.querySelector("[data-count]");

const WORDS_A_MINUTE = 200; // as readers' pages count
let timer;
let running;
let shown = null;

async function show() {
  heading.textContent = title.value;
  heading.hidden = !title.value.trim();
  countWords();
  running?.abort(); // also when the text is what it was again: a late answer is to another text
  if (!pane.checkVisibility() || shown === content.value) return;
  running = new AbortController();
  const text = content.value;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", csrfmiddlewaretoken.value);
  data.set("content", text);
  try {
    const answer = await fetch(form.dataset.previewUrl, { method: "POST", body: data, signal: running.signal });
    const said = await answer.text();
    if (answer.ok && !answer.redirected) body.innerHTML = said; // through the server's gate
    else body.textContent = [413, 422].includes(answer.status) ? said : form.dataset.noPreview;
    shown = text;
    if (body.querySelector("[data-waits]")) setTimeout(lookAgain, 1500);
  } catch (error) {
    if (error.name !== "AbortError") body.textContent = form.dataset.noPreview;
  }
}

// A picture is being prepared: it will be there soon.
function lookAgain() {
  shown = null;
  show();
}

function countWords() {
  const number = content.value.match(/\S+/g)?.length ?? 0;
  const { one, many, minute, minutes } = count.dataset;
  const long = Math.max(1, Math.ceil(number / WORDS_A_MINUTE));
  const words = number === 1 ? one : many.replace("#", number.toLocaleString());
  const time = long === 1 ? minute : minutes.replace("#", long.toLocaleString());
  count.textContent = number ? `${words}, ${time}` : "";
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(show, 400);
}

for (const field of [title, content]) field.addEventListener("input", soon);
document.querySelector(".panes > .tabs").addEventListener("change", show);
addEventListener("resize", soon);

// Links open beside the editor, not instead of it.
pane.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  window.open(link.href, "_blank", "noopener");
});

// A rich text that is being opened takes keys first.
const idly = globalThis.requestIdleCallback ?? setTimeout;
if ("opening" in form.dataset) form.addEventListener("text-ready", () => idly(show), { once: true });
else show();
