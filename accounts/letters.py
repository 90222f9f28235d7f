"""Letters about an account: queued with what caused them, written and sent by the worker.

A queued row names the event and the person, never a link: links are made when the letter is
written, so nobody finds a way into an account in the queue. Links lead to the platform's host from
the settings, whatever host the request named.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.dateparse import parse_datetime

from journal.work import enqueue_platform_work
from kit.origins import platform_url

KIND = "letter"
PLATFORM_NAME = "Inkstead"

type Payload = dict[str, Any]
type Letter = tuple[str, Payload]  # whom to, and what the templates want to know
type Maker = Callable[[Payload], Iterable[Letter]]


def register(event: str, maker: Maker) -> None:
    """Let a room above send letters of its own; `maker` says whom to and what, in the worker."""
    EVENTS[event] = maker


def queue_letter(event: str, **details: Any) -> None:
    """Have the letter `event` sent, once the open transaction is committed.

    `details` are JSON: `email` for most; `address_id` for confirm_email; see the functions below.
    `language` where it goes to somebody else than whoever asks.
    """
    queue_letter_for(None, event, **details)


def queue_letter_for(due_at: datetime | None, event: str, **details: Any) -> None:
    """The same, not sent before `due_at`."""
    payload = {"event": event, **details}
    payload["language"] = details.get("language") or translation.get_language()
    enqueue_platform_work(KIND, key=f"{KIND}:{uuid.uuid4()}", payload=payload, due_at=due_at)


def send_letter(payload: Payload) -> None:
    """Write and send the letter that `payload` asks for, or none when its cause is gone."""
    event = str(payload["event"])
    with translation.override(payload.get("language") or settings.LANGUAGE_CODE):
        for recipient, context in EVENTS[event](payload):
            write(event, recipient, context).send()


def write(event: str, recipient: str, context: Payload) -> EmailMultiAlternatives:
    """Render templates/emails/<event>_{subject.txt,body.txt,body.html}.

    Answers go to `context["reply_to"]` where there is one.
    """
    known = {"platform": {"name": PLATFORM_NAME, "url": platform_url()}, "email": recipient}
    parts = {
        part: render_to_string(f"emails/{event}_{part}", known | context)
        for part in ("subject.txt", "body.txt", "body.html")
    }
    letter = EmailMultiAlternatives(
        subject=" ".join(parts["subject.txt"].split()),
        body=parts["body.txt"].strip() + "\n",
        to=[recipient],
        reply_to=[context["reply_to"]] if "reply_to" in context else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(parts["body.html"].strip(), "text/html")
    return letter


def _confirm_email(payload: Payload) -> Iterable[Letter]:
    """`address_id`; `blog` and `host` when the letter follows a sign-up."""
    address = EmailAddress.objects.filter(pk=payload["address_id"], verified=False).first()
    if address is None:
        return
    key = EmailConfirmationHMAC.create(address).key
    url = _on_platform("account_confirm_email", args=[key])
    yield address.email, {"url": url, "blog": payload.get("blog"), "host": payload.get("host")}


def _reset_password(payload: Payload) -> Iterable[Letter]:
    """`email` as somebody typed it; nothing is sent when nobody has it."""
    email = payload["email"]
    users = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
    for user in users:
        names = {
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        }
        yield email, {"url": _on_platform("account_reset_password_from_key", kwargs=names)}


def _notice(payload: Payload) -> Iterable[Letter]:
    """`email`, `at` (ISO 8601); `new_email` where there is one."""
    yield (
        payload["email"],
        {
            "at": parse_datetime(payload["at"]),
            "new_email": payload.get("new_email"),
            "url": _on_platform("account_reset_password"),
            "contact_email": settings.CONTACT_EMAIL,
        },
    )


EVENTS: dict[str, Maker] = {
    "confirm_email": _confirm_email,
    "reset_password": _reset_password,
    "password_changed": _notice,
    "email_changed": _notice,
    "second_factor_changed": _notice,
}


def _on_platform(name: str, **arguments: Any) -> str:
    return platform_url(reverse(name, urlconf=settings.PUBLIC_SCHEMA_URLCONF, **arguments))
