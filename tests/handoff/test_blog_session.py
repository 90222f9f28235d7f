"""What the session on a blog's host lives with, and ends with."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.actions.end_sessions import end_all_sessions
from accounts.models import Session, User
from journal.models import AuditEntry
from tenants.actions.remove_member import remove_member
from tenants.models import Membership, Tenant
from tests.conftest import BlogClient, Join, MakeBlog
from tests.support.handoff import blog_sessions, code_for, redeem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_counters")]
COOKIE = settings.HANDOFF_COOKIE_NAME
STUDIO = "/studio/posts/"


def test_the_session_lives_no_longer_than_the_platforms(platform: Client, blog: Client) -> None:
    soon = timezone.now() + timedelta(hours=1)
    Session.objects.update(expire_date=soon)
    redeem(blog, code_for(platform, blog))
    assert Session.objects.get(tenant_id__isnull=False).expire_date == soon


def test_a_raised_epoch_ends_the_blogs_session(platform: Client, blog: Client, alice: User) -> None:
    redeem(blog, code_for(platform, blog))
    end_all_sessions(alice, by=alice)
    assert blog.get(STUDIO).status_code == 302
    assert platform.get("/blogs/").status_code == 302


def test_leaving_the_team_ends_the_blogs_session_and_no_other(
    platform: Client, blog: Client, alice: User, bob: User, tenant: Tenant, join: Join
) -> None:
    redeem(blog, code_for(platform, blog))
    join(alice, tenant, "editor")
    join(bob, tenant, "owner")
    remove_member(tenant.id, user_id=alice.id, by=bob)
    assert blog.get(STUDIO).status_code == 302
    assert blog_sessions() == 0
    assert platform.get("/blogs/").status_code == 200
    entry = AuditEntry.objects.get(action="membership.removed")
    assert (entry.actor_id, entry.details["role"]) == (bob.id, "editor")


def test_a_lost_role_shuts_the_studio_even_while_the_session_lasts(
    platform: Client, blog: Client, alice: User
) -> None:
    redeem(blog, code_for(platform, blog))
    Membership.objects.filter(user=alice).delete()
    assert blog.get(STUDIO).status_code == 404


def test_the_session_of_one_blog_is_none_on_another(
    platform: Client, blog: Client, blog_client: BlogClient, make_blog: MakeBlog, alice: User
) -> None:
    other = blog_client(make_blog("other", alice))
    redeem(blog, code_for(platform, blog))
    other.cookies[settings.SESSION_COOKIE_NAME] = blog.cookies[settings.SESSION_COOKIE_NAME].value
    assert other.get(STUDIO).status_code == 302


def test_the_platforms_session_is_none_on_a_blog(platform: Client, blog: Client) -> None:
    blog.cookies[settings.SESSION_COOKIE_NAME] = platform.cookies[
        settings.SESSION_COOKIE_NAME
    ].value
    assert blog.get(STUDIO).status_code == 302
