"""The switch in the studio's settings."""

from __future__ import annotations

import pytest

from blog.models import Blog
from journal.models import AuditEntry
from tenants.actions import hooks
from tenants.db.scope import tenant_transaction
from tests.conftest import BlogClient
from tests.discover.conftest import Listed, page

pytestmark = pytest.mark.django_db

URL = "/studio/settings/"
WORDS = {"name": "New name", "description": "", "language": "en", "time_zone": "Europe/Lisbon"}


def test_the_owner_takes_the_blog_out_and_brings_it_back(
    listed: Listed, blog_client: BlogClient
) -> None:
    client = blog_client(listed.tenant, listed.owner)
    assert "checked" in client.get(URL).text
    client.post(URL, WORDS)
    assert "Alpha" not in page()
    client.post(URL, WORDS | {"listed": "on"})
    assert "Alpha" in page()
    actions = AuditEntry.objects.filter(action__startswith="listing.").values_list("action")
    assert sorted(a for (a,) in actions) == ["listing.ended", "listing.wished", "listing.wished"]


def test_the_form_says_why_a_blog_is_not_shown(listed: Listed, blog_client: BlogClient) -> None:
    client = blog_client(listed.tenant, listed.owner)
    listed.tenant.listing_refused = True
    listed.tenant.save()
    assert "keep this blog out of discover" in client.get(URL).text
    listed.tenant.listing_refused = False
    listed.tenant.save()
    listed.owner.email_confirmed_at = None
    listed.owner.save()
    assert "has confirmed their e-mail" in client.get(URL).text


def test_all_of_the_form_is_saved_or_none(
    listed: Listed, blog_client: BlogClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(tenant: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(hooks, "_hooks", [fail])
    client = blog_client(listed.tenant, listed.owner)
    client.raise_request_exception = False
    assert client.post(URL, WORDS).status_code == 500
    listed.tenant.refresh_from_db()
    assert listed.tenant.listed
    with tenant_transaction(listed.tenant):
        assert Blog.objects.current().name != "New name"
