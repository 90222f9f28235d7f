// While something is being waited for: looks at this same page every few seconds and shows what has
// changed within `[data-watching]`, unless somebody is in the middle of it; ends when the page found
// has no such mark any more. The mark's value is the pause in seconds. Without this script one
// loads the page again.
const MOST = 300; // looks; then one presses a button

async function look(shown, pause, left) {
  if (!document.hidden && !isInUse(shown)) {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = answer.ok && !answer.redirected && page.getElementById(shown.id);
      if (found && !isInUse(shown)) {
        if (found.textContent !== shown.textContent) shown.replaceChildren(...found.childNodes);
        shown.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
        if (!("watching" in found.dataset)) return;
      }
    } catch {
      // Offline for a moment: the next look tells.
    }
  }
  if (left) setTimeout(look, pause, shown, pause, left - 1);
}

function isInUse(shown) {
  const chosen = getSelection();
  return (
    shown.contains(document.activeElement) ||
    (chosen && !chosen.isCollapsed && shown.contains(chosen.anchorNode))
  );
}

for (const shown of document.querySelectorAll("[data-watching]")) {
  const pause = Number(shown.dataset.watching) * 1000;
  setTimeout(look, pause, shown, pause, MOST);
}
