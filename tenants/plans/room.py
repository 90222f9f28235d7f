"""Whether the plan has room for people and domains. Ask while the blog's row is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps

from tenants.plans.limits import fits

if TYPE_CHECKING:
    from tenants.models import Tenant


def has_place(tenant: Tenant, *, invited: int = 0) -> bool:
    """Whether one more may be on the team, where `invited` may come besides."""
    most = tenant.limits.people
    return most is None or fits(people_of(tenant) + invited, most)


def has_domain_free(tenant: Tenant) -> bool:
    """Whether the blog may have one more domain of its owner's own, working or not."""
    most = tenant.limits.domains
    return most is None or fits(domains_of(tenant), most)


def people_of(tenant: Tenant) -> int:
    """How many are on the team, the owner among them."""
    memberships = apps.get_model("tenants", "Membership")._default_manager
    return memberships.filter(tenant=tenant).count()


def domains_of(tenant: Tenant) -> int:
    """How many domains were named for the blog and not removed."""
    claims = apps.get_model("domains", "DomainClaim")._default_manager
    return claims.filter(tenant=tenant).exclude(state="removed").count()
