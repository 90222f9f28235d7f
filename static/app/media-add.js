// Adding to Media: each file has a row of its own, is sent by itself, and is asked for its words.
const form = document.querySelector("[data-drop]");
const box = document.querySelector("[data-uploads]");
const words = box.dataset;
const { Sending, counted, retryFailed, whenCounted } = await import(words.sending);

const files = form.querySelector("input[type=file]");
const counter = box.querySelector("[data-counter]");
const retryAll = box.querySelector("[data-retry-all]");
const says = box.querySelector("[data-says]");
const AGAIN = 2000; // ms until a picture that is being prepared is asked for again
const TIMES = 30;

class Added extends Sending {
  arrived() {
    this.show(TIMES);
    const asked = box.contains(document.activeElement) || document.activeElement === files;
    if (!asked && document.activeElement === document.body) this.part("alt").focus({ preventScroll: true });
  }

  // Its smaller forms are there in a moment, or, behind many others, in a while.
  show(times) {
    const image = new Image();
    image.alt = "";
    image.decoding = "async";
    image.onload = () => this.row.querySelector(".frame").replaceChildren(image);
    image.onerror = () => times && setTimeout(() => this.row.isConnected && this.show(times - 1), AGAIN);
    image.src = `${this.path}?${times}`; // one that was not there is not kept
  }

  async keep(alt, decorative) {
    try {
      await this.tell(alt, decorative);
    } catch {
      return this.say("bad", words.notKept);
    }
    const next = this.row.nextElementSibling ?? this.row.previousElementSibling;
    this.leave();
    (next?.querySelector("[data-alt]") ?? files).focus();
  }
}

let sending = false;
whenCounted(({ total, here, failed, underWay }) => {
  counter.hidden = total < 2;
  counter.querySelector("progress").value = total ? here / total : 0;
  const sentence = (failed ? words.countedFailed : words.counted)
    .replace("###", failed).replace("##", total).replace("#", here);
  counter.querySelector("[data-count]").textContent = sentence;
  retryAll.hidden = failed < 2;
  const over = sending && !underWay;
  sending = underWay > 0;
  if (!over) return;
  says.textContent = sentence;
  if (here) dispatchEvent(new CustomEvent("pictures-added"));
});

function add(chosen) {
  for (const file of chosen) new Added(file, box, form.elements.csrfmiddlewaretoken).start();
}

retryAll.addEventListener("click", retryFailed);
files.addEventListener("change", () => {
  add(files.files);
  files.value = "";
});
form.noValidate = true; // nothing has to be chosen before the button is pressed
form.addEventListener("submit", (event) => {
  event.preventDefault(); // each was sent when it was chosen
  files.click();
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  form.addEventListener(kind, (event) => {
    event.preventDefault();
    form.classList.toggle("over", kind === "dragover");
    if (kind === "drop") add(event.dataTransfer.files);
  });
}
addEventListener("beforeunload", (event) => {
  if (counted().underWay) event.preventDefault();
});
form.querySelector("[data-drop-hint]").hidden = false;
