// A copy of the words on this device, until the server has them.
const form = document.getElementById("post-form");
const { title, content } = form.elements;
const notice = document.getElementById("kept");

const keyOf = (text) => `inkstead:${form.dataset.tenant}:${text}`;
const key = () => keyOf(form.dataset.text);
const plain = (text) => text.replaceAll("\r\n", "\n").trim();
const same = (copy) => plain(copy.title) === plain(title.value) && plain(copy.content) === plain(content.value);

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function keep() {
  try {
    localStorage.setItem(key(), JSON.stringify({ title: title.value, content: content.value, at: Date.now() }));
  } catch {
    // Full or forbidden: the server's copy is the one that counts.
  }
}

const drop = (name = key()) => read(name) && localStorage.removeItem(name);

function offer(copy) {
  const at = new Date(copy.at);
  const time = document.createElement("time");
  time.dateTime = at.toISOString();
  time.textContent = at.toLocaleString();
  notice.querySelector("[data-kept-at]").replaceChildren(time);
  notice.hidden = false;
}

// What was kept of a new text is done with once the saved one holds it.
const begun = keyOf(form.dataset.text.replace(/-\d+$/, "-new"));
const old = read(begun);
if (begun !== key() && old && same(old)) drop(begun);

const copy = "unsaved" in form.dataset ? null : read(key());
if (copy && same(copy)) drop();
else if (copy) offer(copy);

notice.addEventListener("click", (event) => {
  const choice = event.target.dataset.kept;
  if (!choice) return;
  notice.hidden = true;
  if (choice === "drop") return drop();
  for (const field of [title, content]) {
    field.value = copy[field.name];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  content.focus();
});

let timer;
for (const field of [title, content]) {
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 500);
  });
}
form.addEventListener("saved", () => {
  clearTimeout(timer);
  drop();
});
