"""One render a page among all processes: who comes first renders, the others wait in Redis.

Without Redis every process renders for itself, as `flights` has it. Nobody waits for long, and
nobody for somebody who died: a turn ends by itself.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from tenants.pagecache.asked import Asked
from tenants.pagecache.release import release
from tenants.pagecache.shared import SharedShelf

TURN_SECONDS = 3.0  # then whoever has the turn counts as dead
WAIT_SECONDS = 5.0  # then a reader renders for themselves
LOOK_SECONDS = 0.02
TOLD_SECONDS = 0.3  # so long an outcome can be read by those who wait
SHARED, ALONE = "+", "-"  # the page is in Redis; or it is for nobody else

# A turn is ended by whoever has it, never by somebody who was too slow.
_END = """
if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[2], 'px', ARGV[3])
return 1
"""


class Turns:
    """Whose turn it is to render a page."""

    def __init__(self, shared: SharedShelf) -> None:
        self._shared = shared

    def wait[T](self, asked: Asked, look: Callable[[], T | None]) -> tuple[str, T | None]:
        """Until it is this process's turn, or another's is over; a token, and what `look` found.

        The token is empty when there is no turn to end. `look` is asked in any case: somebody may
        have had their turn between the caller's own look and this one.
        """
        token, end = secrets.token_hex(8), time.monotonic() + WAIT_SECONDS
        found = None
        while time.monotonic() < end:
            if self._take(asked, token):
                return token, look()
            said = self._said(asked)
            found = look() if said == SHARED else None
            if found is not None or said == ALONE or self._shared.is_quiet:
                break
            time.sleep(LOOK_SECONDS)
        return "", found if found is not None else look()

    def end(self, asked: Asked, token: str, *, shared: bool) -> None:
        """Tell those who wait whether the page lies in Redis now."""
        if token:
            told = SHARED if shared else ALONE
            milliseconds = int(TOLD_SECONDS * 1000)
            self._shared.ask("eval", _END, 1, _key(asked), token, told, milliseconds)

    def _take(self, asked: Asked, token: str) -> bool:
        options = {"nx": True, "px": int(TURN_SECONDS * 1000)}
        return bool(self._shared.ask("set", _key(asked), token, **options))

    def _said(self, asked: Asked) -> str:
        said = self._shared.ask("get", _key(asked))
        return said.decode() if isinstance(said, bytes) else ""


def _key(asked: Asked) -> str:
    return f"inkstead:turn:{release()}:{asked.host}{asked.path}?{asked.query}"
