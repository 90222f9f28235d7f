// Sign-up: suggests an address from the blog's name until someone edits it, and asks the server
// about it as it is typed. Without this script the same form says the same things on submit.
const REST = 250; // ms without a key before the server is asked
const UNACCENTED = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

function suggestFrom(name) {
  return name
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => UNACCENTED[letter])
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 63)
    .replace(/^-+|-+$/g, "");
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#${name}`);
  svg.append(use);
  return svg;
}

function line(text, kind) {
  const says = document.createElement("p");
  const words = document.createElement("span");
  says.className = kind ? `says ${kind}` : "says";
  words.textContent = text;
  if (kind) says.append(icon(kind === "good" ? "tick" : "cross"));
  says.append(words);
  return says;
}

function watch(field) {
  const input = field.querySelector("input");
  const status = field.querySelector("[data-status]");
  const row = field.querySelector("[data-suggestions]");
  const name = document.getElementById(field.dataset.from);
  let edited = input.value !== "" && input.value !== suggestFrom(name?.value ?? "");
  let timer = 0;
  let asking = null;

  // The sentence keeps the id that the server's own error line has, so aria-describedby finds it.
  const say = (text, kind) => {
    const says = line(text, kind);
    says.id = `${input.id}_error`;
    status.replaceChildren(...(text ? [says] : []));
    input.setAttribute("aria-invalid", String(kind === "bad"));
  };
  const offer = (addresses) => {
    row.replaceChildren(...addresses.map(choice));
    row.hidden = addresses.length === 0;
  };
  const choice = (address) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = address;
    return button;
  };
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const url = new URL(field.dataset.check, location.href);
    url.searchParams.set("address", input.value);
    say(field.dataset.looking, "");
    try {
      const answer = await fetch(url, { signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { ok, message, suggestions = [] } = await answer.json();
      say(message, ok ? "good" : "bad");
      offer(ok ? [] : suggestions);
    } catch (error) {
      if (error.name !== "AbortError") say(field.dataset.offline, "");
    }
  };
  const changed = () => {
    clearTimeout(timer);
    asking?.abort();
    offer([]);
    if (input.value === "") say("", "");
    else if (field.dataset.check) timer = setTimeout(ask, REST);
  };

  input.setAttribute("aria-describedby", `${input.id}_error ${input.id}_helptext`);
  input.addEventListener("input", () => {
    edited = input.value !== "";
    changed();
  });
  name?.addEventListener("input", () => {
    if (edited) return;
    input.value = suggestFrom(name.value);
    changed();
  });
  row.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    input.value = button.value || button.textContent;
    edited = true;
    changed();
    input.focus();
  });
  // An address brought along from the front page is looked up at once.
  if (input.value !== "" && !field.querySelector(".says.bad")) changed();
}

document.querySelectorAll("[data-address]").forEach(watch);
