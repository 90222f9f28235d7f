// What a script adds for readers: the switch between light and dark, and buttons that copy code.
const root = document.documentElement;
const words = document.currentScript.dataset;
const system = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (root.dataset.scheme ?? (system.matches ? "dark" : "light")) === "dark";

function keep(scheme) {
  try {
    // What the system says anyway need not be remembered: it may change at dusk.
    if (scheme === (system.matches ? "dark" : "light")) localStorage.removeItem("scheme");
    else localStorage.setItem("scheme", scheme);
  } catch { /* it holds for this page alone */ }
}

for (const button of document.querySelectorAll("[data-scheme-switch]")) {
  const name = () => { button.textContent = isDark() ? button.dataset.light : button.dataset.dark; };
  button.addEventListener("click", () => {
    root.dataset.scheme = isDark() ? "light" : "dark";
    keep(root.dataset.scheme);
    name();
  });
  system.addEventListener("change", name);
  name();
  button.hidden = false;
}

if (navigator.clipboard) {
  for (const block of document.querySelectorAll(".prose pre")) {
    const frame = document.createElement("div");
    const button = document.createElement("button");
    frame.className = "code";
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.textContent);
      button.textContent = words.copied;
      setTimeout(() => { button.textContent = words.copy; }, 2000);
    });
    block.replaceWith(frame);
    frame.append(block, button);
  }
}
