"""`manage.py create_admin EMAIL`: somebody who may enter /admin/."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from accounts.actions.make_admin import make_admin
from accounts.models import User
from kit.origins import platform_url


class Command(BaseCommand):
    """Makes an account, or raises the one that is there."""

    help = "Make somebody an admin of the platform; the second factor is set up at first sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password of a new account from standard input, one line",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = self._email(options["email"])
        is_there = User.objects.filter(email=email).exists()
        password = "" if is_there else self._password(email, stdin=options["password_stdin"])
        user, made = make_admin(email, by=None, password=password)
        done = "is an admin now, with a new account" if made else "is an admin now"
        self.stdout.write(f"{user.email} {done}.")
        self.stdout.write(
            f"Sign in at {platform_url('/admin/')}: the second factor is set up there at first."
        )

    def _email(self, typed: str) -> str:
        email = typed.strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{typed!r} is not an e-mail address.") from None
        return email

    def _password(self, email: str, *, stdin: bool) -> str:
        if stdin:
            password = sys.stdin.readline().rstrip("\r\n")
        elif sys.stdin.isatty():
            password = getpass("Password: ")
            if getpass("The same again: ") != password:
                raise CommandError("The two passwords differ.")
        else:
            raise CommandError("There is no terminal to ask on: give --password-stdin.")
        try:
            validate_password(password, User(email=email))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        return password
