"""`python -m bench`, `… fleet N`, `… reading N`, `… admin N`, `… studio`: figures as JSON lines.

Ends with 1 when one does not hold. The fleet lies in `.data-bench`, or where BENCH_DATA says.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.figures import ROOT, Figure, commit

sys.path.insert(0, str(ROOT / "platform"))  # a source root, as in manage.py


def main(arguments: list[str]) -> int:
    what, *more = arguments or [""]
    if what == "studio":
        return _studio()
    over_blogs = {"fleet": _fleet, "reading": _reading, "admin": _admin}
    return over_blogs[what](int(more[0])) if what in over_blogs else _measure()


def _measure() -> int:
    from bench.stage import Stage

    with Stage.built() as stage:
        _set_up()
        from bench import measures  # models can be imported from here on

        figures = (figure for measure in measures.MEASURES for figure in measure(stage))
        return _tell(figures, lambda _: None)


def _fleet(blogs: int) -> int:
    from bench.fleet.results import Results
    from bench.stage import Stage

    with Stage.built(Path(os.environ.get("BENCH_DATA") or ROOT / ".data-bench")) as stage:
        _set_up()
        from bench.fleet.run import GROUPS, figures, wanted

        names, results = wanted(), Results.of(blogs)
        failed = _tell(figures(stage, blogs, names), results.add)
        if names == list(GROUPS):
            results.end()
    return failed


def _reading(blogs: int) -> int:
    from bench.fleet.results import Results
    from bench.stage import Stage

    with Stage.built(Path(os.environ.get("BENCH_DATA") or ROOT / ".data-bench")) as stage:
        _set_up()
        from bench.reading.run import GROUPS, figures, wanted

        names, results = wanted(), Results.named("reading")
        failed = _tell(figures(stage, blogs, names), results.add)
        if names == list(GROUPS):
            results.end()
    return failed


def _studio() -> int:
    from bench.fleet.results import Results
    from bench.stage import Stage

    with Stage.built() as stage:
        _set_up()
        from bench.studio.run import GROUPS, figures, wanted

        names, results = wanted(), Results.named("studio")
        failed = _tell(figures(stage, names), results.add)
        if names == list(GROUPS):
            results.end()
    return failed


def _admin(blogs: int) -> int:
    from bench.fleet.results import Results
    from bench.stage import Stage

    with Stage.built() as stage:
        _set_up()
        from bench.admin.run import GROUPS, figures, wanted

        names, results = wanted(), Results.named("admin")
        failed = _tell(figures(stage, blogs, names), results.add)
        if names == list(GROUPS):
            results.end()
    return failed


def _set_up() -> None:
    import django

    django.setup()


def _tell(figures: Iterable[Figure], keep: Callable[[str], None]) -> int:
    version, failed = commit(), 0
    for figure in figures:
        line = figure.line(version)
        print(line, flush=True)
        keep(line)
        failed += not figure.holds
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
