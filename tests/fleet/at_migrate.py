"""`migrate` as a program that a failpoint may kill: `python -m tests.fleet.at_migrate FOLDER`.

FOLDER is the package of migrations that stands in for contact's own.
"""

from __future__ import annotations

import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    """Migrate with the given package of migrations."""
    folder = Path(sys.argv[1])
    sys.path.insert(0, str(folder.parent))
    django.setup()
    settings.MIGRATION_MODULES = {"contact": folder.name}
    call_command("migrate")


if __name__ == "__main__":
    main()
