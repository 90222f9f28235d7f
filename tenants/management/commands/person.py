"""`manage.py person archive|close|erase EMAIL`: what somebody asks for who cannot sign in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from accounts.export.whole import export_of
from accounts.export.zipped import zipped
from accounts.models import User
from journal import audit
from tenants.actions.close_account import CannotClose, close_account, live_blogs_of
from tenants.actions.erase_account import CannotErase, erase_at_once
from tenants.models import Tenant

PRIVATE = 0o600
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class Command(BaseCommand):
    """See docs/operations.md. Whoever can sign in does the same on their account's pages."""

    help = "Give out all that is held about a person, close their account, or erase it at once."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        archive = verbs.add_parser("archive", help="all that is held about them, as one zip")
        archive.add_argument("--to", required=True, metavar="FILE", help="a file that is not there")
        close = verbs.add_parser("close", help="close it, to be erased in thirty days")
        close.add_argument("--reason", required=True, help="for the audit")
        erase = verbs.add_parser("erase", help="erase what is closed or disabled, now and for good")
        erase.add_argument("--sure", required=True, metavar="EMAIL", help="the e-mail once more")
        for verb in (archive, close, erase):
            verb.add_argument("email", metavar="EMAIL", help="what they sign in with")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        user = User.objects.filter(email=email).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {email} here.")
        getattr(self, f"_{options['verb']}")(user, options)

    def _archive(self, user: User, options: dict[str, Any]) -> None:
        path = Path(options["to"])
        try:
            size = _write(path, user)
        except FileExistsError:
            raise CommandError(f"{path} is there already: name another file.") from None
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
        audit.record("user.exported", by=None, tenant_id=None, target=user.email)
        self.stdout.write(f"{path} holds all about {user.email}: {size:,} bytes.")

    def _close(self, user: User, options: dict[str, Any]) -> None:
        _refuse_admins(user)
        if not user.is_active:
            raise CommandError(f"{user.email} is closed or disabled already.")
        blogs = live_blogs_of(user)
        choices = {tenant.id: None for tenant in blogs}
        try:
            erased = close_account(user, choices=choices, by=None, reason=options["reason"])
        except CannotClose as error:
            raise CommandError(str(error)) from None
        self._tell_of(blogs)
        self.stdout.write(f"{user.email} is closed, and is erased on {erased:%Y-%m-%d}.")
        self.stdout.write("A letter tells them how to come back until then.")

    def _erase(self, user: User, options: dict[str, Any]) -> None:
        _refuse_admins(user)
        email, blogs = user.email, live_blogs_of(user)
        if options["sure"].strip().lower() != email:
            raise CommandError(f"This cannot be undone. Say it twice: --sure {email}")
        try:
            erase_at_once(user)
        except CannotErase as error:
            raise CommandError(str(error)) from None
        self._tell_of(blogs)
        self.stdout.write(f"{email} is erased. A letter tells them so; it is the last.")

    def _tell_of(self, blogs: list[Tenant]) -> None:
        for tenant in blogs:
            self.stdout.write(f"{tenant.name} is in the trash.")


def _refuse_admins(user: User) -> None:
    if user.is_staff:
        raise CommandError(f"{user.email} is an admin of this platform: end that first.")


def _write(path: Path, user: User) -> int:
    """Write the zip where nothing is; what was cut off is taken away. Returns its bytes."""
    size = 0
    with os.fdopen(os.open(path, NEW, PRIVATE), "wb") as file:
        try:
            for piece in zipped(export_of(user)):
                size += file.write(piece)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return size
