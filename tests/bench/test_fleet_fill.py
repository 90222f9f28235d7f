"""A fleet is filled once: what is there stays, what was begun is finished, what lacks is made."""

from __future__ import annotations

import pytest

from bench.fleet.fill import TooMany, fill, fleet_tenants, host_of, ready_numbers
from bench.fleet.undo import remove_blogs
from blog.models import Post
from journal.models import PlatformWork
from tenants.actions.create_tenant import create_tenant
from tenants.db.scope import tenant_transaction
from tenants.models import Domain, State, Tenant
from tenants.provisioning import hooks
from tests.conftest import MakeBlog, MakeUser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_hooks(make_blog: MakeBlog, monkeypatch: pytest.MonkeyPatch) -> None:
    """`fill` registers one for good, in a process of its own; here the others get theirs back."""
    monkeypatch.setattr(hooks, "_hooks", list(hooks._hooks))


def test_it_makes_living_blogs() -> None:
    fill(2)
    assert ready_numbers() == {1, 2}
    blog = Domain.objects.get(domain=host_of(2)).tenant
    with tenant_transaction(blog):
        assert Post.objects.published().count() == 5
    assert not PlatformWork.objects.filter(kind="provision").exists()


def test_a_run_that_was_stopped_is_taken_up(user_factory: MakeUser) -> None:
    fill(1)
    first = Domain.objects.get(domain=host_of(1)).tenant_id
    begun = create_tenant(
        by=user_factory("fleet-2@bench.example"), name="Fleet-2", address="fleet-2"
    )
    fill(3)
    assert ready_numbers() == {1, 2, 3}
    assert Domain.objects.get(domain=host_of(1)).tenant_id == first
    assert Domain.objects.get(domain=host_of(2)).tenant_id == begun.id


def test_more_than_asked_for_are_no_figure() -> None:
    fill(2)
    with pytest.raises(TooMany, match="2 blogs, more than 1"):
        fill(1)


def test_what_a_measure_made_is_taken_away_and_nothing_else() -> None:
    fill(2)
    keep = set(Tenant.objects.values_list("pk", flat=True)) - {
        Domain.objects.get(domain=host_of(2)).tenant_id
    }
    remove_blogs("fleet-2")
    assert set(Tenant.objects.values_list("pk", flat=True)) == keep
    assert ready_numbers() == {1}


def test_a_sample_is_spread_over_all() -> None:
    fill(3)
    assert len(fleet_tenants()) == 3
    assert [t.pk for t in fleet_tenants(1)] == [fleet_tenants()[0].pk]
    assert all(tenant.state == State.READY for tenant in fleet_tenants(3))
