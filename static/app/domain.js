// While a domain is being waited for: looks at this same page every few seconds and shows what has
// changed, unless somebody is in the middle of it. Without this script one loads the page again.
const PAUSE = 4000; // ms between two looks
const MOST = 150; // looks; then one presses a button

async function look(left) {
  const shown = document.getElementById("domains");
  if (!document.hidden && !isInUse(shown)) {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = answer.ok && !answer.redirected && page.getElementById("domains");
      if (found && !isInUse(shown)) {
        if (found.textContent !== shown.textContent) shown.replaceChildren(...found.childNodes);
        shown.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
        if (!("watching" in found.dataset)) return;
      }
    } catch {
      // Offline for a moment: the next look tells.
    }
  }
  if (left) setTimeout(look, PAUSE, left - 1);
}

function isInUse(shown) {
  const chosen = getSelection();
  return (
    shown.contains(document.activeElement) ||
    (chosen && !chosen.isCollapsed && shown.contains(chosen.anchorNode))
  );
}

if (document.querySelector("[data-watching]")) setTimeout(look, PAUSE, MOST);
