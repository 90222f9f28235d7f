from __future__ import annotations

import html

import pytest
from django.utils import timezone

from accounts.models import User
from kit.origins import platform_url
from tenants.actions.create_tenant import create_tenant
from tenants.models import State, Tenant, TenantStats
from tests.conftest import BlogClient, MakeBlog

pytestmark = pytest.mark.django_db
BLOGS = "/blogs/"


def words(response: object) -> str:
    return " ".join(html.unescape(response.content.decode()).split())  # type: ignore[attr-defined]


def test_each_with_its_address_role_counts_and_links(
    platform_client: BlogClient, make_blog: MakeBlog, join: object, alice: User, bob: User
) -> None:
    tenant = make_blog("alice", alice, "Alice & Co")
    join(bob, tenant, "editor")  # type: ignore[operator]
    TenantStats.objects.filter(tenant=tenant).update(posts=3, drafts=1)
    page = words(platform_client(bob).get(BLOGS))
    assert "Alice & Co" in page
    assert "alice.inkstead.localhost" in page
    assert "Editor · 3 posts · 1 draft" in page
    assert 'href="http://alice.inkstead.localhost/studio/posts/"' in page
    assert 'href="http://alice.inkstead.localhost/"' in page


def test_nobody_elses_are_there(
    platform_client: BlogClient, make_blog: MakeBlog, alice: User, charlie: User
) -> None:
    make_blog("alice", alice, "Alice writes")
    page = words(platform_client(charlie).get(BLOGS))
    assert "Alice writes" not in page
    assert "You don’t write on any blog yet." in page


@pytest.mark.parametrize(
    ("state", "shown", "finish"),
    [
        (State.PROVISIONING, "Being made", True),
        (State.SUSPENDED, "Suspended", False),
        (State.PURGED, None, False),
    ],
)
def test_a_blog_that_does_not_answer_says_so(
    platform_client: BlogClient, alice: User, state: State, shown: str | None, finish: bool
) -> None:
    tenant = create_tenant(by=alice, name="Night Ferry", address="nightferry")
    Tenant.objects.filter(pk=tenant.pk).update(state=state)
    page = words(platform_client(alice).get(BLOGS))
    assert ("Night Ferry" in page) is (shown is not None)
    assert shown is None or f"Owner · {shown}" in page
    assert (f"/blogs/{tenant.id}/opening/" in page) is finish
    assert "http://nightferry." not in page


def test_the_number_of_queries_does_not_grow(
    platform_client: BlogClient, alice: User, django_assert_max_num_queries: object
) -> None:
    for number in range(8):
        create_tenant(by=alice, name=f"Blog {number}", address=f"blog-{number}x")
    client = platform_client(alice)
    client.get(BLOGS)
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        client.get(BLOGS)


def test_until_the_email_is_confirmed_a_banner_says_so(
    platform_client: BlogClient, alice: User
) -> None:
    client = platform_client(alice)
    page = words(client.get(BLOGS))
    assert "We sent a letter to <strong>alice@post.example</strong>" in page
    assert f'href="{platform_url("/accounts/email/")}"' in page
    User.objects.update(email_confirmed_at=timezone.now())
    assert "We sent a letter" not in words(client.get(BLOGS))


def test_a_stranger_signs_in_first(platform_client: BlogClient) -> None:
    assert platform_client().get(BLOGS)["Location"] == "/accounts/login/?next=%2Fblogs%2F"


def test_it_takes_a_get(platform_client: BlogClient, alice: User) -> None:
    assert platform_client(alice).post(BLOGS).status_code == 405
