// Saving in place by a button, and keeping by itself what is written: 2 s after the last key, when a
// field is left, and when the page goes out of sight. The page works without, page by page.
const form = document.getElementById("post-form");
const { title, content } = form.elements;
const status = document.getElementById("status");
const words = form.dataset;

const REST = 2000;
const FIRST_WAIT = 4000; // then twice as long each time
const LONGEST_WAIT = 60_000;
const MOST_AT_THE_END = 60_000; // bytes that a browser sends for a page that is gone
const SETTINGS = ["slug", "category", "new_category", "tags", "author", "language", "publish_at", "publish_fold",
  "visibility", "canonical", "shared_words", "shared_picture"];
const PLACE = ["in_navigation", "position"]; // of a page

let edits = "unsaved" in words ? 1 : 0;
let savedEdits = 0;
let leaving = false;
let running = null; // the request under way: there is one at a time
let trouble = "";
let wait = FIRST_WAIT;
let timer;
let slugAsMade = form.elements.slug?.value;
const begunAs = crypto.randomUUID?.();

function say(kind, text) {
  status.className = `badge ${kind}`;
  status.textContent = text;
}

function fits() {
  if (new TextEncoder().encode(content.value).length <= Number(words.most)) return true;
  say("bad", words.tooLong);
  content.focus();
  return false;
}

// What went wrong, in a notice of its own; nothing: all is well.
function tell(kind) {
  trouble = kind;
  for (const notice of document.querySelectorAll("[data-trouble]")) notice.hidden = notice.dataset.trouble !== kind;
  if (!kind) return (wait = FIRST_WAIT);
  const copied = !("copyless" in words);
  say("bad", kind === "changed" ? words.changed : copied ? words[kind] : words.nowhere);
  if (kind === "changed") return;
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
  wait = Math.min(2 * wait, LONGEST_WAIT);
}

function one(request) {
  running = request().finally(() => (running = null));
  return running;
}

// -- by itself -----------------------------------------------------------------------------------
function soon() {
  clearTimeout(timer);
  if (words.wordsUrl) timer = setTimeout(keep, REST);
}

async function keep() {
  clearTimeout(timer);
  if (!words.wordsUrl || "twins" in words || trouble === "changed" || edits === savedEdits) return;
  if (!(title.value.trim() || content.value.trim()) || !fits()) return;
  while (running) await running;
  if (edits !== savedEdits && trouble !== "changed") await one(send);
}

function typedSettings() {
  const typed = {};
  for (const name of SETTINGS) if (form.elements[name]) typed[name] = form.elements[name].value;
  if (typed.slug === slugAsMade) delete typed.slug; // it goes on following the title
  return typed;
}

function sent() {
  return {
    title: title.value,
    content: content.value,
    excerpt: form.elements.excerpt.value,
    version: Number(form.elements.version.value) || 0,
    begun_as: begunAs,
    opened: form.elements.opened.value,
    settings: typedSettings(),
  };
}

async function send({ again = true } = {}) {
  const [was, body] = [edits, JSON.stringify(sent())];
  const keepalive = document.visibilityState === "hidden" && new TextEncoder().encode(body).length < MOST_AT_THE_END;
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/json",
    "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
  };
  if (!trouble) say("", words.saving);
  try {
    // A redirect leads to the sign-in, on another host, where no script may follow.
    const answer = await fetch(words.wordsUrl, { method: "POST", redirect: "manual", keepalive, headers, body });
    if (answer.ok) return kept(await answer.json(), was);
    if (answer.type === "opaqueredirect") return tell("signedOut");
    if (answer.status === 403 && again && (await renew())) return send({ again: false });
    if (answer.status === 403) return tell(trouble || "failed");
    if (answer.status === 409) return tell("changed");
    if ([422, 423].includes(answer.status)) return say("bad", (await answer.json()).error);
    tell("failed");
  } catch {
    tell("offline");
  }
}

// A session that ended, or another one that began in another tab. The page of this text tells.
async function renew() {
  const answer = await fetch(form.action, { redirect: "manual" });
  if (answer.type === "opaqueredirect") trouble = "signedOut";
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = fresh.querySelector("#post-form [name=csrfmiddlewaretoken]");
  if (!token) return false;
  for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token.value;
  return true;
}

function kept(said, was) {
  tell("");
  savedEdits = was;
  form.elements.version.value = said.version;
  const { slug } = form.elements;
  if (!said.apart && slug.value === slugAsMade) slug.value = slugAsMade = said.slug;
  if (words.wordsUrl !== said.words) begun(said);
  if (edits !== was) say("", words.editing);
  else if (said.apart) say("warn", words.apart);
  else say("good", words.saved);
  if (said.apart) for (const link of document.querySelectorAll("[data-if-apart]")) link.hidden = false;
  form.dispatchEvent(new CustomEvent("saved", { detail: edits === was }));
}

// A new text has a page of its own from now on.
async function begun(said) {
  words.wordsUrl = said.words;
  words.text = `post-${said.id}`;
  form.action = said.url;
  history.replaceState(null, "", said.url);
  const answer = await fetch(said.url).catch(() => null);
  if (answer?.ok && !answer.redirected) takeDeeds(new DOMParser().parseFromString(await answer.text(), "text/html"));
}

// -- by a button ---------------------------------------------------------------------------------
async function save(button) {
  if (!fits()) return;
  while (running) await running;
  await one(() => sendForm(button));
}

async function sendForm(button, again = true) {
  const [was, data] = [edits, new FormData(form, button)];
  say("", words.saving);
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (answer.status === 403 && again && (await renew())) return sendForm(button, false);
    if (answer.status === 403 && trouble === "signedOut") return tell(trouble);
    if (answer.status >= 500) return tell("failed");
    if (!answer.redirected) return fallBack(button);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!fresh.getElementById("post-form")) return fallBack(button);
    take(fresh, answer.url, data);
    tell("");
    savedEdits = was;
    say(edits === was ? "good" : "", edits === was ? words.saved : words.editing);
    for (const link of document.querySelectorAll("[data-if-apart]")) link.hidden = true;
    form.dispatchEvent(new CustomEvent("saved", { detail: edits === was }));
  } catch {
    tell("offline");
  }
}

// Errors and conflicts have a page of their own: go there with the same words.
function fallBack(button) {
  leaving = true;
  button.removeAttribute("data-in-place");
  button.click();
}

// What the save changed.
function take(fresh, url, data) {
  form.elements.version.value = fresh.querySelector("[name=version]").value;
  const stood = fresh.querySelector("[name=stood]"); // as the two fields say that follow it
  if (stood) form.elements.stood.value = stood.value;
  for (const name of ["slug", "category", "new_category", ...PLACE]) {
    const [old, now] = [form.elements[name], fresh.getElementById(`id_${name}`)];
    if (!old || !now || !isAsSent(old, data)) continue;
    if (old !== document.activeElement) old.replaceWith(now);
    else if (PLACE.includes(name)) [old.value, old.checked] = [now.value, now.checked];
  }
  slugAsMade = fresh.getElementById("id_slug")?.value;
  takeDeeds(fresh);
  const now = fresh.getElementById("post-form").dataset;
  words.text = now.text;
  if (now.wordsUrl) words.wordsUrl = now.wordsUrl;
  form.action = url;
  history.replaceState(null, "", url);
}

function isAsSent(field, data) {
  return field.type === "checkbox" ? field.checked === data.has(field.name) : field.value === data.get(field.name);
}

function takeDeeds(fresh) {
  const deeds = fresh.getElementById("deeds");
  if (deeds) document.getElementById("deeds")?.replaceWith(deeds);
  document.title = fresh.title;
}

// -- when ----------------------------------------------------------------------------------------
document.addEventListener("input", (event) => {
  if (event.target.form !== form) return;
  edits += 1;
  if (!running && !trouble) say("", words.editing);
  if (!trouble || trouble === "offline") soon();
});
document.addEventListener("focusout", (event) => event.target.form === form && keep());
document.addEventListener("visibilitychange", keep);
for (const name of ["blur", "focus", "online"]) addEventListener(name, keep);
addEventListener("offline", () => words.wordsUrl && edits !== savedEdits && tell("offline"));
form.addEventListener("keep-words", keep);
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-again]")) keep();
  if (event.target.closest("[data-discard]")) leaving = true;
});

form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!fits()) return event.preventDefault();
  if (button && "inPlace" in button.dataset) {
    event.preventDefault();
    return save(button);
  }
  if (leaving || !words.wordsUrl || "twins" in words || edits === savedEdits) return (leaving = true);
  // Nobody leaves for a page that cannot be reached with the only copy of their words.
  event.preventDefault();
  await Promise.all([keep(), new Promise((done) => setTimeout(done))]); // a submit within a submit is none
  if (["offline", "failed", "signedOut"].includes(trouble)) return;
  leaving = true;
  form.requestSubmit(button);
});

addEventListener("beforeunload", (event) => {
  if (edits > savedEdits && !leaving) event.preventDefault();
});
addEventListener("pageshow", () => (leaving = false));

if (edits > savedEdits) soon();
