"""Which page is read on which of a blog's hosts, and that no name is believed unproven."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.conf import settings as live_settings
from django.test import Client
from django.urls import reverse

from blog.actions.create_post import create_post
from blog.actions.inputs import PostInput
from blog.actions.publish_post import publish_post
from blog.models import Post
from tenants.actions.remove_domain import remove_domain
from tenants.db.scope import tenant_transaction
from tenants.directory import Directory
from tenants.models import State, Tenant
from tests.conftest import BlogClient, signed_in
from tests.domains.conftest import NAME, Owned, look

pytestmark = pytest.mark.django_db

GIVEN = "alice.inkstead.localhost"
MACHINES = ["/feed.xml", "/rss.xml", "/feed.json", "/sitemap.xml", "/robots.txt", "/llms.txt"]
START = reverse("handoff_start", urlconf=live_settings.PUBLIC_SCHEMA_URLCONF)


def post_of(owned: Owned) -> Post:
    with tenant_transaction(owned.tenant):
        post = create_post(by=owned.owner, data=PostInput(title="Salt", content="Two kinds."))
        return publish_post(post, by=owned.owner)


def on(host: str) -> Client:
    return Client(HTTP_HOST=host)


@pytest.mark.parametrize("path", ["/", "/blog/?page=2", "/feed.xml", "/tag/a/?x=%C3%A4&y=1"])
def test_readers_are_led_with_path_and_query(owned: Owned, path: str) -> None:
    owned.live()
    answer = on(GIVEN).get(path)
    assert (answer.status_code, answer["Location"]) == (301, f"http://{NAME}{path}")
    assert answer["Cache-Control"] == "no-cache"


def test_nothing_is_led_before_it_works(owned: Owned) -> None:
    claim = owned.add()
    assert on(GIVEN).get("/").status_code == 200
    assert on(NAME).get("/").status_code == 404
    look(claim)
    assert on(GIVEN).get("/").status_code == 200


def test_while_its_certificate_is_fetched_it_leads_back(owned: Owned) -> None:
    from tenants.domains.canonical import choose_canonical, route

    claim = owned.add()
    claim.state = "securing"
    claim.save()
    route(claim)
    choose_canonical(owned.tenant.pk)
    answer = on(NAME).get("/blog/")
    assert (answer.status_code, answer["Location"]) == (301, f"http://{GIVEN}/blog/")
    assert on(GIVEN).get("/blog/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/studio/posts/", "/login/?next=/studio/posts/", "/handoff/?code=x"]
)
def test_the_studio_and_the_sign_in_stay_on_the_given_address(owned: Owned, path: str) -> None:
    owned.live()
    answer = on(NAME).get(path)
    assert (answer.status_code, answer["Location"]) == (301, f"http://{GIVEN}{path}")
    assert not answer.cookies
    assert on(GIVEN).get("/studio/posts/")["Location"].startswith("/login/")


def test_nobody_gets_a_session_on_a_domain_of_somebodys_own(owned: Owned) -> None:
    owned.live()
    client = signed_in(Client(HTTP_HOST=live_settings.PLATFORM_HOST), owned.owner, None)
    query = {"host": NAME, "challenge": "a" * 64, "next": "/studio/"}
    assert client.get(START, query).status_code == 404
    query["host"] = GIVEN
    assert client.get(START, query).status_code == 200


def test_a_session_of_the_given_address_is_none_on_the_domain(
    owned: Owned, blog_client: BlogClient
) -> None:
    post = post_of(owned)
    owned.live()
    member = blog_client(owned.tenant, owned.owner)
    assert "Edit" in member.get("/studio/posts/").text
    client = on(NAME)
    client.cookies = member.cookies
    assert "/studio/posts/new/" not in client.get(post.get_absolute_url()).text
    sent = client.post("/studio/posts/new/", {"title": "x"}, HTTP_ORIGIN=f"http://{NAME}")
    assert sent.status_code in {302, 403}
    assert not sent.get("Location", "").startswith("/studio/")


def test_pictures_and_sheets_answer_where_the_studio_is(owned: Owned) -> None:
    owned.live()
    assert on(GIVEN).get("/media/abcdef/x.jpg").status_code == 404
    assert on(NAME).get("/media/abcdef/x.jpg").status_code == 404


def test_links_feeds_and_maps_name_the_domain(owned: Owned) -> None:
    post = post_of(owned)
    owned.live()
    path = post.get_absolute_url()
    client = on(NAME)
    page = client.get(path).text
    assert f'<link rel="canonical" href="http://{NAME}{path}">' in page
    assert GIVEN not in page
    for machine in MACHINES:
        text = client.get(machine).text
        assert GIVEN not in text, machine
        assert NAME in text, machine


def test_what_is_shared_may_name_either(owned: Owned) -> None:
    post = post_of(owned)
    owned.live()
    for host in (NAME, GIVEN):
        url = f"http://{host}{post.get_absolute_url()}"
        found = on(NAME).get("/oembed/", {"url": url}).json()
        assert found["provider_url"] == f"http://{NAME}/"
    assert (
        on(NAME)
        .get("/oembed/", {"url": f"http://evil.example{post.get_absolute_url()}"})
        .status_code
        == 404
    )


def test_a_form_that_was_open_before_still_arrives(owned: Owned) -> None:
    owned.live()
    answer = on(GIVEN).post("/contact/", {}, HTTP_ORIGIN=f"http://{GIVEN}")
    assert answer.status_code not in {301, 302}


@pytest.mark.parametrize(
    "host",
    ["other.example.com", f"{NAME}.evil.example", f"x.{NAME}", "blog.example.com:80@evil.example",
     "blog.example.com\t"],
)  # fmt: skip
def test_a_name_that_is_like_it_is_not_it(owned: Owned, host: str) -> None:
    owned.live()
    assert on(host).get("/").status_code in {400, 404}
    for spoof in ("X-Forwarded-Host", "Forwarded", "X-Host"):
        answer = Client(HTTP_HOST="nobody.example.org").get("/", headers={spoof: NAME})
        assert answer.status_code == 404


def test_upper_case_and_a_dot_at_the_end_are_the_same_host(owned: Owned) -> None:
    owned.live()
    assert on(NAME.upper()).get("/").status_code == 200
    assert on(f"{NAME}.").get("/").status_code == 200


def test_after_removal_its_links_lead_on(owned: Owned) -> None:
    claim = owned.live()
    remove_domain(owned.tenant, claim.pk, by=owned.owner)
    answer = on(NAME).get("/blog/salt/?a=b")
    assert (answer.status_code, answer["Location"]) == (301, f"http://{GIVEN}/blog/salt/?a=b")
    assert on(GIVEN).get("/").status_code == 200


@pytest.mark.parametrize(("state", "status"), [(State.SUSPENDED, 403), (State.DELETED, 410)])
def test_a_blog_that_is_closed_is_closed_there_too(owned: Owned, state: State, status: int) -> None:
    owned.live()
    Tenant.objects.filter(pk=owned.tenant.pk).update(state=state)
    assert on(NAME).get("/").status_code == status
    assert on(GIVEN).get("/").status_code == status


def test_browsers_insist_on_tls_for_that_name_alone(owned: Owned, settings: Any) -> None:
    owned.live()
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    there = on(NAME).get("/", secure=True)["Strict-Transport-Security"]
    assert there == "max-age=2592000"
    here = on(GIVEN).get("/studio/", secure=True)["Strict-Transport-Security"]
    assert "includeSubDomains" in here


def test_every_process_learns_of_it_with_its_next_poll(owned: Owned, settings: Any) -> None:
    settings.HOST_CACHE_POLL_SECONDS = 60
    known = Directory()
    known._pid = os.getpid()  # no thread: the polls below are the only ones
    known.poll()
    before = known.lookup(GIVEN)
    assert before is not None
    assert before.canonical_host == GIVEN
    known.poll()
    claim = owned.live()
    known.poll()
    after = known.lookup(GIVEN)
    assert after is not None
    assert after.canonical_host == NAME
    assert known.lookup(NAME) is not None
    remove_domain(owned.tenant, claim.pk, by=owned.owner)
    known.poll()
    again = known.lookup(NAME)
    assert again is not None
    assert again.canonical_host == GIVEN


def test_discover_and_your_blogs_name_it(owned: Owned, platform_client: BlogClient) -> None:
    owned.live()
    page = platform_client(owned.owner).get("/blogs/").text
    assert f"<small>{NAME}</small>" in page
    assert f"http://{GIVEN}/studio/posts/" in page
