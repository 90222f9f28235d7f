// The accent while it is chosen: both fields alike, its sentences, and the samples in its colour.
const form = document.querySelector("form.look");
const { accent, picked, shown } = form.elements;
const says = form.querySelector(".told");

let timer;
let running;

function wear(pair) {
  for (const one of form.querySelectorAll("[data-theme]")) {
    if (pair) one.style.setProperty("--accent", `light-dark(${pair.light}, ${pair.dark})`);
    else one.style.removeProperty("--accent");
  }
}

// The theme's own: the sheets of the accent that is saved must not shine through.
function wearNone() {
  wear(null);
  for (const sheet of document.querySelectorAll('link[href*="/look/"]')) sheet.disabled = true;
}

function refuse() {
  const line = document.createElement("p");
  line.textContent = form.dataset.unreadable;
  says.replaceChildren(line);
}

async function show() {
  running?.abort();
  running = new AbortController();
  if (!accent.value.trim()) {
    says.replaceChildren();
    return wearNone();
  }
  const query = new URLSearchParams(new FormData(form));
  query.delete("csrfmiddlewaretoken");
  try {
    const answer = await fetch(`${form.dataset.accentUrl}?${query}`, { signal: running.signal });
    if (!answer.ok || answer.redirected) return refuse();
    says.innerHTML = await answer.text(); // our own words and colours
    const [light, dark] = ["light", "dark"].map((name) => says.querySelector(`[data-scheme=${name}]`).dataset.shown);
    wear({ light, dark });
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(show, 200);
}

picked.addEventListener("input", () => {
  accent.value = shown.value = picked.value;
  soon();
});
accent.addEventListener("input", () => {
  const written = accent.value.trim().replace(/^#?/, "#").toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(written)) picked.value = shown.value = written;
  else shown.value = picked.value; // what is written counts, not the picker
  soon();
});
form.addEventListener("change", ({ target }) => target.name === "theme" && soon());
