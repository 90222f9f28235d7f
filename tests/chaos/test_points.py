"""A failpoint that no test dies at is worth nothing: each that stands in the code is in a list."""

from __future__ import annotations

from fnmatch import fnmatchcase

from tests.archive.test_kills import BACKUP, PURGE, RESTORE
from tests.chaos.points import in_code, in_files
from tests.closing.test_erase import CLOSING, ERASING
from tests.due.test_kills import KILLED
from tests.due.test_refine_kills import REFINING
from tests.due.test_slow_work import FAILPOINTS, TIDYING
from tests.fleet.test_kills import POINTS
from tests.many.test_kills import KILLED as MANY
from tests.provisioning.test_failpoints import ALL, SIGNING_UP

TRIED = {
    *ALL, SIGNING_UP, *POINTS, *BACKUP, *RESTORE, *PURGE, *KILLED, *FAILPOINTS, ERASING, *CLOSING,
    *MANY, *REFINING, TIDYING,
}  # fmt: skip


def test_every_failpoint_of_the_code_is_tried() -> None:
    patterns = {name.replace("{}", "*"): path for name, path in in_code().items()}
    untried = {
        pattern: path
        for pattern, path in patterns.items()
        if not any(fnmatchcase(name, pattern) for name in TRIED)
    }
    assert untried == {}, "a test is to be killed there: see tests/chaos"


def test_every_failpoint_that_is_tried_stands_in_the_code() -> None:
    patterns = [name.replace("{}", "*") for name in in_code()]
    assert [n for n in sorted(TRIED) if not any(fnmatchcase(n, p) for p in patterns)] == []
    assert len(patterns) >= 27


def test_names_say_where_they_stand() -> None:
    assert in_files("tenants/fleet/run.py") == ["fleet.after_step"]
    assert "purge.after_{}" in in_code()
