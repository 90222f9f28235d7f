"""A cluster of the test's own, which may be restarted, and a process that works on it."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.servers import Database
from tests.support.databases import ROOT, environment


class Workshop:
    """Things are done here one after the other; the database may go away in the middle."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(folder / "db")
        self.database.server = type(self.database.server)(folder / "db", fsync=True)
        self.database.start()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.at_work", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(DATABASE_URL=self.database.url(), FLEET_CONNECTIONS="1"),
        )

    def ask(self, do: str, **arguments: Any) -> Any:
        """Have something done that is not disturbed; its value."""
        answer = self._say(json.dumps({"do": do, **arguments}))
        assert "value" in answer, answer
        return answer["value"]

    def ask_while(self, how: signal.Signals, point: str, do: str, **arguments: Any) -> Any:
        """Restart Postgres while it is held at `point`; what it answered, value or error.

        SIGINT ends the server as `systemctl restart` does, SIGQUIT as a crash.
        """
        held = self._say(json.dumps({"do": do, "point": f"{point}:hold", **arguments}))
        assert held == {"held": True}, f"{point} was not passed: {held}"
        self.database._postmaster_ends(how)
        self.database.start()
        return self._say("go on")

    def close(self) -> None:
        """End the process, then the server."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()
        self.database.stop()
        self.database.close()

    def _say(self, line: str) -> Any:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@pytest.fixture(scope="package")
def workshop(django_db_setup: None) -> Iterator[Workshop]:
    folder = Path(tempfile.mkdtemp(prefix="ink-", dir="/tmp"))  # short: it holds sockets
    folder.chmod(0o711)
    made = Workshop(folder)
    try:
        made.ask("prepare")
        yield made
    finally:
        made.close()
        shutil.rmtree(folder, ignore_errors=True)
