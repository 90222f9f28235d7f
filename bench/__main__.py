"""`python -m bench [fleet | proxied]`: a figure a line, as JSON; 1 when one does not hold."""

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
        from bench.measures import FLEET, MEASURES, PROXIED  # models are ready from here on

        wanted = {"fleet": FLEET, "proxied": PROXIED}
        for measure in wanted.get("".join(sys.argv[1:]), MEASURES):
            for figure in measure(stage):
                print(figure.line(version), flush=True)
                failed += not figure.holds
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
