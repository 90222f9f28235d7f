from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Session, User
from journal.models import AuditEntry
from tests.conftest import BlogClient, MakeBlog
from tests.support.handoff import code_for, redeem

pytestmark = pytest.mark.django_db


def test_it_signs_this_browser_out_everywhere_and_no_other_browser(
    make_blog: MakeBlog, platform_client: BlogClient, blog_client: BlogClient, alice: User
) -> None:
    first, second = make_blog("first", alice), make_blog("second", alice)
    platform, elsewhere = platform_client(alice), platform_client(alice)
    blog, other = blog_client(first), blog_client(second)
    for client in (blog, other):
        redeem(client, code_for(platform, client))
    response = blog.post("/logout/")
    assert response.status_code == 200
    assert "You are signed out in this browser." in response.content.decode()
    for client in (blog, other):
        assert client.get("/studio/posts/").status_code == 302
    assert platform.get("/blogs/").status_code == 302
    assert elsewhere.get("/blogs/").status_code == 200
    assert Session.objects.filter(user=alice).count() == 1
    assert AuditEntry.objects.get(action="user.signed_out").actor_id == alice.pk


def test_a_stranger_is_told_the_same(make_blog: MakeBlog, blog_client: BlogClient) -> None:
    response = blog_client(make_blog("first")).post("/logout/")
    assert response.status_code == 200
    assert not AuditEntry.objects.filter(action="user.signed_out").exists()


def test_it_takes_a_post(make_blog: MakeBlog, blog_client: BlogClient, alice: User) -> None:
    client: Client = blog_client(make_blog("first", alice), alice)
    assert client.get("/logout/").status_code == 405
    assert client.get("/studio/posts/").status_code == 200


def test_it_takes_the_token(make_blog: MakeBlog, blog_client: BlogClient, alice: User) -> None:
    client = blog_client(make_blog("first", alice), alice)
    client.handler.enforce_csrf_checks = True
    assert client.post("/logout/").status_code == 403
    assert Session.objects.filter(user=alice).exists()


def test_everywhere_means_every_browser(
    make_blog: MakeBlog, platform_client: BlogClient, blog_client: BlogClient, alice: User
) -> None:
    blog = blog_client(make_blog("first", alice))
    platform, elsewhere = platform_client(alice), platform_client(alice)
    redeem(blog, code_for(elsewhere, blog))
    page = platform.post("/sign-out-everywhere/", follow=True)
    assert "You are signed out everywhere." in page.content.decode()
    assert not Session.objects.filter(user=alice).exists()
    for client in (platform, elsewhere):
        assert client.get("/blogs/").status_code == 302
    assert blog.get("/studio/posts/").status_code == 302


def test_everywhere_takes_a_post_too(platform_client: BlogClient, alice: User) -> None:
    client = platform_client(alice)
    assert client.get("/sign-out-everywhere/").status_code == 405
    assert client.get("/blogs/").status_code == 200
    assert platform_client().post("/sign-out-everywhere/")["Location"] == "/accounts/login/"
