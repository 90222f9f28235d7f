"""What a browser is called and what it runs on, in the two words that people know.

User-Agent headers name the browsers they pretend to be as well, so each table is read from the top
and the first that fits counts. What is not in a table has no name: better than a wrong one.
"""

from __future__ import annotations

from dataclasses import dataclass

BROWSERS = (
    ("Edg", "Edge"),  # Edg/, EdgA/, EdgiOS/; before Chrome, which it names too
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Version/", "Safari"),  # says Safari/ too, as most others do
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),  # before Linux, which it names too
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
    ("FreeBSD", "FreeBSD"),
)
MAX_READ = 400  # characters; what anybody may send is not searched without end


@dataclass(frozen=True, slots=True)
class Browser:
    """`name` and `system` as people call them; empty where the header does not say."""

    name: str = ""
    system: str = ""


def browser_of(user_agent: str) -> Browser:
    """The browser that sends `user_agent`, a header as it came."""
    header = user_agent[:MAX_READ]
    return Browser(_first(BROWSERS, header), _first(SYSTEMS, header))


def _first(table: tuple[tuple[str, str], ...], header: str) -> str:
    return next((name for mark, name in table if mark in header), "")
