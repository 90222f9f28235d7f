"""`python -m tests.mutants [--jobs 2] [name ...]`: exit 1 when a sabotage goes unnoticed."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from types import FrameType

from tests.mutants.patches import ROOT, all_mutants

sys.path.insert(0, str(ROOT / "platform"))  # a source root, as in manage.py

from tests.mutants.run import Workshop
from tests.mutants.verdict import Fate, Verdict
from tests.support.facts import record


def main() -> int:
    options = _options()
    signal.signal(signal.SIGTERM, _leave)
    for name in ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "INKSTEAD_TEST_DATA"):
        os.environ.pop(name, None)  # every job has servers of its own
    try:
        mutants = all_mutants(options.names)
    except (LookupError, ValueError) as error:
        return _say(str(error), 2)
    with Workshop.built(options.jobs) as workshop:
        for unharmed in workshop.unharmed(mutants):
            if unharmed.code != 0:
                return _say(f"Not green before any sabotage:\n{unharmed.last_lines(40)}", 1)
        _say(f"{len(mutants)} mutants; their tests are green without them.", 0)
        return _summary([_shown(verdict) for verdict in workshop.verdicts(mutants)])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("names", nargs="*")
    return parser.parse_args()


def _shown(verdict: Verdict) -> Verdict:
    by = ", ".join(verdict.failed[:1])
    line = f"{verdict.fate:<9}{verdict.name:<34}{verdict.seconds:5.1f} s  {by}".rstrip()
    _say(line + (f"\n{verdict.note}" if verdict.note else ""), 0)
    return verdict


def _summary(verdicts: list[Verdict]) -> int:
    counts = {fate.value: sum(v.fate == fate for v in verdicts) for fate in Fate}
    record("mutants", **counts, verdicts=[verdict.facts() for verdict in verdicts])
    missed = len(verdicts) - counts["caught"]
    return _say(json.dumps({"mutants": len(verdicts), **counts}), int(missed > 0))


def _say(text: str, code: int) -> int:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
    return code


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(143)


if __name__ == "__main__":
    sys.exit(main())
