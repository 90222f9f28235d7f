"""`manage.py person archive|close|erase EMAIL`: what somebody asks for who cannot sign in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from accounts.export.whole import export_of
from accounts.export.zipped import zipped
from accounts.models import User
from tenants.actions.archive_person import archive_person, why_given_out
from tenants.actions.change import Refused
from tenants.actions.close_account import live_blogs_of
from tenants.actions.close_person import close_person
from tenants.actions.erase_person import erase_person
from tenants.models import Tenant

PRIVATE = 0o600
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class Command(BaseCommand):
    """See docs/operations.md. Whoever can sign in does the same on their account's pages, and an
    admin on the person's page."""

    help = "Give out all that is held about a person, close their account, or erase it at once."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        archive = verbs.add_parser("archive", help="all that is held about them, as one zip")
        archive.add_argument("--to", required=True, metavar="FILE", help="a file that is not there")
        close = verbs.add_parser("close", help="close it, to be erased in thirty days")
        erase = verbs.add_parser("erase", help="erase what is closed or disabled, now and for good")
        erase.add_argument("--sure", required=True, metavar="EMAIL", help="the e-mail once more")
        for verb in (archive, close, erase):
            verb.add_argument("email", metavar="EMAIL", help="what they sign in with")
            verb.add_argument("--reason", required=True, help="for the audit; how it was known")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        user = User.objects.filter(email=email).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {email} here.")
        try:
            getattr(self, f"_{options['verb']}")(user, options)
        except Refused as error:
            raise CommandError(str(error)) from None
        except User.DoesNotExist:
            raise CommandError(f"{email} is not here any more.") from None

    def _archive(self, user: User, options: dict[str, Any]) -> None:
        path = Path(options["to"])
        reason = why_given_out(user, by=None, reason=options["reason"])
        try:
            size = _write(path, user)
        except FileExistsError:
            raise CommandError(f"{path} is there already: name another file.") from None
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
        try:
            archive_person(user, by=None, reason=reason)
        except BaseException:
            path.unlink(missing_ok=True)  # no archive without its entry
            raise
        self.stdout.write(f"{path} holds all about {user.email}: {size:,} bytes.")

    def _close(self, user: User, options: dict[str, Any]) -> None:
        blogs = live_blogs_of(user)
        seen = [tenant.pk for tenant in blogs]
        erased = close_person(user, by=None, reason=options["reason"], blogs=seen)
        self._tell_of(blogs)
        self.stdout.write(f"{user.email} is closed, and is erased on {erased:%Y-%m-%d}.")
        self.stdout.write("A letter tells them how to come back until then.")

    def _erase(self, user: User, options: dict[str, Any]) -> None:
        reason, email = options["reason"], options["sure"]
        self._tell_of(erase_person(user, by=None, reason=reason, email=email))
        self.stdout.write(f"{user.email} is erased. A letter tells them so; it is the last.")

    def _tell_of(self, blogs: list[Tenant]) -> None:
        for tenant in blogs:
            self.stdout.write(f"{tenant.name} is in the trash.")


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
