#!/usr/bin/env python3
"""Django's command line. In development it brings up Postgres and Redis by itself."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "platform"))  # a source root, like src/: see docs/architecture.md


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inkstead.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
