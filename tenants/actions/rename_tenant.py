"""Give a blog another name, another address, or both. Old addresses stay its own."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from kit.text import UnprintableText, clean_line
from tenants.actions.change import Refused, checked_reason, finish, lock
from tenants.actions.hooks import run_tenant_renamed_hooks
from tenants.actions.take_address import AddressTaken, take_address
from tenants.models import Domain, State, Tenant
from tenants.names import Problem, check_address, sentence, tidy

MAX_NAME = 120


@transaction.atomic
def rename_tenant(
    tenant: Tenant, *, by: User | None, reason: str, name: str = "", address: str = ""
) -> Tenant:
    """Set what is given; `address` is a label, with or without the blogs' domain behind it.

    The address that was first leads to the new one from now on and never becomes free. One that
    the blog had before may become first again. Raises Refused.
    """
    reason = checked_reason(reason)
    row = lock(tenant, allowed={State.READY, State.SUSPENDED})
    changes = _set_name(row, name) | _set_address(row, address)
    if not changes:
        raise Refused(_("That is its name and address already."))
    finish("tenant.renamed", row, by=by, reason=reason, **changes)
    return row


def checked_name(typed: str) -> str:
    """`typed` as one line of at most 120 characters, perhaps none; raises Refused."""
    try:
        name = clean_line(typed)
    except UnprintableText:
        raise Refused(_("The name has a character that cannot be shown.")) from None
    if len(name) > MAX_NAME:
        raise Refused(_("A name has at most 120 characters."))
    return name


def _set_name(tenant: Tenant, typed: str) -> dict[str, str]:
    """What the audit is told; empty when nothing changes."""
    name = checked_name(typed)
    if not name or name == tenant.name:
        return {}
    before, tenant.name = tenant.name, name
    tenant.save(update_fields=["name"])
    run_tenant_renamed_hooks(tenant)
    return {"name_before": before, "name_now": name}


def _set_address(tenant: Tenant, typed: str) -> dict[str, str]:
    label = tidy(typed, suffix=f".{settings.BLOGS_DOMAIN}")
    if not label:
        return {}
    host = f"{label}.{settings.BLOGS_DOMAIN}"
    first = Domain.objects.filter(tenant=tenant, is_primary=True).first()
    before = first.domain if first else ""
    if host == before:
        return {}
    new = Domain.objects.filter(tenant=tenant, domain=host).first() or _take(tenant, label)
    Domain.objects.filter(tenant=tenant, is_primary=True).update(is_primary=False)
    Domain.objects.filter(pk=new.pk).update(is_primary=True)
    return {"address_before": before, "address_now": host}


def _take(tenant: Tenant, label: str) -> Domain:
    problem = check_address(label)
    if problem is not None:
        raise Refused(sentence(problem, label))
    try:
        return take_address(tenant, label, is_primary=False)
    except AddressTaken:
        raise Refused(sentence(Problem.TAKEN, label)) from None
