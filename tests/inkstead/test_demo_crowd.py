"""`manage.py demo --blogs N`: living blogs, the same ones in every run."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from blog.models import Post
from inkstead.demo import crowd
from tenants.db.scope import tenant_transaction
from tenants.discover.models import ListedPost
from tenants.models import Domain, State, Tenant
from tests.conftest import ensure_template

pytestmark = pytest.mark.django_db(transaction=True)

COUNT = 4


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    ensure_template()
    return tmp_path


def make_crowd() -> str:
    said = io.StringIO()
    call_command("demo", "--blogs", str(COUNT), stdout=said)
    return said.getvalue()


def crowd_blogs() -> list[Tenant]:
    hosts = [crowd.Member(number).host for number in range(1, COUNT + 1)]
    return [Domain.objects.get(domain=host).tenant for host in hosts]


def test_blogs_with_posts_that_readers_see(monkeypatch: pytest.MonkeyPatch) -> None:
    said = make_crowd()
    assert f"Living blogs: {COUNT} of {COUNT}" in said
    assert crowd.Member(1).host in said
    for tenant in crowd_blogs():
        assert tenant.state == State.READY
        with tenant_transaction(tenant):
            posts = list(Post.objects.published().select_related("category", "author"))
            assert 3 <= len(posts) <= 9
            assert all(post.category and post.author and post.content_html for post in posts)
        assert tenant.stats.posts == len(posts), "the lists of blogs know"
        listed = ListedPost.objects.filter(tenant=tenant).count()
        assert listed == (len(posts) if tenant.listed else 0)
        page = Client(HTTP_HOST=tenant.domains.get().domain).get("/")
        assert page.status_code == 200
        assert posts[0].title in page.content.decode().replace("&#x27;", "'")
    assert any(tenant.listed for tenant in crowd_blogs())

    before = set(Tenant.objects.values_list("pk", flat=True))
    make_crowd()
    assert set(Tenant.objects.values_list("pk", flat=True)) == before

    with tenant_transaction(crowd_blogs()[0]):  # as if it had been stopped in the middle
        Post.objects.published().delete()
    make_crowd()
    with tenant_transaction(crowd_blogs()[0]):
        assert Post.objects.published().exists()
