// While a blog is being made: looks again at this same page until it says something else, then
// loads that. Without this script a meta refresh does the same.
const PAUSE = 400; // ms between two looks

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const making = (await answer.text()).includes('data-state="making"');
    if (making) setTimeout(look, PAUSE);
    else location.reload();
  } catch {
    // Offline, or the answer was a redirect to another host, which only a navigation may follow.
    setTimeout(() => location.reload(), PAUSE * 5);
  }
}

if (document.querySelector("main[data-state=making]")) setTimeout(look, PAUSE);
