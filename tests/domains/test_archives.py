"""What becomes of domains when a blog becomes a file, and a blog again."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tenants.actions.add_domain import ask_anew
from tenants.actions.clone_tenant import clone_tenant
from tenants.actions.purge_tenant import purge_tenant
from tenants.actions.remove_domain import remove_domain
from tenants.actions.rename_tenant import rename_tenant
from tenants.actions.restore_as import restore_as
from tenants.actions.restore_over import restore_over
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.archive.errors import BadArchive
from tenants.domains.models import DomainClaim
from tests.archive.blogs import archive_of
from tests.domains.conftest import NAME, Owned, hosts_of, look

pytestmark = pytest.mark.django_db(transaction=True)
WHY: Any = {"by": None, "reason": "because"}


def claims_of(tenant: Any) -> list[tuple[str, str]]:
    return list(DomainClaim.objects.of(tenant.pk).values_list("domain", "state"))


def test_an_archive_names_those_that_are_in_the_list(owned: Owned, tmp_path: Path) -> None:
    owned.live()
    owned.add("waiting.example.com")
    gone = owned.add("gone.example.com")
    remove_domain(owned.tenant, gone.pk, by=owned.owner)
    path, _manifest = archive_of(owned.tenant, tmp_path)
    with zipfile.ZipFile(path) as archive:
        note = json.loads(archive.read("domains.json"))
    assert [one["domain"] for one in note if one["is_custom"]] == [NAME, "waiting.example.com"]
    assert "inkstead-verify" not in json.dumps(note), "a token proves one blog's claim"


def test_restored_over_itself_it_keeps_what_it_has_today(owned: Owned, tmp_path: Path) -> None:
    path, _manifest = archive_of(owned.tenant, tmp_path)
    owned.live()
    restore_over(owned.tenant, **WHY, archive_path=path)
    assert hosts_of(owned.tenant) == {NAME: True}
    assert claims_of(owned.tenant) == [(NAME, "live")]


def test_back_from_a_purge_it_proves_them_again(owned: Owned, tmp_path: Path) -> None:
    before = owned.live()
    path, _manifest = archive_of(owned.tenant, tmp_path)
    trash_tenant(owned.tenant, **WHY)
    purge_tenant(owned.tenant, **WHY)
    restore_over(owned.tenant, **WHY, archive_path=path)
    (claim,) = DomainClaim.objects.of(owned.tenant.pk)
    assert (claim.state, claim.token == before.token) == ("waiting", False)
    assert hosts_of(owned.tenant) == {}
    assert look(claim).state == "waiting"


def test_as_a_new_blog_it_asks_anew_for_what_is_free(
    owned: Owned, another: Owned, tmp_path: Path
) -> None:
    owned.live()
    owned.live("letters.example.com")
    path, _manifest = archive_of(owned.tenant, tmp_path)
    (kept, free) = DomainClaim.objects.of(owned.tenant.pk)
    remove_domain(owned.tenant, free.pk, by=owned.owner)
    made = restore_as("fresh", **WHY, archive_path=path).tenant
    assert claims_of(made) == [("letters.example.com", "waiting")]
    assert hosts_of(owned.tenant)[kept.domain]


def test_a_copy_has_none(owned: Owned) -> None:
    owned.live()
    made = clone_tenant(owned.tenant, **WHY, address="twin")
    assert claims_of(made) == []
    assert hosts_of(made) == {}


def test_a_new_address_changes_nothing_about_them(owned: Owned) -> None:
    owned.live()
    rename_tenant(owned.tenant, **WHY, address="alicia")
    assert hosts_of(owned.tenant) == {NAME: True}
    assert owned.tenant.domains.get(is_primary=True).domain == "alicia.inkstead.localhost"


def test_out_of_the_trash_it_is_read_there_again(owned: Owned) -> None:
    owned.live()
    trash_tenant(owned.tenant, **WHY)
    restore_tenant(owned.tenant, **WHY)
    assert hosts_of(owned.tenant) == {NAME: True}


@pytest.mark.parametrize("note", [None, 7, [1], [{"is_custom": True}]])
def test_a_note_that_is_none_is_refused(owned: Owned, note: Any) -> None:
    with pytest.raises(BadArchive):
        ask_anew(owned.tenant, note)


def test_a_note_of_a_stranger_claims_nothing_that_could_not_be_typed(owned: Owned) -> None:
    typed = ["inkstead.localhost", "co.uk", "10.0.0.1", "x" * 3000, "alice.inkstead.localhost"]
    ask_anew(owned.tenant, [{"domain": one, "is_custom": True} for one in typed])
    ask_anew(owned.tenant, [{"domain": f"a{n}.example.com", "is_custom": True} for n in range(50)])
    assert len(claims_of(owned.tenant)) == 10
    assert {state for _domain, state in claims_of(owned.tenant)} == {"waiting"}
