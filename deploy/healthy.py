"""Does this part do its work? Exit code 0 if so; else 1 and a sentence. For health checks.

    deploy/start healthy web       the web server here says that it is ready
    deploy/start healthy worker    the worker came round within the last minute
    deploy/start healthy beat      the same: beat calls it, so one without the other does nothing
    deploy/start healthy files     the proxy here may give out pages as files now

Without Django, whose start would be most of the time and of the memory.
"""

import os
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

LATE_SECONDS = 60.0
WAIT_SECONDS = 5


def web() -> str | None:
    """What is wrong with the web server on this machine, or None."""
    host = os.environ.get("BIND") or "127.0.0.1"
    host = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104  # we ask, not listen
    url = f"http://{host}:{os.environ.get('PORT') or 8000}/health/ready"
    try:
        build_opener(ProxyHandler({})).open(url, timeout=WAIT_SECONDS).close()
    except (URLError, OSError) as error:
        return f"{url}: {error}"
    return None


def worker() -> str | None:
    """What is wrong with the worker or with beat, wherever they run, or None."""
    import psycopg

    query = (
        "SELECT extract(epoch FROM now() - at) FROM public.journal_heartbeat WHERE name = 'tick'"
    )
    try:
        with psycopg.connect(
            os.environ["DATABASE_URL"], connect_timeout=WAIT_SECONDS
        ) as connection:
            row = connection.execute(query).fetchone()
    except psycopg.Error as error:
        return f"The database: {error}"
    if row is None:
        return "The worker never came round."
    return f"The worker came round {row[0]:.0f} s ago." if row[0] > LATE_SECONDS else None


def files() -> str | None:
    """What is wrong with the folder of pages on this machine, or None."""
    root = os.environ.get("PAGE_FILES_ROOT")
    if not root:
        return "PAGE_FILES_ROOT names no folder."
    leased = Path(root, "lease", str(int(time.time()))).is_dir()
    return None if leased else f"Nobody vouches for the pages in {root}."


PARTS = {"web": web, "worker": worker, "beat": worker, "files": files}


def main(part: str) -> int:
    if part not in PARTS:
        sys.stderr.write(f"There is no part {part!r}: {', '.join(PARTS)}.\n")
        return 2
    wrong = PARTS[part]()
    if wrong:
        sys.stderr.write(f"{wrong}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
