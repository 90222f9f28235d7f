// The bar's words, saving in place, keys, the publish dialog. The page works without, page by page.
const form = document.getElementById("post-form");
const { title, content } = form.elements;
const status = document.getElementById("status");
const settings = document.getElementById("settings");
const dialog = document.getElementById("publish");
const words = form.dataset;

let edits = "unsaved" in words ? 1 : 0;
let savedEdits = 0;
let leaving = false;
let saving = false;

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

const press = (selector) => document.querySelector(selector)?.click();

// Saving without leaving.
async function save(button) {
  if (saving || !fits()) return;
  const [sent, data] = [edits, new FormData(form, button)];
  saving = true;
  say("", words.saving);
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (!answer.redirected) return fallBack(button);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!fresh.getElementById("post-form")) return fallBack(button);
    take(fresh, answer.url, data);
    savedEdits = sent;
    say(edits === sent ? "good" : "", edits === sent ? words.saved : words.editing);
    form.dispatchEvent(new CustomEvent("saved"));
  } catch {
    say("bad", words.failed);
  } finally {
    saving = false;
  }
}

// Errors and conflicts have a page of their own: go there with the same words.
function fallBack(button) {
  leaving = true;
  saving = false;
  button.removeAttribute("data-in-place");
  button.click();
}

// What the save changed.
function take(fresh, url, sent) {
  form.elements.version.value = fresh.querySelector("[name=version]").value;
  for (const name of ["slug", "category", "new_category"]) {
    const [old, now] = [form.elements[name], fresh.getElementById(`id_${name}`)];
    if (old && now && old !== document.activeElement && old.value === sent.get(name)) old.replaceWith(now);
  }
  const deeds = fresh.getElementById("deeds");
  if (deeds) document.getElementById("deeds")?.replaceWith(deeds);
  words.text = fresh.getElementById("post-form").dataset.text;
  document.title = fresh.title;
  form.action = url;
  history.replaceState(null, "", url);
}

// The publish dialog borrows its fields from the side sheet.
function ask() {
  dialog.querySelector("[data-home]").append(settings.querySelector("[data-publish-fields]"));
  dialog.querySelector("[data-publish-title]").textContent = title.value;
  settings.hidePopover?.();
  dialog.showModal();
}

dialog?.addEventListener("close", () => {
  settings.querySelector("[data-home]").append(dialog.querySelector("[data-publish-fields]"));
});
dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());
dialog?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
  event.preventDefault();
  press("#publish .primary");
});

document.addEventListener("input", (event) => {
  if (event.target.form !== form) return;
  edits += 1;
  if (!saving) say("", words.editing);
});

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!fits()) return event.preventDefault();
  if (button && "inPlace" in button.dataset) {
    event.preventDefault();
    save(button);
  } else if (button && "confirm" in button.dataset && title.value.trim()) {
    event.preventDefault();
    ask();
  } else {
    leaving = true;
  }
});

title.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  content.focus();
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.key === "s") {
    event.preventDefault();
    press(".bar [value=save]");
  } else if (event.key === "Enter") {
    event.preventDefault();
    press(dialog?.open ? "#publish .primary" : ".bar .primary");
  }
});

addEventListener("beforeunload", (event) => {
  if (edits > savedEdits && !leaving) event.preventDefault();
});
addEventListener("pageshow", () => (leaving = false));

// An error may name a field in the closed sheet.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#id_'], [data-discard]");
  if (!link) return;
  if ("discard" in link.dataset) leaving = true;
  else if (settings.querySelector(link.hash)) settings.showPopover?.();
  else document.getElementById("pane-write").checked = true;
});
if (settings.querySelector("[aria-invalid=true]")) settings.showPopover?.();

// Where the browser does not grow a text by itself.
if (!CSS.supports("field-sizing", "content")) {
  const grow = (area) => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  };
  for (const area of [title, content]) {
    grow(area);
    area.addEventListener("input", () => grow(area));
  }
}
