"""What accounts itself knows about a person."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Q

from accounts.actions.erase_user import confirmed_emails_of
from accounts.export.registry import export_facts
from accounts.letters import KIND as LETTER
from accounts.models import Session, User
from journal.models import AuditEntry, PlatformWork

MAX_AUDIT = 10_000  # the newest; more of them is a machine's doing


def register() -> None:
    """Bring it into every export."""
    export_facts("profile", profile)
    export_facts("emails", emails)
    export_facts("second_factors", second_factors)
    export_facts("sessions", sessions)
    export_facts("audit", audit)
    export_facts("letters", letters)


def profile(user: User) -> dict[str, Any]:
    """Who they are."""
    return {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "joined_at": user.date_joined,
        "email_confirmed_at": user.email_confirmed_at,
        "last_signed_in_at": user.last_login,
    }


def emails(user: User) -> list[dict[str, Any]]:
    """All their addresses."""
    own = EmailAddress.objects.filter(user=user).order_by("-primary", "email")
    return list(own.values("email", "primary", "verified"))


def second_factors(user: User) -> list[dict[str, Any]]:
    """What there is, without what it knows: no key, no code, nothing to sign in with."""
    own = Authenticator.objects.filter(user=user).order_by("created_at", "pk")
    return [
        {
            "type": row.type,
            "name": str(row) if row.type == Authenticator.Type.WEBAUTHN else "",
            "created_at": row.created_at,
            "last_used_at": row.last_used_at,
        }
        for row in own
    ]


def sessions(user: User) -> list[dict[str, Any]]:
    """Where they are signed in, without the keys."""
    own = Session.objects.filter(user=user).order_by("created_at", "pk")
    fields = ("host", "browser", "system", "created_at", "seen_at", "expire_date")
    return [dict(row) for row in own.values(*fields)]


def letters(user: User) -> list[dict[str, Any]]:
    """What we wrote to them, for as long as we know: what about, to which e-mail, and when."""
    theirs = Q(payload__email__in=confirmed_emails_of(user)) | Q(payload__user_id=str(user.id))
    found = PlatformWork.objects.filter(theirs, kind=LETTER).order_by("due_at", "pk")
    return [
        {"about": one.payload["event"], "to": one.payload.get("email", ""), "sent_at": one.done_at}
        for one in found
    ]


def audit(user: User) -> list[dict[str, Any]]:
    """What they did, and what others did to them."""
    about = AuditEntry.objects.filter(Q(actor_id=user.id) | Q(target__in=confirmed_emails_of(user)))
    newest = about.order_by("-at").values("at", "action", "actor_id", "tenant_id", "target")
    return [{**row, "actor_id": _who(row["actor_id"], user)} for row in newest[:MAX_AUDIT]]


def _who(actor_id: Any, user: User) -> str:
    """Other people's ids are theirs."""
    return "you" if actor_id == user.id else "somebody else" if actor_id else "the platform"
