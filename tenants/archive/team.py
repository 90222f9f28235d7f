"""Who is on the team of a blog that came out of an archive. No account is ever made for it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from tenants.actions.change import Refused
from tenants.archive.people import Mate, accounts_here
from tenants.models import Membership, Tenant
from tenants.roles import Role


def give_owner(tenant: Tenant, team: list[Mate], owner: User | None = None) -> User:
    """Make `owner`, or else the account with the archive's owner's e-mail, own the blog.

    Raises Refused when there is none.
    """
    named = next((mate.email for mate in team if mate.role == Role.OWNER), "")
    found = owner or accounts_here(team).get(named)
    if found is None:
        raise Refused(
            _("Nobody here has the owner’s e-mail, %(email)s. Say who is to own the blog.")
            % {"email": named or "?"}
        )
    Membership.objects.create(user=found, tenant=tenant, role=Role.OWNER)
    return found


def welcome_back(tenant: Tenant, team: list[Mate]) -> list[str]:
    """Put the others on the team who have an account here; returns the e-mails of who has not."""
    here = accounts_here(team)
    owner = Membership.objects.get(tenant=tenant, role=Role.OWNER).user_id
    for mate in team:
        user = here.get(mate.email)
        if user and user.pk != owner and mate.role != Role.OWNER:
            Membership.objects.get_or_create(user=user, tenant=tenant, defaults={"role": mate.role})
    return [mate.email for mate in team if mate.email not in here]
