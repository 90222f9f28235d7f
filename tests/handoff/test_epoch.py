"""A raised epoch ends what is on its way, even where the person's own session is kept."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from accounts.actions.end_sessions import end_all_sessions
from accounts.models import Session, User
from accounts.sessions import SessionStore
from tests.conftest import BlogClient, MakeBlog
from tests.support.handoff import code_for, redeem

pytestmark = pytest.mark.django_db


def kept_session(client: Client) -> SessionStore:
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return SessionStore(key, host=settings.PLATFORM_HOST)


def test_a_code_from_before_the_epoch_is_refused(
    make_blog: MakeBlog, platform_client: BlogClient, blog_client: BlogClient, alice: User
) -> None:
    platform, blog = platform_client(alice), blog_client(make_blog("alice", alice))
    code = code_for(platform, blog)
    keep = kept_session(platform)
    end_all_sessions(alice, by=alice, keep=keep)
    keep.save()
    assert platform.get("/blogs/").status_code == 200, "her own session goes on"
    assert redeem(blog, code).status_code == 403
    assert not Session.objects.filter(tenant_id__isnull=False).exists()


def test_one_asked_for_afterwards_is_good(
    make_blog: MakeBlog, platform_client: BlogClient, blog_client: BlogClient, alice: User
) -> None:
    platform, blog = platform_client(alice), blog_client(make_blog("alice", alice))
    keep = kept_session(platform)
    end_all_sessions(alice, by=alice, keep=keep)
    keep.save()
    assert redeem(blog, code_for(platform, blog)).status_code == 302
