// Passkeys: has the browser make one or answer with one, and posts the answer with the form.
// A form says data-passkey="create" or "get", and where the questions are: data-options (an id on
// this page) or data-options-url. Without this script the forms stay hidden. A form with
// data-autofill also lets the browser offer passkeys in the field for the e-mail.
const BINARY = { create: ["challenge", "user.id", "excludeCredentials"], get: ["challenge", "allowCredentials"] };

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

function text(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// The server's base64url becomes what the browser wants to have.
function question(kind, options) {
  const found = structuredClone(options.publicKey);
  for (const name of BINARY[kind]) {
    if (name === "user.id") found.user.id = bytes(found.user.id);
    else if (name === "challenge") found.challenge = bytes(found.challenge);
    else found[name] = (found[name] ?? []).map((known) => ({ ...known, id: bytes(known.id) }));
  }
  return { publicKey: found };
}

// And back again: what RegistrationResponseJSON and AuthenticationResponseJSON look like.
function answer(credential) {
  const { id, rawId, type, response, authenticatorAttachment } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) said[name] = text(response[name]);
  }
  if (response.getTransports) said.transports = response.getTransports();
  const clientExtensionResults = credential.getClientExtensionResults();
  return { id, rawId: text(rawId), type, authenticatorAttachment, response: said, clientExtensionResults };
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const reply = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(String(reply.status));
  return reply.json();
}

function post(form, found) {
  form.elements.credential.value = JSON.stringify(answer(found));
  form.requestSubmit();
}

// Waits, without a word, until a passkey is picked from the field's own list. A browser takes one
// question at a time, so this one is withdrawn when the button is pressed.
async function offer(form, signal) {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  try {
    const asked = question("get", await optionsOf(form));
    if (signal.aborted) return;
    post(form, await navigator.credentials.get({ ...asked, mediation: "conditional", signal }));
  } catch {
    // Nobody asked for this: the button and the password are there as before.
  }
}

function watch(form) {
  const kind = form.dataset.passkey;
  const status = form.querySelector("[role=status]");
  const button = form.querySelector("button");
  const waiting = new AbortController();
  form.hidden = false;
  if ("autofill" in form.dataset) offer(form, waiting.signal);
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    status.textContent = "";
    waiting.abort();
    try {
      const found = await navigator.credentials[kind](question(kind, await optionsOf(form)));
      post(form, found);
    } catch (error) {
      const known = error.name === "InvalidStateError" && status.dataset.known;
      const closed = ["NotAllowedError", "AbortError"].includes(error.name);
      status.textContent = known || (closed ? status.dataset.closed : status.dataset.failed);
      button.disabled = false;
    }
  });
}

// A page that comes back from the history holds an answer that is used up.
addEventListener("pageshow", (event) => event.persisted && location.reload());

if (window.PublicKeyCredential) document.querySelectorAll("form[data-passkey]").forEach(watch);
else document.querySelectorAll("[data-no-passkeys]").forEach((words) => (words.hidden = false));
