// Media: pictures that are being prepared are looked at again until they are there; and dropping.
const again = () => setTimeout(look, 1500);

async function look() {
  try {
    const answer = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-waits]")) {
      const now = fresh.getElementById(old.id);
      if (now && !("waits" in now.dataset)) old.replaceWith(now);
    }
  } catch {
    // Offline: the next look may find the way.
  }
  if (document.querySelector("[data-waits]")) again();
}

if (document.querySelector("[data-waits]")) again();

const zone = document.querySelector("[data-drop]");
if (zone) {
  const files = zone.querySelector("input[type=file]");
  zone.querySelector("[data-drop-hint]").hidden = false;
  for (const kind of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", kind === "dragover");
    });
  }
  zone.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    files.files = event.dataTransfer.files;
    zone.requestSubmit();
  });
}
