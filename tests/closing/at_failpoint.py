"""Close an account, or let a month go by, in a process that a failpoint may kill.

Its argument says which of the two functions it is.
"""

from __future__ import annotations

import sys
from datetime import timedelta

import time_machine
from django.utils import timezone


def main() -> None:
    """One of the two."""
    if sys.argv[1] == "a_month_later":
        a_month_later()
    else:
        close_the_account()


def a_month_later() -> None:
    """All due work is done."""
    from tenants.tasks import tick

    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1), tick=False):
        tick()


def close_the_account() -> None:
    """Alice's, whose one blog goes with it."""
    from accounts.models import User
    from tenants.actions.close_account import close_account
    from tenants.models import Tenant

    user, tenant = User.objects.get(email="alice@post.example"), Tenant.objects.get()
    close_account(user, choices={tenant.id: None}, by=user)
