"""E-mail addresses that a letter can reach."""

from __future__ import annotations

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _


class ReachableEmail(EmailValidator):
    """Django's, which lets invisible characters pass in the domain (U+202E, U+200B, ...).

    They come along when an address is copied. Mailers refuse them, and who types the address
    without them is somebody else.
    """

    def validate_domain_part(self, domain_part: str) -> bool:
        return super().validate_domain_part(domain_part) and _has_a_name(domain_part)


class EmailField(forms.EmailField):
    """An e-mail address to which letters will go."""

    default_validators = [ReachableEmail()]  # noqa: RUF012  # Django reads it from the class
    default_error_messages = {  # noqa: RUF012  # and this
        "required": _("Type the e-mail address."),
        "invalid": _("That is no e-mail address yet. It looks like name@example.com."),
    }


def _has_a_name(domain: str) -> bool:
    """Whether `domain` is all visible, and has a form that DNS can carry (RFC 3490)."""
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    return domain.isprintable()
