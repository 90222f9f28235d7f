"""What a password must be, each rule with its own sentence."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import password_validation as django
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MAX_CHARS = 1000


class LongEnough(django.MinimumLengthValidator):
    """At least `min_length` characters, 12 unless told."""

    def __init__(self, min_length: int = 12) -> None:
        super().__init__(min_length)

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) >= self.min_length:
            return
        given = ngettext(
            "%(count)d character is too short.",
            "%(count)d characters are too short.",
            len(password),
        ) % {"count": len(password)}
        wanted = _("%(least)d or more, please; a sentence is fine.") % {"least": self.min_length}
        raise ValidationError(f"{given} {wanted}", code="password_too_short")


class NotTooLong:
    """At most a thousand characters: enough for a paragraph, and never a burden to hash."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > MAX_CHARS:
            raise ValidationError(
                _("That is too long: %(most)d characters at most.") % {"most": MAX_CHARS},
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return _("At most %(most)d characters.") % {"most": MAX_CHARS}


class NotYourself(django.UserAttributeSimilarityValidator):
    """Nothing close to the person's own e-mail or name."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("email", "name"))

    def get_error_message(self) -> str:
        return _("That is too close to your e-mail or name. Choose something else.")


class NotCommon(django.CommonPasswordValidator):
    """None of the 20,000 that are tried first."""

    def get_error_message(self) -> str:
        return _("Too many people use that password; it would be guessed first.")
