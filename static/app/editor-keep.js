// A copy of the words on this device, until the server has them. In IndexedDB, which is on the disk
// when it says so; what lies in localStorage may be lost with a browser that is killed.
const form = document.getElementById("post-form");
const { title, content, excerpt, version } = form.elements;
const notice = document.getElementById("kept");
const OFTEN = 500; // ms between two copies while somebody types

const keyOf = (text) => `${form.dataset.tenant}:${text}`;
const key = () => keyOf(form.dataset.text);
const plain = (text) => (text ?? "").replaceAll("\r\n", "\n").trim();
const same = (copy) => plain(copy.title) === plain(title.value) && plain(copy.content) === plain(content.value);

const database = new Promise((resolve, reject) => {
  const request = indexedDB.open("inkstead", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("texts");
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
database.catch(() => (form.dataset.copyless = ""));

async function texts(mode, act) {
  const store = (await database).transaction("texts", mode).objectStore("texts");
  return new Promise((resolve, reject) => {
    const request = act(store);
    store.transaction.oncomplete = () => resolve(request.result);
    store.transaction.onabort = () => reject(store.transaction.error);
  });
}

const read = (name) => texts("readonly", (store) => store.get(name)).catch(() => null);
const drop = (name) => texts("readwrite", (store) => store.delete(name)).catch(() => {});

async function keep() {
  clearTimeout(timer);
  timer = null;
  const copy = {
    title: title.value,
    content: content.value,
    excerpt: excerpt?.value ?? "",
    version: Number(version.value),
    at: Date.now(),
  };
  try {
    await texts("readwrite", (store) => store.put(copy, key()));
    delete form.dataset.copyless;
  } catch {
    form.dataset.copyless = "";
  }
}

function offer(copy) {
  const at = new Date(copy.at);
  const time = document.createElement("time");
  time.dateTime = at.toISOString();
  time.textContent = at.toLocaleString();
  notice.querySelector("[data-kept-at]").replaceChildren(time);
  notice.hidden = false;
}

let timer = null;
let offered = null;
const opened = key();

async function open() {
  // What was kept of a new text is done with once the saved one holds it.
  const begun = keyOf(form.dataset.text.replace(/-\d+$/, "-new"));
  const old = begun === opened ? null : await read(begun);
  if (old && same(old)) drop(begun);
  const copy = "unsaved" in form.dataset ? null : await read(opened);
  if (copy && same(copy)) drop(opened);
  else if (copy) offer((offered = copy));
}

notice.addEventListener("click", (event) => {
  const choice = event.target.dataset.kept;
  if (!choice) return;
  notice.hidden = true;
  const copy = offered;
  offered = null;
  if (choice === "drop") return drop(opened);
  // Over the version they were written on: what was saved since is asked about, not overwritten.
  if (copy.version && form.dataset.wordsUrl) version.value = copy.version;
  for (const field of [title, content, excerpt]) {
    if (!field || !(field.name in copy)) continue;
    field.value = copy[field.name];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  content.focus();
});

// A copy that is still offered is not written over: it may be all there is of those words.
for (const field of [title, content, excerpt]) {
  field?.addEventListener("input", () => offered || (timer ??= setTimeout(keep, OFTEN)));
}
document.addEventListener("visibilitychange", () => timer && keep());
addEventListener("pagehide", () => timer && keep());

form.addEventListener("saved", (event) => {
  if (!event.detail || offered) return;
  clearTimeout(timer);
  timer = null;
  drop(key());
  if (key() !== opened) drop(opened);
});

open();
