"""Ask for an account and a blog, for an admin to look at."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from accounts.letters import queue_letter
from journal import audit
from tenants.actions.sign_up import SignUp, is_known
from tenants.signups.letters import NEWS
from tenants.signups.models import Application, Decision


def apply_for_account(data: SignUp, *, about: str, write: bool = True, by: None = None) -> None:
    """Keep an application and have its letter sent.

    `by` is nobody. Whoever has an account, or asked before, is not told so here: the answer is the
    same, and a letter to that e-mail says it. Without `write` there is none.
    """
    password = make_password(data.password)  # slow on purpose, and for everybody
    email = data.email.strip().lower()
    with transaction.atomic():
        if is_known(email):
            what = "known"
        else:
            what = "kept" if _keep(data, email, password, about) else "waiting"
        if write:
            queue_letter(NEWS, what=what, email=email)


def _keep(data: SignUp, email: str, password: str, about: str) -> bool:
    """Save it; False when one waits already, which stays as it is."""
    if Application.objects.filter(email=email, state=Decision.WAITING).exists():
        return False
    try:
        with transaction.atomic():
            row = Application.objects.create(
                email=email,
                password=password,
                blog_name=data.blog_name,
                address=data.address,
                about=about,
                language=get_language() or settings.LANGUAGE_CODE,
            )
    except IntegrityError:  # the same twice at one moment
        return False
    audit.record("signups.applied", by=None, tenant_id=None, target="", application=str(row.id))
    return True
