"""A link that shows a post before its readers see it: for how long, to whom, and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.actions.inputs import Words
from blog.actions.keep_words import keep_words
from blog.actions.make_preview_link import MOST_OPEN, make_preview_link
from blog.models import Post, PreviewLink
from journal.models import AuditEntry
from journal.work import run_platform_work
from tenants.actions.remove_member import LEFT
from tests.blog.studio.conftest import House


def links_of(post: Post) -> str:
    return f"/studio/posts/{post.pk}/links/"


def make(client: Client, post: Post, days: str = "7") -> str:
    """The path of a new link, as the page shows it."""
    page = client.post(links_of(post), {"days": days})
    assert page.status_code == 200
    found = re.search(r'href="http://alice[^/]*(/preview/[^"]+/)"', page.text)
    assert found
    return found[1]


def test_whoever_has_it_sees_the_draft_without_an_account(house: House) -> None:
    post = house.post(title="Salt", content="Two *kinds*.")
    there = make(house.as_owner, post)
    page = house.client().get(there)
    assert page.status_code == 200
    assert "<em>kinds</em>" in page.text
    assert "A preview, shown by a link that is good until" in page.text
    assert "/studio/" not in page.text
    assert not page.cookies
    assert there not in page.text  # no link on the page carries the secret elsewhere
    assert house.client().get("/blog/salt/").status_code == 404


def test_of_a_published_post_it_shows_what_comes_next(house: House) -> None:
    post = house.post(published=True)
    there = make(house.as_owner, post)
    with house.inside():
        words = Words(title="Salt", content="A third kind.")
        keep_words(Post.objects.get(), by=house.owner, words=words, version=post.version)
    assert "A third kind." in house.client().get(there).text
    assert "A third kind." not in house.client().get("/blog/salt/").text


def test_no_machine_keeps_it_or_passes_it_on(house: House) -> None:
    page = house.client().get(make(house.as_owner, house.post()))
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Referrer-Policy"] == "no-referrer"
    assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))
    assert "Inkstead-Keep" not in page
    assert '<meta name="robots" content="noindex">' in page.text
    assert "og:" not in page.text


def test_only_a_hash_is_kept(house: House) -> None:
    post = house.post()
    token = make(house.as_owner, post).split("/")[2]
    assert token not in house.as_owner.get(links_of(post)).text
    with house.inside():
        kept = bytes(PreviewLink.objects.get().token_hash)
    assert len(kept) == 32
    assert token.encode() not in kept
    assert token not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_it_ends_and_says_so(house: House) -> None:
    post = house.post()
    short, long = make(house.as_owner, post, "1"), make(house.as_owner, post, "30")
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        page = house.client().get(short)
        assert page.status_code == 410
        assert "This link has ended" in page.text
        assert "Two kinds" not in page.text
        assert page["X-Robots-Tag"] == "noindex"
        assert house.client().get(long).status_code == 200


def test_it_is_taken_back_and_the_other_stays(house: House) -> None:
    post = house.post()
    first, second = make(house.as_owner, post), make(house.as_owner, post)
    with house.inside():
        pk = PreviewLink.objects.order_by("pk").values_list("pk", flat=True)[0]
    page = house.as_owner.post(f"{links_of(post)}{pk}/revoke/", follow=True)
    assert "It shows nothing any more." in page.text
    assert page.text.count("Good until") == 1
    assert house.client().get(first).status_code == 410
    assert house.client().get(second).status_code == 200
    house.as_owner.post(f"{links_of(post)}{pk}/restore/")
    assert house.client().get(first).status_code == 200
    told = AuditEntry.objects.filter(action__startswith="preview_link")
    assert sorted(one.action.partition(".")[2] for one in told) == [
        "made", "made", "restored", "revoked",
    ]  # fmt: skip


def test_what_is_in_the_trash_is_not_shown_and_comes_back_with_it(house: House) -> None:
    post = house.post()
    there = make(house.as_owner, post)
    house.as_owner.post(f"/studio/posts/{post.pk}/trash/")
    assert house.client().get(there).status_code == 404
    house.as_owner.post(f"/studio/posts/{post.pk}/restore/")
    assert house.client().get(there).status_code == 200
    with house.inside():
        Post.objects.all().delete()
        assert not PreviewLink.objects.exists()


def test_a_secret_of_nobody_is_not_there(house: House) -> None:
    make(house.as_owner, house.post())
    for path in ("/preview/x/", f"/preview/{'a' * 32}/", "/preview/é/"):
        assert house.client().get(path).status_code == 404


def test_those_who_may_write_it_may_show_it(house: House, member: Callable[[str], Client]) -> None:
    client, bob = member("contributor"), User.objects.get(email="bob@post.example")
    own, hers = house.post(by=bob, title="Own"), house.post(title="Hers")
    assert house.client().get(make(client, own)).status_code == 200
    assert client.post(links_of(hers), {"days": "7"}).status_code == 403
    page = house.as_owner.get(links_of(own)).text
    assert "Somebody without a byline" in page
    with house.inside():
        pk = PreviewLink.objects.get().pk
    assert house.as_owner.post(f"{links_of(hers)}{pk}/revoke/").status_code == 404


def test_a_post_has_room_for_so_many(house: House) -> None:
    post = house.post()
    with house.inside():
        for _number in range(MOST_OPEN):
            make_preview_link(post, by=house.owner, days=7)
    page = house.as_owner.post(links_of(post), {"days": "7"})
    assert "Take one of them back first." in page.text
    for days in ("", "8", "x"):
        assert "Choose for how long" in house.as_owner.post(links_of(post), {"days": days}).text


def test_the_studio_alone_shows_the_preview_in_a_frame(house: House) -> None:
    post = house.post()
    inner = house.as_owner.get(f"/studio/posts/{post.pk}/preview/")
    assert "frame-ancestors 'self'" in inner["Content-Security-Policy"]
    assert inner["X-Frame-Options"] == "SAMEORIGIN"
    outer: Any = house.as_owner.get(f"/studio/posts/{post.pk}/preview/screens/")
    assert "frame-src 'self'" in outer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in outer["Content-Security-Policy"]
    assert outer["X-Frame-Options"] == settings.X_FRAME_OPTIONS == "DENY"
    assert (
        f'<iframe class="screen phone" src="/studio/posts/{post.pk}/preview/?framed=1"'
        in outer.text
    )
    framed = house.as_owner.get(f"/studio/posts/{post.pk}/preview/?framed=1").text
    assert "/studio/" not in framed


def test_what_an_editor_took_back_its_maker_does_not_bring_back(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    client, post = member("contributor"), house.post(by=bob)
    there = make(client, post)
    with house.inside():
        pk = PreviewLink.objects.get().pk
    client.post(f"{links_of(post)}{pk}/revoke/")
    assert client.post(f"{links_of(post)}{pk}/restore/").status_code == 302
    assert house.client().get(there).status_code == 200
    house.as_owner.post(f"{links_of(post)}{pk}/revoke/")
    assert client.post(f"{links_of(post)}{pk}/restore/").status_code == 403
    assert house.client().get(there).status_code == 410
    assert house.as_owner.post(f"{links_of(post)}{pk}/restore/").status_code == 302
    assert house.client().get(there).status_code == 200


def test_it_ends_when_its_maker_leaves_the_team_and_no_other_does(
    house: House, member: Callable[[str], Client], bob: User
) -> None:
    client, post = member("author"), house.post(by=bob)
    theirs, ours = make(client, post), make(house.as_owner, post)
    house.as_owner.post(f"/studio/team/{bob.pk}/remove/")
    run_platform_work(kinds=[LEFT])
    assert house.client().get(theirs).status_code == 410
    assert house.client().get(ours).status_code == 200
    (entry,) = AuditEntry.objects.filter(action="preview_link.revoked")
    assert entry.actor_id is None


def test_it_stays_when_the_removal_is_undone_before_the_worker_comes(
    house: House, member: Callable[[str], Client], bob: User, join: Callable[..., None]
) -> None:
    there = make(member("author"), house.post(by=bob))
    house.as_owner.post(f"/studio/team/{bob.pk}/remove/")
    join(bob, house.tenant, "author")
    run_platform_work(kinds=[LEFT])
    assert house.client().get(there).status_code == 200
