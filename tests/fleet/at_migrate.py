"""`migrate` in a process that a failpoint may kill.

Its argument is the folder of a package of migrations, which stands in for contact's own.
"""

from __future__ import annotations

import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command


def main() -> None:
    """Migrate with the given package of migrations."""
    folder = Path(sys.argv[1])
    sys.path.insert(0, str(folder.parent))
    settings.MIGRATION_MODULES, settings.FLEET_CONNECTIONS = {"contact": folder.name}, 1
    call_command("migrate")
