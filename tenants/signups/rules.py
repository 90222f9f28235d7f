"""May an account be made this way? Asked of Postgres each time, so a change holds at once."""

from __future__ import annotations

from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tenants.signups.mail import objection
from tenants.signups.models import Mode, SignUpRules


class Way(Enum):
    """How somebody comes to have an account. The server's own shell asks nobody."""

    FORM = "the sign-up form"
    INVITATION = "an admin's invitation to sign up"
    TEAM = "an invitation to a blog's team"
    APPROVAL = "an admin's approval"


LETS_IN: dict[str, frozenset[Way]] = {
    Mode.OPEN: frozenset(Way),
    Mode.INVITE: frozenset({Way.INVITATION, Way.TEAM, Way.APPROVAL}),
    Mode.APPROVE: frozenset({Way.INVITATION, Way.TEAM, Way.APPROVAL}),
    Mode.CLOSED: frozenset(),
}


class Why(TextChoices):
    """What stands against it; the label is the sentence to say."""

    CLOSED = "closed", _("Nobody can sign up at the moment.")
    INVITATION = "invitation", _("New people come by invitation here.")
    APPROVAL = "approval", _("Whoever wants to write here asks first.")
    MAIL = "mail", _("Use another e-mail.")
    NO_NEW_BLOGS = "no_new_blogs", _("No more blogs can be made at the moment.")


_FORM_IS_SHUT = {Mode.INVITE: Why.INVITATION, Mode.APPROVE: Why.APPROVAL}


class SignUpRefused(ValueError):
    """Nothing was made; `why` says the reason, and the text is a sentence."""

    def __init__(self, why: Why, sentence: str = "") -> None:
        super().__init__(sentence or str(why.label))
        self.why = why


def current() -> SignUpRules:
    """The rules as they are now, or those of an installation that never set any."""
    return SignUpRules.objects.first() or SignUpRules()


def refusal(way: Way, rules: SignUpRules) -> Why | None:
    """What stands against accounts that come this `way`."""
    if way in LETS_IN[rules.mode]:
        return None
    return _FORM_IS_SHUT.get(Mode(rules.mode), Why.CLOSED)


def require(way: Way, *, email: str) -> None:
    """Raise SignUpRefused unless an account for `email` may be made this `way` now.

    Whom an admin approved in person is not asked for another e-mail.
    """
    rules = current()
    why = refusal(way, rules)
    if why is not None:
        raise SignUpRefused(why)
    sentence = "" if way is Way.APPROVAL else objection(email, rules)
    if sentence:
        raise SignUpRefused(Why.MAIL, sentence)


def require_new_blogs() -> None:
    """Raise SignUpRefused unless people with an account may make one more blog."""
    if not current().new_blogs:
        raise SignUpRefused(Why.NO_NEW_BLOGS)
