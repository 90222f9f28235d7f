// Files on their way to Media: a row for each, with its progress and another try. Two at a time,
// however many there are, so that what is written meanwhile is kept as quickly as ever.
const MOST_BYTES = 20 * 1024 * 1024;
const AT_ONCE = 2;

const waiting = [];
const rows = new Set();
let busy = 0;
let heard = () => {};

// Calls then({total, here, failed, under way}) whenever one of the numbers is another.
export const whenCounted = (then) => (heard = then);

export function counted() {
  const all = [...rows];
  const of = (state) => all.filter((row) => row.state === state).length;
  return { total: all.length, here: of("here"), failed: of("failed"), underWay: of("waits") + of("sent") };
}

function next() {
  while (busy < AT_ONCE && waiting.length) {
    busy += 1;
    waiting.shift().send();
  }
}

export function retryFailed() {
  for (const row of rows) if (row.state === "failed") row.retry();
}
addEventListener("online", retryFailed);

export class Sending {
  // `box` is parts/uploads.html, `token` the field with the form's secret.
  constructor(file, box, token) {
    [this.file, this.box, this.token, this.words] = [file, box, token, box.dataset];
    this.row = box.querySelector("template").content.firstElementChild.cloneNode(true);
    this.part("name").textContent = file.name;
    this.row.addEventListener("click", (event) => this[event.target.closest("[data-do]")?.dataset.do]?.());
    this.row.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.localName !== "input" || event.isComposing) return;
      event.preventDefault(); // the form around is the text's
      this.describe();
    });
    box.querySelector("ul").append(this.row);
    rows.add(this);
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
    this.box.querySelector("[data-says]").textContent = text && `${this.file.name}: ${text}`;
  }

  become(state) {
    this.state = state;
    heard(counted());
  }

  start() {
    this.offer();
    this.say("", "");
    if (this.file.size > MOST_BYTES) return this.refuse(this.words.tooLarge);
    this.bar.hidden = false;
    this.become("waits");
    waiting.push(this);
    next();
  }

  get bar() {
    return this.row.querySelector("progress");
  }

  send() {
    const [request, data] = [new XMLHttpRequest(), new FormData()];
    this.become("sent");
    data.set("csrfmiddlewaretoken", this.token.value);
    data.set("picture", this.file);
    request.upload.onprogress = (event) => event.lengthComputable && (this.bar.value = event.loaded / event.total);
    request.onload = () => this.answered(request);
    request.onerror = () => this.fail();
    request.onloadend = () => {
      busy -= 1;
      next();
    };
    request.open("POST", this.words.url);
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
    if (request.status === 201) this.arrive(said);
    else if (said.error) this.refuse(said.error);
    else if (request.status === 413) this.refuse(this.words.tooLarge);
    else this.fail();
  }

  fail() {
    this.bar.hidden = true;
    this.say("bad", this.words.failed);
    this.offer("retry", "drop");
    this.become("failed");
  }

  refuse(sentence) {
    this.bar.hidden = true;
    this.refused?.();
    this.say("bad", sentence);
    this.offer("drop");
    this.become("refused");
  }

  arrive({ key, path }) {
    [this.key, this.path] = [key, path];
    this.bar.remove();
    this.row.querySelector(".describe").hidden = false;
    this.become("here");
    this.arrived();
  }

  retry() {
    if (this.state === "failed") this.start();
  }

  drop() {
    this.refused?.();
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
    this.keep(alt, false);
  }

  // Tells Media what it shows.
  async tell(alt, decorative) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", this.token.value);
    data.set("alt", alt);
    if (decorative) data.set("decorative", "on");
    const answer = await fetch(this.words.pictureUrl.replace("KEY", this.key), { method: "POST", body: data });
    if (!answer.ok) throw new Error(answer.status);
  }

  leave() {
    rows.delete(this);
    this.row.remove();
    heard(counted());
  }
}
