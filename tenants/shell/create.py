"""Make a blog for somebody who has an account."""

from __future__ import annotations

from django.conf import settings
from django.core.management import CommandError

from accounts.models import User
from kit.text import UnprintableText, clean_line
from tenants.actions.create_tenant import AddressTaken, create_tenant
from tenants.models import Tenant
from tenants.names import Problem, check_address, sentence, tidy
from tenants.provisioning.provision import provision


def create(typed: str, *, owner: str, name: str) -> Tenant:
    """The ready blog; raises CommandError with one sentence, and then nothing is kept."""
    label = tidy(typed, suffix=f".{settings.BLOGS_DOMAIN}")
    problem = check_address(label)
    if problem is not None:
        raise CommandError(sentence(problem, label))
    user = User.objects.filter(email=owner.strip().lower(), is_active=True).first()
    if user is None:
        raise CommandError(f"Nobody has an open account with the e-mail {owner!r}.")
    try:
        tenant = create_tenant(by=user, name=_name(name) or label, address=label)
    except AddressTaken:
        raise CommandError(sentence(Problem.TAKEN, label)) from None
    provision(tenant.id)
    tenant.refresh_from_db()  # it may have taken a spare's schema
    return tenant


def _name(typed: str) -> str:
    try:
        name = clean_line(typed)
    except UnprintableText:
        raise CommandError("The name has a character that cannot be shown.") from None
    if len(name) > 120:
        raise CommandError("A name has at most 120 characters.")
    return name
