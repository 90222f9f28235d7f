// The queue, worked by single keys: a decision shows the next blog at once, since that is here
// already, and is sent meanwhile. Its answer is the card after that one. What the server refuses is
// shown again, with the sentence. Without this script each button is a form of its own.
const place = document.getElementById("review");
const undo = document.getElementById("undo");
const line = place.querySelector(".keys");
const OFF = "inkstead-review-keys-off";
const BY_SCRIPT = { headers: { "X-Card": "1" }, credentials: "same-origin" };

let waiting = null; // the card after the one that is shown, or the promise of it
let sending = Promise.resolve(); // one after the other, in the order of the keys

const card = () => document.getElementById("card");
const isOn = () => localStorage.getItem(OFF) === null;

async function ask(url, options = {}) {
  const answer = await fetch(url, { ...BY_SCRIPT, ...options });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById("card");
  if (!found || answer.redirected) throw new Error(String(answer.status));
  return { ok: answer.ok, card: document.importNode(found, true) };
}

function prefetch() {
  const next = card().dataset.next;
  waiting = next ? ask(next).then((found) => found.card, () => null) : Promise.resolve(null);
}

function say(words) {
  const said = document.getElementById("said");
  said.hidden = !words;
  said.textContent = words || "";
}

function show(found) {
  card().replaceWith(found);
  if (found.dataset.here) history.replaceState(null, "", found.dataset.here);
  document.title = document.title.replace(/^.* · /, `${found.dataset.title} · `);
  (found.querySelector(".notice.bad") ?? found).focus();
  scrollTo(0, 0);
}

async function decide(form) {
  const body = new FormData(form);
  const blog = card().dataset.blog;
  const following = form.action.endsWith("/suspend/") && !body.get("ground") ? null : await waiting;
  if (following && following.dataset.blog !== blog) {
    body.set("shown", following.dataset.blog);
    show(following);
  } else {
    form.closest("#card").inert = true;
  }
  sending = sending.then(() => send(form.action, body, Boolean(following)));
}

async function send(url, body, isAhead) {
  const sent = ask(url, { method: "POST", body });
  waiting = isAhead ? sent.then((found) => (found.ok ? found.card : null), () => null) : waiting;
  try {
    const found = await sent;
    if (!found.ok || !isAhead) show(found.card);
    if (found.ok) {
      say(found.card.dataset.said);
      undo.hidden = false;
    }
    if (!found.ok || !isAhead) prefetch();
  } catch {
    location.reload(); // signed out, or offline: the page itself says what is the matter
  }
}

async function takeBack() {
  await sending;
  try {
    const found = await ask(undo.action, { method: "POST", body: new FormData(undo) });
    show(found.card);
    say(found.card.dataset.said);
    prefetch();
  } catch {
    location.reload();
  }
}

async function walk(link) {
  const isNext = link.rel === "next";
  const found = (isNext && (await waiting)) || (await ask(link.href)).card;
  say("");
  show(found);
  prefetch();
}

place.addEventListener("submit", (event) => {
  if (event.target.matches("[data-deed]")) decide(event.target);
  else if (event.target === undo) takeBack();
  else return;
  event.preventDefault();
});

place.addEventListener("click", (event) => {
  const link = event.target.closest("a[rel=next], a[rel=prev]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  walk(link).catch(() => location.assign(link.href));
});

function isTyping(target) {
  return target.isContentEditable || target.matches("textarea, select, input:not([type=radio])");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  const menu = card().querySelector(".suspending");
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    card().focus();
  }
  if (!isOn() || isTyping(event.target)) return;
  const ground = menu?.open && menu.querySelectorAll("[name=ground]")[Number(event.key) - 1];
  const pressed = ground || place.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!pressed || pressed.closest("[hidden], [inert]")) return;
  event.preventDefault();
  pressed.click();
  if (ground) ground.focus();
  else if (pressed.matches("summary") && menu.open) menu.querySelector("[name=ground]").focus();
});

// Whoever speaks to the browser, or hits keys by chance, turns them off (WCAG 2.1.4).
function tell() {
  const is = isOn() ? "on" : "off";
  line.hidden = false;
  line.firstElementChild.textContent = line.dataset[is];
  line.lastElementChild.textContent = line.lastElementChild.dataset[is];
  place.classList.toggle("keyless", !isOn());
}

line.lastElementChild.addEventListener("click", () => {
  if (isOn()) localStorage.setItem(OFF, "1");
  else localStorage.removeItem(OFF);
  tell();
});

tell();
prefetch();
