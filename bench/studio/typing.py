"""In long texts: from a key to the paint that shows it, and how soon one can begin to write."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median, quantiles

from playwright.sync_api import CDPSession, Page

from bench.figures import Figure
from bench.studio.desk import Desk

KEYS = 60
OPENINGS = 5
MARKDOWN_WORDS, RICH_WORDS = 20_000, 5_000
MARKDOWN_WITHIN, RICH_WITHIN = 16, 32
OPEN_WITHIN = 1_000
MOST_SHIFT = 0.001
# A message that is sent while a frame is made is heard once it was painted.
NOTE_KEYS = """() => {
  window.painted = [];
  addEventListener("keydown", () => {
    const pressed = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => painted.push(performance.now() - pressed);
      port2.postMessage(null);
    });
  }, { capture: true });
}"""
NOTE_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shifted += value;
}).observe({ type: "layout-shift", buffered: true });
"""
FIELD, RICH = "[name=content]", ".rich .ProseMirror"


def typing(desk: Desk) -> Iterator[Figure]:
    """In the middle of 20,000 words of Markdown, and of 5,000 of rich text."""
    kinds = (
        ("markdown", desk.post(MARKDOWN_WORDS), MARKDOWN_WORDS, FIELD, MARKDOWN_WITHIN),
        ("write", desk.post(RICH_WORDS), RICH_WORDS, RICH, RICH_WITHIN),
    )
    with desk.chromium() as context:
        for mode, post, words, where, within in kinds:
            page = desk.open(context, post, mode)
            times, cpu = _keys(page, where)
            page.close()
            name = f"key to paint at {words:,} words, {mode}"
            p50, p95 = median(times), quantiles(times, n=20)[-1]
            yield Figure(name=f"{name}, p50", value=p50, unit="ms", n=KEYS, at_most=within)
            yield Figure(name=f"{name}, its CPU", value=cpu, unit="ms", n=KEYS)
            yield Figure(name=f"{name}, p95", value=p95, unit="ms", n=KEYS)


def _watched(page: Page) -> CDPSession:
    """Has the processor's time counted that the page's main thread takes."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    return session


def _milliseconds(session: CDPSession) -> float:
    """What it took until now. Beside other work on the machine it says more than a clock."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    seconds: float = next(one["value"] for one in metrics if one["name"] == "TaskDuration")
    return 1000 * seconds


def _keys(page: Page, where: str) -> tuple[list[float], float]:
    """Milliseconds from each key to its paint; the processor's time for one."""
    text = page.locator(where)
    text.wait_for()
    page.wait_for_timeout(1_000)
    page.evaluate(NOTE_KEYS)
    if where == FIELD:
        text.evaluate("text => { text.focus(); text.setSelectionRange(60_000, 60_000) }")
    else:
        text.locator("p").nth(60).click()
    session = _watched(page)
    before = _milliseconds(session)
    for _ in range(KEYS):
        page.keyboard.press("x")
        page.wait_for_timeout(60)  # as fast as somebody types
    times: list[float] = page.evaluate("painted")
    if len(times) < KEYS - 1:
        raise RuntimeError(f"Only {len(times)} of {KEYS} keys were painted.")
    return times, (_milliseconds(session) - before) / KEYS


def opening(desk: Desk) -> Iterator[Figure]:
    """From the request to a rich text of 5,000 words that takes keys; what moves meanwhile.

    The first key is pressed at once, while the rest of the text is still being read.
    """
    post = desk.post(RICH_WORDS)
    times: list[float] = []
    cpu: list[float] = []
    shifts: list[float] = []
    firsts: list[float] = []
    wholes: list[tuple[float, float]] = []
    with desk.chromium() as context:
        context.add_init_script(NOTE_SHIFTS)
        for _ in range(OPENINGS + 1):
            page = context.new_page()
            session = _watched(page)
            desk.open_in(page, post, "write")
            page.locator(RICH).wait_for()
            times.append(_marked(page, "write-ready"))
            cpu.append(_milliseconds(session))
            firsts.append(_first_key(page))
            wholes.append((_marked(page, "write-read"), _milliseconds(session)))
            shifts.append(page.evaluate("shifted"))
            page.close()
    name = f"a text of {RICH_WORDS:,} words in Write mode"
    yield Figure(
        name=f"{name}, until it takes keys, p50", value=median(times[1:]), unit="ms", n=OPENINGS,
        at_most=OPEN_WITHIN,
    )  # fmt: skip
    yield Figure(
        name=f"{name}, the main thread's CPU", value=median(cpu[1:]), unit="ms", n=OPENINGS
    )
    yield Figure(
        name=f"{name}, a key pressed at once, until its paint, p50", value=median(firsts[1:]),
        unit="ms", n=OPENINGS,
    )  # fmt: skip
    yield Figure(
        name=f"{name}, until all of it is read and checked, p50",
        value=median(time for time, _ in wholes[1:]), unit="ms", n=OPENINGS,
    )  # fmt: skip
    yield Figure(
        name=f"{name}, the main thread's CPU for all of it",
        value=median(cpu for _, cpu in wholes[1:]), unit="ms", n=OPENINGS,
    )  # fmt: skip
    yield Figure(
        name=f"{name}, layout shift, the most", value=max(shifts), unit="CLS", n=OPENINGS + 1,
        at_most=MOST_SHIFT,
    )  # fmt: skip


def _marked(page: Page, name: str) -> float:
    """Milliseconds from the request until the page said so, which is waited for."""
    page.wait_for_function("name => performance.getEntriesByName(name).length", arg=name)
    at: float = page.evaluate("name => performance.getEntriesByName(name)[0].startTime", name)
    return at


def _first_key(page: Page) -> float:
    """Milliseconds from a key, which changes nothing, to the paint that shows the caret there."""
    page.evaluate(NOTE_KEYS)
    page.keyboard.press("ArrowRight")
    page.wait_for_function("painted.length")
    painted: float = page.evaluate("painted[0]")
    return painted
