"""`python -m bench [fleet]`: each figure as one line of JSON; exit 1 when one does not hold."""

from __future__ import annotations

import sys

from bench.figures import ROOT, commit

sys.path.insert(0, str(ROOT / "platform"))  # a source root, as in manage.py


def main() -> int:
    from bench.stage import Stage

    version, failed = commit(), 0
    with Stage.built() as stage:
        import django

        django.setup()
        from bench.measures import FLEET, MEASURES  # models can be imported from here on

        for measure in FLEET if sys.argv[1:] == ["fleet"] else MEASURES:
            for figure in measure(stage):
                print(figure.line(version), flush=True)
                failed += not figure.holds
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
