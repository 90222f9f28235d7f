"""From a sibling blog: every unsafe endpoint there is, with the victim's own cookie and token."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from tests.conftest import BlogClient, MakeBlog
from tests.isolation.examples import ADMIN, BLOG, PLATFORM, endpoints
from tests.isolation.test_endpoints import allauth_examples
from tests.support.admin import admin_client
from tests.support.facts import record

pytestmark = pytest.mark.django_db

METHODS = ("put", "patch", "delete")
OPEN = {
    "contact",
    "report",
    "account_language",
}  # for strangers: the view itself asks where a POST comes from
SIBLING = "http://sibling.inkstead.localhost"
# What a browser says of a form, of a script's request, and an old browser of both.
SAID = (
    {"origin": SIBLING, "sec-fetch-site": "same-site"},
    {"origin": "null", "sec-fetch-site": "cross-site"},
    {"origin": SIBLING},
)
TOKEN = "a" * 32


def with_token(client: Client) -> Client:
    """A client that checks, whose session has the token TOKEN, as if it had leaked."""
    client.handler.enforce_csrf_checks = True
    session = client.session
    session["_csrftoken"] = TOKEN
    session.save()
    return client


def refused(client: Client, paths: dict[str, str]) -> int:
    """Every endpoint is posted to; every tenth by the other methods and in the other words too."""
    tried = 0
    for place, (name, path) in enumerate(paths.items()):
        ways = [("post", SAID[0])]
        if place % 10 == 0:
            ways += [("post", headers) for headers in SAID[1:]]
            ways += [(method, SAID[0]) for method in METHODS]
        for method, headers in ways:
            sent = {"csrfmiddlewaretoken": TOKEN} if method == "post" else {}
            answer = getattr(client, method)(path, sent, headers=headers)
            said = f"{method} {name} {headers} -> {answer.status_code}"
            refusals = {400, 403, 405} if name in OPEN else {403}
            assert answer.status_code in refusals, said
            tried += 1
    return tried


def test_no_blog_acts_for_a_writer_of_another_one(
    make_blog: MakeBlog, alice: User, blog_client: BlogClient
) -> None:
    client = with_token(blog_client(make_blog("alice", alice), alice))
    paths = {e.name: e.path for e in endpoints(settings.ROOT_URLCONF, BLOG)}
    tried = refused(client, paths)
    assert client.get("/studio/posts/").status_code == 200, "nor was she signed out"
    record("from a sibling, a blog's endpoints", tried=tried, taken=0)


def test_nor_for_a_person_or_an_admin_on_the_platform(alice: User) -> None:
    client = with_token(admin_client(alice))
    examples = PLATFORM | ADMIN | allauth_examples()
    paths = {e.name: e.path for e in endpoints(settings.PUBLIC_SCHEMA_URLCONF, examples)}
    tried = refused(client, paths)
    assert client.get("/admin/").status_code == 200, "nor was she signed out"
    record("from a sibling, the platform's endpoints", tried=tried, taken=0)
