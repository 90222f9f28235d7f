"""By this code: bring the database up to date and make an admin.

`python -m tests.rolling.prepare`
"""

from __future__ import annotations

import django
from django.core.management import call_command

ADMIN, PASSWORD = "admin@rolling.example", "a sentence is fine here"


def main() -> None:
    """Migrate; then an admin who has an authenticator app."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from accounts.models import User
    from tests.support.admin import give_factor

    give_factor(User.objects.create_user(ADMIN, PASSWORD, is_staff=True))


if __name__ == "__main__":
    main()
