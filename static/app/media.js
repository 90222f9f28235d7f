// Media: pictures that are being prepared are looked at again until they are there.
const again = () => setTimeout(look, 1500);

async function fresh() {
  const answer = await fetch(location.href);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function look() {
  try {
    const page = await fresh();
    for (const old of document.querySelectorAll("[data-waits]")) {
      const now = page.getElementById(old.id);
      if (now && !("waits" in now.dataset)) old.replaceWith(now);
    }
  } catch {
    // Offline: the next look may find the way.
  }
  if (document.querySelector("[data-waits]")) again();
}

if (document.querySelector("[data-waits]")) again();

// What is new in the library, once files have arrived.
addEventListener("pictures-added", async () => {
  const shown = document.querySelector("[data-library]");
  if (!shown || shown.contains(document.activeElement)) return;
  try {
    const now = (await fresh()).querySelector("[data-library]");
    if (now) shown.replaceChildren(...now.childNodes);
  } catch {
    return; // the page shows them when it is opened next
  }
  if (document.querySelector("[data-waits]")) again();
});
