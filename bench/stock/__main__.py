"""`python -m bench.stock`: shows that stock's blog is the same as Inkstead's, or where not."""

from __future__ import annotations

import sys

from bench.figures import ROOT

sys.path.insert(0, str(ROOT / "platform"))  # a source root, as in manage.py


def main() -> int:
    from bench.stage import Stage

    with Stage.built() as stage:
        import django

        django.setup()
        from bench.stock.same import differences

        found = differences(stage)
    print("\n".join(found) or "The same tables, rows and pages.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
