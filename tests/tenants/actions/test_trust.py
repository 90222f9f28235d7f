"""A blog that is not trusted: read by whoever has the address, and nobody hears of it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from blog.actions.create_post import create_post
from blog.actions.inputs import PostInput
from blog.actions.publish_post import publish_post
from blog.contact.models import Message
from journal.work import run_platform_work
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.invite_member import invite_member
from tenants.actions.set_listing import set_listing
from tenants.actions.team import TeamError
from tenants.actions.trust_tenant import trust_tenant
from tenants.db.scope import tenant_transaction
from tenants.discover.models import ListedPost
from tenants.due.run import run_due
from tenants.models import Invitation, Tenant
from tests.conftest import BlogClient, MakeBlog

pytestmark = pytest.mark.django_db


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    """Listed, with a public post and an owner whose e-mail is confirmed."""
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    alice.refresh_from_db()
    tenant = make_blog("alice", alice)
    with tenant_transaction(tenant):
        post = create_post(by=alice, data=PostInput(title="Salt", content="Two kinds."))
        publish_post(post, by=alice)
    set_listing(tenant, by=alice, listed=True)
    do_all()
    mail.outbox.clear()
    return tenant


def do_all() -> None:
    while run_due() + run_platform_work():
        pass


def test_search_engines_are_kept_out_and_let_in_again(
    blog: Tenant, blog_client: BlogClient
) -> None:
    reader = blog_client(blog)
    assert "X-Robots-Tag" not in reader.get("/blog/salt/")
    distrust_tenant(blog, by=None, reason="because")
    page = reader.get("/blog/salt/")
    assert (page.status_code, page["X-Robots-Tag"]) == (200, "noindex")
    assert "Sitemap:" not in reader.get("/robots.txt").content.decode()
    trust_tenant(blog, by=None, reason="because")
    assert "X-Robots-Tag" not in reader.get("/blog/salt/")


def test_discover_loses_it_at_once_and_has_it_back(blog: Tenant) -> None:
    assert ListedPost.objects.filter(tenant=blog).exists()
    distrust_tenant(blog, by=None, reason="because")
    assert not ListedPost.objects.filter(tenant=blog).exists()
    do_all()  # late due work brings nothing back
    assert not ListedPost.objects.filter(tenant=blog).exists()
    trust_tenant(blog, by=None, reason="because")
    do_all()
    assert ListedPost.objects.filter(tenant=blog).exists()


def test_it_invites_nobody_by_letter_but_by_a_link(blog: Tenant, alice: User) -> None:
    waiting = invite_member(blog.pk, role="author", email="tom@post.example", by=alice)
    distrust_tenant(blog, by=None, reason="because")
    do_all()  # the letter was queued before
    assert mail.outbox == []
    with pytest.raises(TeamError, match="by a link"):
        invite_member(blog.pk, role="author", email="rhea@post.example", by=alice)
    assert invite_member(blog.pk, role="author", by=alice).email == ""
    assert Invitation.objects.filter(pk=waiting.pk).exists()


def test_messages_are_kept_and_no_letter_tells_of_them(blog: Tenant) -> None:
    from blog.contact.letter import contact_message

    with tenant_transaction(blog):
        message = Message.objects.create(name="Tom", email="tom@post.example", text="Hello")
    payload = {"tenant_id": str(blog.pk), "message_id": message.pk}
    assert len(list(contact_message(payload))) == 1
    distrust_tenant(blog, by=None, reason="because")
    assert list(contact_message(payload)) == []


def test_a_new_blog_is_trusted_here(blog: Tenant) -> None:
    assert Tenant.objects.get(pk=blog.pk).trusted
