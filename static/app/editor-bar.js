// Keys, the publish dialog, the side sheet, the growing text. What saves is editor-save.js.
const form = document.getElementById("post-form");
const { title, content } = form.elements;
const settings = document.getElementById("settings");
const dialog = document.getElementById("publish");

const press = (selector) => document.querySelector(selector)?.click();

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

// Before what saves hears of it: this press only asks.
form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || !("confirm" in button.dataset) || !title.value.trim()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask();
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
    if (form.dataset.wordsUrl) form.dispatchEvent(new CustomEvent("keep-words"));
    else press(".bar [value=save]");
  } else if (event.key === "Enter") {
    event.preventDefault();
    press(dialog?.open ? "#publish .primary" : ".bar .primary");
  } else if (event.shiftKey && event.key.toLowerCase() === "p") {
    event.preventDefault();
    press(".bar [value=preview]");
  }
});

// An error may name a field in the closed sheet.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#id_']");
  if (!link) return;
  if (settings.querySelector(link.hash)) settings.showPopover?.();
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
