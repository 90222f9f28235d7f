"""One blog from an archive, as all that an installation of its own holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from inkstead.demo import people
from tenants.actions.restore_as import restore_as
from tenants.archive.people import team_in
from tenants.archive.reader import Archive
from tenants.models import Tenant
from tenants.names import address_from_name, check_address
from tenants.roles import Role


@dataclass(frozen=True, slots=True)
class Booted:
    """The blog, and how its owner signs in."""

    tenant: Tenant
    host: str
    email: str
    password: str


@transaction.atomic
def boot(path: Path) -> Booted:
    """Make the account of the archive's owner with a new password, and the blog, or nothing.

    Others of its team are left out: they are only names here. Raises Refused, OSError.
    """
    with Archive.open(path) as archive:
        archive.verify()
        owner = next(one for one in team_in(archive.notes["memberships"]) if one.role == Role.OWNER)
        label = _label(archive)
    password = people.passphrase()
    user = people.settle(people.Person(owner.email, owner.name, "owner"), password)
    made = restore_as(
        label, by=None, reason="Booted from an archive.", archive_path=path, owner=user, team=False
    )
    return Booted(made.tenant, f"{label}.{settings.BLOGS_DOMAIN}", owner.email, password)


def _label(archive: Archive) -> str:
    """The address it had, or one that its name suggests."""
    first = str(archive.notes["domains"][0]["domain"]).partition(".")[0]
    for label in (first, address_from_name(archive.manifest.blog_name)):
        if check_address(label) is None:
            return label
    return "the-blog"
