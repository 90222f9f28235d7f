"""Migrations and demo content in one process: Django's own start is most of either's time.

    python -m inkstead.devstack.fill

The only module here that needs Django. System checks are left to `manage.py check`.
"""

import os

import django
from django.core.management import call_command


def main() -> None:
    """Bring the database up to date; on an empty platform, make the demo blogs, or BLOG's one."""
    django.setup()
    call_command("migrate", interactive=False)
    call_command("demo", if_empty=True, archive=os.environ.get("BLOG", ""))


if __name__ == "__main__":
    main()
