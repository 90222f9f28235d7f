"""`manage.py demo`: people and blogs to look at. `make run` calls it on the first start."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from accounts.models import User
from inkstead.demo import blogs, crowd, from_archive, people
from kit.origins import blog_url
from kit.progress import Progress
from tenants.actions.change import Refused
from tenants.models import Domain, Tenant


class Command(BaseCommand):
    """Fills an empty installation; what it made is noted in `demo.json` in the data folder."""

    help = "Make demo accounts and two demo blogs, and note the sign-ins in demo.json."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there are people or blogs"
        )
        parser.add_argument(
            "--archive", default="", metavar="FILE", help="one blog from an archive instead"
        )
        parser.add_argument(
            "--code", action="store_true", help="print the second factor of the demo's admin"
        )

        parser.add_argument(
            "--blogs", type=int, metavar="N", help="also N more blogs with a few posts each"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEVELOPMENT:
            raise CommandError("The demo is for development: its passwords lie in a file.")
        if options["code"]:
            self.stdout.write(self._code())
        elif options["blogs"]:
            self._crowd(options["blogs"])
        else:
            self._demo(**options)

    def _crowd(self, count: int) -> None:
        """Everything that a thousand blogs need, from an empty database on."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("demo", if_empty=True, verbosity=0)
        out: TextIO = self.stdout._out  # type: ignore[assignment]  # itself adds line ends
        progress = Progress(out, "Living blogs", count)
        try:
            crowd.fill(count, on_done=progress.step)
        finally:
            progress.close()
        self.stdout.write(f"Look at them: {', '.join(_some_urls(count))}")

    def _demo(self, **options: Any) -> None:
        if not self._may_begin(if_empty=options["if_empty"]):
            return
        if options["archive"]:
            self._from_archive(Path(options["archive"]))
            return
        self._begun.touch()
        passwords = {person: people.passphrase() for person in people.EVERYBODY}
        users = {person: people.settle(person, passwords[person]) for person in passwords}
        for blog in blogs.BLOGS:
            blogs.settle(blog, users)
        factors = {p: people.give_factor(users[p]) for p in users if p.is_admin}
        self._note(passwords, factors)
        self._begun.unlink()
        if options["verbosity"]:
            self.stdout.write(f"Demo blogs and sign-ins: {self._notes}")

    def _from_archive(self, path: Path) -> None:
        """The archive's blog, at its own address, with its owner and nobody else to sign in as."""
        try:
            booted = from_archive.boot(path)
        except (Refused, OSError) as error:
            raise CommandError(str(error)) from None
        note = {
            "archive": str(path),
            "blogs": [{"name": booted.tenant.name, "url": blog_url(booted.host)}],
            "accounts": [
                {"email": booted.email, "password": booted.password, "role": "owner of the blog"}
            ],
        }
        self._write(note)
        self.stdout.write(f"{booted.tenant} is at {booted.host}. Sign-ins: {self._notes}")

    @property
    def _notes(self) -> Path:
        return Path(settings.DATA) / "demo.json"

    @property
    def _begun(self) -> Path:
        """Stands while the command runs, so that the next one completes what was interrupted."""
        return Path(settings.DATA) / "demo.unfinished"

    def _may_begin(self, *, if_empty: bool) -> bool:
        if self._begun.exists():
            return True
        if if_empty:
            return not User.objects.exists() and not Tenant.objects.exists()
        self._refuse_taken_names()
        return True

    def _refuse_taken_names(self) -> None:
        emails = [person.email for person in people.EVERYBODY]
        hosts = [blog.host for blog in blogs.BLOGS]
        taken = [
            *User.objects.filter(email__in=emails).values_list("email", flat=True),
            *Domain.objects.filter(domain__in=hosts).values_list("domain", flat=True),
        ]
        if taken:
            raise CommandError(f"The demo is here already, at least in part: {', '.join(taken)}")

    def _code(self) -> str:
        try:
            accounts = json.loads(self._notes.read_text(encoding="utf-8"))["accounts"]
            secret = next(a["totp_secret"] for a in accounts if "totp_secret" in a)
        except (OSError, StopIteration):
            raise CommandError("There is no demo admin here: run `manage.py demo`.") from None
        return people.code_now(secret)

    def _note(
        self, passwords: dict[people.Person, str], factors: dict[people.Person, people.Factor]
    ) -> None:
        notes = {
            "blogs": [{"name": blog.name, "url": blog_url(blog.host)} for blog in blogs.BLOGS],
            "accounts": [
                _account(person, password, factors.get(person))
                for person, password in passwords.items()
            ],
        }
        self._write(notes)

    def _write(self, notes: dict[str, Any]) -> None:
        part = self._notes.with_suffix(".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(notes, file, indent=2)
        part.replace(self._notes)


def _some_urls(count: int) -> list[str]:
    return [blog_url(crowd.Member(number).host) for number in range(1, min(count, 3) + 1)]


def _account(
    person: people.Person, password: str, factor: people.Factor | None
) -> dict[str, str | list[str]]:
    account: dict[str, str | list[str]] = {
        "email": person.email,
        "password": password,
        "role": person.role,
    }
    if factor is not None:
        account |= {"totp_secret": factor.secret, "recovery_codes": factor.recovery_codes}
    return account
