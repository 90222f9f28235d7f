"""Several people, one name, the same moment."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier

import pytest

from accounts.models import User
from blog.models import Post, Tag
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.support.hands import Hands
from tests.support.writing import draft

AT_ONCE = 4


def at_once(tenant: Tenant, act: Callable[[], object]) -> None:
    """Run `act` in AT_ONCE transactions that all begin before any ends."""
    ready = Barrier(AT_ONCE, timeout=60)

    def run() -> None:
        with tenant_transaction(tenant):
            ready.wait()
            act()

    with Hands(AT_ONCE) as pool:
        for future in [pool.submit(run) for _ in range(AT_ONCE)]:
            future.result(timeout=60)


@pytest.mark.django_db(transaction=True)
def test_posts_of_one_title_all_get_an_address(tenant: Tenant, alice: User) -> None:
    at_once(tenant, lambda: draft(alice, "One title"))
    with tenant_transaction(tenant):
        slugs = Post.objects.filter(title="One title").values_list("slug", flat=True)
        assert sorted(slugs) == ["one-title", "one-title-2", "one-title-3", "one-title-4"]


@pytest.mark.django_db(transaction=True)
def test_a_new_tag_is_made_once(tenant: Tenant, alice: User) -> None:
    at_once(tenant, lambda: draft(alice, "Tagged", tags=("October",)))
    with tenant_transaction(tenant):
        assert Tag.objects.get(name="October").posts.count() == AT_ONCE
