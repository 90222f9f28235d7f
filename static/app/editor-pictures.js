// Pictures by button, paste and drop: a word in the text while they are on their way, then Markdown.
const form = document.getElementById("post-form");
const { content, csrfmiddlewaretoken } = form.elements;
const box = document.querySelector("[data-uploads]");
const [chooser, list, says] = [box.querySelector("[type=file]"), box.querySelector("ul"), box.querySelector("[data-says]")];
const words = box.dataset;
const MOST = 20 * 1024 * 1024;

let number = 0;
let edits = 0;
content.addEventListener("input", () => (edits += 1));

// Puts now in the place of old, wherever the cursor has gone meanwhile.
function swap(old, now) {
  form.dispatchEvent(new CustomEvent("text-wanted")); // as it is now, wherever it is written
  const at = content.value.indexOf(old);
  if (at < 0) return false;
  content.setRangeText(now, at, at + old.length, "preserve");
  content.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

// Puts a paragraph after the line of the cursor.
function put(text) {
  const { value, selectionEnd } = content;
  const next = value.indexOf("\n", selectionEnd);
  const at = next < 0 ? value.length : next;
  const before = value.slice(0, at).trimEnd();
  const [start, after] = [before.length, value.slice(at).trimStart()];
  content.setRangeText(`${before && "\n\n"}${text}\n\n`, start, value.length - after.length, "end");
  content.dispatchEvent(new Event("input", { bubbles: true }));
}

const plain = (text) => text.replace(/[\\[\]*_`<&]/g, "\\$&");

class Upload {
  constructor(file) {
    this.file = file;
    this.row = box.querySelector("template").content.firstElementChild.cloneNode(true);
    number += 1;
    const adding = words.adding.replace("#", () => file.name.replace(/[[\]\\<>`*_]/g, " "));
    this.mark = `![${adding}](#adding-${number})`;
    this.part("name").textContent = file.name;
    this.row.addEventListener("click", (event) => this[event.target.closest("[data-do]")?.dataset.do]?.());
    this.row.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
      event.preventDefault(); // the form around is the text's
      this.describe();
    });
    list.append(this.row);
    put(this.mark);
    this.send();
  }

  part(name) {
    return this.row.querySelector(`[data-${name}]`);
  }

  offer(...names) {
    for (const name of ["retry", "drop"]) this.row.querySelector(`[data-do=${name}]`).hidden = !names.includes(name);
  }

  say(kind, text) {
    this.part("sentence").className = `says ${kind}`;
    this.part("sentence").textContent = text;
    says.textContent = text && `${this.file.name}: ${text}`;
  }

  send() {
    this.offer();
    this.say("", "");
    if (this.file.size > MOST) return this.refuse(words.tooLarge);
    const [request, data] = [new XMLHttpRequest(), new FormData()];
    const bar = this.row.querySelector("progress");
    bar.hidden = false;
    data.set("csrfmiddlewaretoken", csrfmiddlewaretoken.value);
    data.set("picture", this.file);
    request.upload.onprogress = (event) => event.lengthComputable && (bar.value = event.loaded / event.total);
    request.onload = () => this.answered(request);
    request.onerror = () => this.fail();
    request.open("POST", words.url);
    request.setRequestHeader("Accept", "application/json");
    request.send(data);
  }

  answered(request) {
    let said = {};
    try {
      said = JSON.parse(request.responseText);
    } catch {
      // A page: the sign-in, or an error.
    }
    if (request.status === 201) this.arrived(said);
    else if (said.error) this.refuse(said.error);
    else if (request.status === 413) this.refuse(words.tooLarge);
    else this.fail();
  }

  fail() {
    this.row.querySelector("progress").hidden = true;
    this.say("bad", words.failed);
    this.offer("retry", "drop");
  }

  refuse(sentence) {
    this.row.querySelector("progress").hidden = true;
    swap(`${this.mark}\n\n`, "") || swap(this.mark, "");
    this.say("bad", sentence);
    this.offer("drop");
  }

  arrived({ key, path }) {
    [this.key, this.path] = [key, path];
    this.row.querySelector("progress").remove();
    const quiet = edits === 1 || document.activeElement === document.body;
    if (!swap(this.mark, `![](${path})`)) put(`![](${path})`);
    this.row.querySelector(".describe").hidden = false;
    says.textContent = words.here;
    if (quiet || list.children.length === 1) this.part("alt").focus({ preventScroll: true });
  }

  retry() {
    this.send();
  }

  drop() {
    swap(`${this.mark}\n\n`, "") || swap(this.mark, "");
    this.leave();
  }

  later() {
    this.leave();
  }

  decorative() {
    this.keep("", true);
  }

  describe() {
    const alt = this.part("alt").value.trim();
    if (!alt) return this.part("alt").focus();
    swap(`![](${this.path}`, `![${plain(alt)}](${this.path}`);
    this.keep(alt, false);
  }

  // The text has it already; Media learns it too, if it can.
  keep(alt, decorative) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", csrfmiddlewaretoken.value);
    data.set("alt", alt);
    if (decorative) data.set("decorative", "on");
    fetch(words.pictureUrl.replace("KEY", this.key), { method: "POST", body: data }).catch(() => {});
    this.leave();
  }

  leave() {
    this.row.remove();
    says.textContent = "";
    (list.querySelector("[data-alt]") ?? content).focus({ preventScroll: true });
  }
}

function add(files) {
  form.dispatchEvent(new CustomEvent("place-pictures"));
  edits = 0;
  for (const file of files) new Upload(file);
}

form.addEventListener("choose-pictures", () => chooser.click());
chooser.addEventListener("change", () => {
  add(chooser.files);
  chooser.value = "";
});

content.addEventListener("paste", (event) => {
  const { files, types } = event.clipboardData;
  if (!files.length || types.includes("text/plain")) return; // words, with a picture of them
  event.preventDefault();
  add(files);
});

form.addEventListener("pictures", (event) => add(event.detail)); // pasted into the rich text

const zone = content.closest(".write");
for (const kind of ["dragover", "dragleave", "drop"]) {
  zone.addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    if (kind === "drop") add(event.dataTransfer.files);
  });
}
