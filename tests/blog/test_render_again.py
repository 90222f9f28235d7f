"""`manage.py render`: old posts as this release shows them, without anybody saving them."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from blog.actions.enqueue import enqueue
from blog.models import OutboxEntry, Page, Post
from blog.rendering import RENDERER_VERSION
from blog.search import keeping as search
from tenants.db.scope import tenant_transaction
from tenants.models import ContentVersion, Tenant
from tests.conftest import MakeBlog
from tests.support.hands import Hands
from tests.support.waiting import until, waiting
from tests.support.writing import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    tenant = make_blog("alice", alice)
    with tenant_transaction(tenant):
        old = published(alice, "Old", "$a_1$")
        published(alice, "New", "New.")
        stale = {"content_html": "<p>$a_1$</p>", "renderer_version": RENDERER_VERSION - 1}
        Post.objects.filter(pk=old.pk).update(**stale)
        Page.objects.filter(slug="about").update(**stale, content="*We.*")
        Post.objects.filter(title="New").update(content_html="as it is")
    return tenant


def rendered(*addresses: str) -> str:
    out = io.StringIO()
    call_command("render", *addresses, stdout=out)
    return out.getvalue()


def version_of(tenant: Tenant) -> int:
    return ContentVersion.objects.filter(tenant=tenant).values_list("version", flat=True).get()


def test_what_is_older_is_made_again_and_nothing_else(blog: Tenant) -> None:
    before = version_of(blog)
    assert "2 texts" in rendered("alice")
    with tenant_transaction(blog):
        old, new = Post.objects.get(title="Old"), Post.objects.get(title="New")
        assert "<math" in old.content_html
        assert (old.renderer_version, old.version) == (RENDERER_VERSION, 1)
        assert new.content_html == "as it is"
        assert "<em>We.</em>" in Page.objects.get(slug="about").content_html
    assert version_of(blog) > before


def test_search_and_discover_are_told(blog: Tenant) -> None:
    with tenant_transaction(blog):
        OutboxEntry.objects.all().delete()
    rendered("alice")
    with tenant_transaction(blog):
        owed = set(OutboxEntry.objects.values_list("kind", flat=True))
    assert {"index_blog", "list_blog"} <= owed


def test_a_second_time_there_is_nothing_to_do(blog: Tenant) -> None:
    rendered()
    before = version_of(blog)
    assert "0 texts" in rendered()
    assert version_of(blog) == before


def test_an_unknown_address_is_a_sentence(blog: Tenant) -> None:
    with pytest.raises(CommandError, match="There is no blog at 'nobody'"):
        rendered("nobody")


@pytest.mark.django_db(transaction=True)
def test_the_worker_indexes_what_is_rendered_meanwhile(blog: Tenant) -> None:
    from blog.due import run_one
    from blog.render_again import render_again

    def render() -> int:
        with tenant_transaction(blog):
            return render_again()

    with Hands(1) as pool:
        with tenant_transaction(blog):
            OutboxEntry.objects.all().delete()
            enqueue("index_blog", "index_blog", {"after": 0}, again=True)
        with tenant_transaction(blog):
            held = OutboxEntry.objects.select_for_update().get()
            rendering = pool.submit(render)  # which holds the texts, and then wants that entry
            until(lambda: waiting() == 1)
            search.index_blog(held.payload)
        assert rendering.result() == 5
    with tenant_transaction(blog):
        assert run_one().ran
