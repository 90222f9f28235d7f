"""The counts that lists of blogs show."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from blog.actions.create_post import create_post
from blog.actions.inputs import PostInput
from blog.actions.publish_post import publish_post
from tenants.db.scope import tenant_transaction
from tenants.due.run import run_due
from tenants.models import TenantStats
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db


def test_published_posts_and_drafts_are_counted(make_blog: MakeBlog, alice: User) -> None:
    tenant, past = make_blog(owner=alice), timezone.now() - timedelta(days=3)
    with tenant_transaction(tenant):
        for title in ("Public", "Still to come"):
            post = create_post(by=alice, data=PostInput(title=title, content="Words."))
            ahead = timedelta(days=5) if title == "Still to come" else timedelta(0)
            publish_post(post, by=alice, at=past + ahead)
    while run_due():
        pass
    stats = TenantStats.objects.get(pk=tenant.pk)
    assert (stats.posts, stats.drafts, stats.last_published_at) == (1, 1, past), "1 draft: welcome"


def test_a_lost_row_comes_back(make_blog: MakeBlog) -> None:
    tenant = make_blog()
    TenantStats.objects.all().delete()
    run_due()
    assert TenantStats.objects.get(pk=tenant.pk).drafts == 1
