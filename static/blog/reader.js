// What a page gains where scripts run: light or dark by choice, and a button that copies code.
const root = document.documentElement;
const tools = document.getElementById("reader-tools");

const kept = () => {
  try {
    return localStorage.getItem("scheme") ?? "";
  } catch {
    return "";
  }
};

function keep(scheme) {
  try {
    if (scheme) localStorage.setItem("scheme", scheme);
    else localStorage.removeItem("scheme");
  } catch {
    // It holds for this page then.
  }
}

function addSchemes() {
  const schemes = tools.content.querySelector(".schemes").cloneNode(true);
  const show = (chosen) => {
    const scheme = chosen || tools.dataset.scheme;
    if (scheme) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
    for (const button of schemes.children) button.setAttribute("aria-pressed", button.value === chosen);
  };
  schemes.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    keep(button.value);
    show(button.value);
  });
  addEventListener("storage", ({ key }) => key === "scheme" && show(kept())); // another tab chose
  show(kept());
  document.querySelector(".foot").append(schemes);
}

function addCopy(block) {
  const frame = document.createElement("div");
  frame.className = "code";
  const button = tools.content.querySelector(".copy").cloneNode(true);
  const word = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(block.textContent.replace(/\n$/, ""));
      button.textContent = button.dataset.done;
    } catch {
      button.textContent = button.dataset.failed;
    }
    setTimeout(() => (button.textContent = word), 2000);
  });
  block.replaceWith(frame);
  frame.append(block, button);
}

if (!document.querySelector("[data-look-bar]")) addSchemes();
if (navigator.clipboard) document.querySelectorAll(".prose pre").forEach(addCopy);
