// Copy buttons, shown only where they can work; also those that a page shows later (`shown`).
function reveal(where) {
  for (const button of where.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = button.dataset.done;
});
document.addEventListener("shown", (event) => reveal(event.target));
reveal(document);
