// Pictures by button, paste and drop: a word in the text while they are on their way, then Markdown.
const form = document.getElementById("post-form");
const { content, csrfmiddlewaretoken } = form.elements;
const box = document.querySelector("[data-uploads]");
const [chooser, list, says] = [box.querySelector("[type=file]"), box.querySelector("ul"), box.querySelector("[data-says]")];
const words = box.dataset;
const { Sending } = await import(words.sending);

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

class Upload extends Sending {
  constructor(file) {
    super(file, box, csrfmiddlewaretoken);
    number += 1;
    const adding = words.adding.replace("#", () => file.name.replace(/[[\]\\<>`*_]/g, " "));
    this.mark = `![${adding}](#adding-${number})`;
    put(this.mark);
    this.start();
  }

  refused() {
    swap(`${this.mark}\n\n`, "") || swap(this.mark, "");
  }

  arrived() {
    const quiet = edits === 1 || document.activeElement === document.body;
    if (!swap(this.mark, `![](${this.path})`)) put(`![](${this.path})`);
    says.textContent = words.here;
    if (quiet || list.children.length === 1) this.part("alt").focus({ preventScroll: true });
  }

  // The text has it at once; Media learns it too, if it can.
  keep(alt, decorative) {
    if (alt) swap(`![](${this.path}`, `![${plain(alt)}](${this.path}`);
    this.tell(alt, decorative).catch(() => {});
    this.leave();
  }

  leave() {
    super.leave();
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
