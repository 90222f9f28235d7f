"""The letters about signing up: one template, and a word for what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.letters import PLATFORM_NAME, Letter, Payload
from kit.origins import platform_url
from tenants.actions.use_sign_up_invitation import objection
from tenants.signups.models import SignUpInvitation
from tenants.signups.tokens import url_of

NEWS = "signup_news"


def signup_news(payload: Payload) -> Iterable[Letter]:
    """`what` of `invited` (with `id`), `kept`, `waiting`, `known`, `approved`, `refused`.

    All others have `email`; `approved` has `blog` and `host`, `refused` has `reason`.
    """
    if payload["what"] == "invited":
        yield from _invited(UUID(payload["id"]))
        return
    yield payload["email"], _MADE[payload["what"]](payload)


def _invited(invitation_id: UUID) -> Iterable[Letter]:
    """Nothing is sent for one that lets nobody in any more."""
    invitation = SignUpInvitation.objects.filter(pk=invitation_id).exclude(email="").first()
    if invitation is None or objection(invitation) is not None:
        return
    until = date_format(localtime(invitation.expires_at), "DATE_FORMAT")
    yield (
        invitation.email,
        {
            "heading": _("You are invited to %(platform)s") % {"platform": PLATFORM_NAME},
            "sentences": [
                _("By this link you can have an account and a blog of your own."),
                _("It works once, for this e-mail, until %(day)s.") % {"day": until},
            ],
            "label": _("Start your blog"),
            "url": url_of(invitation.pk),
        },
    )


def _kept(payload: Payload) -> dict[str, Any]:
    return {
        "heading": _("Your application is here"),
        "sentences": [
            _("Somebody reads it, and a letter tells you what became of it."),
            _("Until then there is nothing to do."),
        ],
    }


def _waiting(payload: Payload) -> dict[str, Any]:
    return {
        "heading": _("Your application is here already"),
        "sentences": [_("It was sent again just now. The first one counts, and waits.")],
    }


def _known(payload: Payload) -> dict[str, Any]:
    return {
        "heading": _("You have an account"),
        "sentences": [
            _("Somebody asked for an account with this e-mail, and there is one: yours."),
            _("Sign in, and make another blog there. If you forgot the password, set a new one."),
        ],
        "label": _("Sign in"),
        "url": _on_platform("account_login"),
    }


def _approved(payload: Payload) -> dict[str, Any]:
    names = {"blog": payload["blog"], "host": payload["host"]}
    return {
        "heading": _("Welcome: %(blog)s is yours") % names,
        "sentences": [
            _("Your application was approved. The blog is at %(host)s.") % names,
            _("Sign in with your e-mail and the password you chose."),
        ],
        "label": _("Sign in"),
        "url": _on_platform("account_login"),
    }


def _refused(payload: Payload) -> dict[str, Any]:
    return {
        "heading": _("About your application"),
        "sentences": [
            _("It was looked at, and the answer is no. The reason:"),
            payload["reason"],
            _("If that is a mistake, write to %(email)s.") % {"email": settings.CONTACT_EMAIL},
        ],
    }


_MADE = {
    "kept": _kept,
    "waiting": _waiting,
    "known": _known,
    "approved": _approved,
    "refused": _refused,
}


def _on_platform(name: str) -> str:
    return platform_url(reverse(name, urlconf=settings.PUBLIC_SCHEMA_URLCONF))
