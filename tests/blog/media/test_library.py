"""Media in the studio: finding, describing, the trash and the way back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from blog.media.models import Picture
from blog.media.used import uses_of
from blog.models import Post
from journal.models import AuditEntry
from tenants.models import Membership
from tests.blog.media.conftest import Add, file
from tests.blog.media.drawing import picture
from tests.blog.studio.conftest import House
from tests.plans.conftest import put_on

pytestmark = pytest.mark.django_db

MEDIA = "/studio/media/"


def again(house: House, row: Picture) -> Picture:
    with house.inside():
        return Picture.objects.get(pk=row.pk)


def test_an_empty_one_says_what_to_do(house: House) -> None:
    page = house.as_owner.get(MEDIA).text
    assert "No pictures yet. Add the first one above." in page
    assert 'type="search"' not in page


def test_search_looks_at_names_and_alt_texts(house: House, add: Add) -> None:
    rows = {name: add(name=f"{name}.jpg", ready=False) for name in ("pier", "harbour", "fog")}
    with house.inside():
        Picture.objects.filter(pk=rows["fog"].pk).update(alt="Hardly a PIER")
    page = house.as_owner.get(f"{MEDIA}?q=pier").text
    assert rows["pier"].key in page
    assert rows["fog"].key in page
    assert rows["harbour"].key not in page
    assert "Nothing here matches." in house.as_owner.get(f"{MEDIA}?q=salt").text


def test_a_page_has_twenty_four(house: House) -> None:
    with house.inside():
        Picture.objects.bulk_create(
            Picture(name=f"n{number}", kind="PNG", width=1, height=1, size=1)
            for number in range(30)
        )
    assert house.as_owner.get(MEDIA).text.count('id="picture-') == 24
    assert house.as_owner.get(f"{MEDIA}?page=2").text.count('id="picture-') == 6


def test_describing_it(house: House, add: Add) -> None:
    row = add()
    path = f"{MEDIA}{row.key}/"
    house.as_owner.post(path, {"alt": " A  pier ", "caption": "At dusk"})
    kept = again(house, row)
    assert (kept.alt, kept.caption, kept.decorative) == ("A pier", "At dusk", False)
    assert f"![A pier]({row.path} &quot;At dusk&quot;)" in house.as_owner.get(path).text
    house.as_owner.post(path, {"alt": "A pier", "decorative": "on"})
    kept = again(house, row)
    assert (kept.alt, kept.decorative) == ("", True)
    assert AuditEntry.objects.filter(action="picture.described").count() == 2


def test_what_is_too_long_or_unprintable_is_said_by_the_field(house: House, add: Add) -> None:
    row = add()
    page = house.as_owner.post(f"{MEDIA}{row.key}/", {"alt": "x" * 501, "caption": "a\x07b"}).text
    assert page.count('aria-invalid="true"') == 2
    assert again(house, row).alt == ""


def test_where_it_is_used(
    house: House, add: Add, member: Callable[[str], Client], bob: User
) -> None:
    from blog.actions.create_page import create_page
    from blog.actions.inputs import PageInput

    row, other = add(), add(name="other.jpg")
    house.post(title="By Alice", content=f"![]({row.path})")
    house.post(title="By Bob", content=f"![]({row.path})", by=bob)
    house.post(title="Of another", content=f"![]({other.path})")
    with house.inside():
        create_page(by=house.owner, data=PageInput(title="A page", content=f"![]({row.path})"))
    page = house.as_owner.get(f"{MEDIA}{row.key}/").text
    for title in ("By Alice", "By Bob", "A page"):
        assert title in page
    assert "Of another" not in page
    page = member("author").get(f"{MEDIA}{row.key}/").text
    assert "By Bob" in page
    assert "By Alice" not in page
    assert "2 texts of others." in page


def test_how_it_is_used_and_what_the_trash_would_mean(house: House, add: Add) -> None:
    row = add()
    named = f"![]({row.path})"
    house.post(title="In the text", content=named, published=True)
    shared = house.post(title="To others", content="No picture.", published=True)
    draft = house.post(title="A draft", content=named)
    with house.inside():
        Post.objects.filter(pk=shared.pk).update(shared_picture=row.key)
        Post.objects.filter(pk=draft.pk).update(trashed_at=timezone.now())
    page = " ".join(house.as_owner.get(f"{MEDIA}{row.key}/").text.split())
    assert 'In the text</a> <small class="muted">in the text</small>' in page
    assert 'To others</a> <small class="muted">beside links to it</small>' in page
    assert 'A draft</a> <small class="muted">in the text, in the trash</small>' in page
    assert "Readers see it in 2 places." in page
    assert 'aria-describedby="trash-means"' in page
    house.as_owner.post(f"{MEDIA}{row.key}/trash/")
    assert "Readers see it in" not in house.as_owner.get(f"{MEDIA}{row.key}/").text


def test_where_it_is_used_costs_three_queries(house: House, add: Add) -> None:
    row = add()
    for number in range(4):
        house.post(title=f"T{number}", content=f"![]({row.path})")
    owner = Membership.objects.get(user=house.owner, tenant=house.tenant)
    with house.inside(), CaptureQueriesContext(connection) as seen:
        uses = uses_of(row, owner)
    assert (len(uses.posts), len(seen)) == (4, 3)


def test_words_that_readers_do_not_have_yet_use_it_too(house: House, add: Add) -> None:
    row = add()
    post = house.post(title="By Alice", content="No picture.", published=True)
    words = {"title": "By Alice", "content": f"![]({row.path})", "version": post.version}
    path = f"/studio/posts/{post.pk}/words/"
    house.as_owner.post(path, json.dumps(words), content_type="application/json")
    assert "By Alice" in house.as_owner.get(f"{MEDIA}{row.key}/").text


def test_the_trash_and_back(house: House, add: Add) -> None:
    row = add()
    post = house.post(published=True, content=f"![]({row.path})")
    house.as_owner.post(f"{MEDIA}{row.key}/trash/")
    page = house.as_owner.get(MEDIA).text
    assert "Moved to the trash." in page
    assert f'formaction="{MEDIA}{row.key}/restore/"' in page
    assert f'id="picture-{row.key}"' not in page
    assert "<img" not in house.client().get(post.get_absolute_url()).text
    assert f'id="picture-{row.key}"' in house.as_owner.get(f"{MEDIA}?status=trash").text
    house.as_owner.post(f"{MEDIA}{row.key}/restore/")
    assert "<img" in house.client().get(post.get_absolute_url()).text
    entries = AuditEntry.objects.filter(action__startswith="picture.")
    actions = sorted(entries.values_list("action", flat=True))
    assert actions == ["picture.added", "picture.restored", "picture.trashed"]


@pytest.mark.parametrize(
    ("role", "status"), [("contributor", 403), ("author", 403), ("editor", 302)]
)
def test_other_peoples_pictures_are_theirs(
    house: House, add: Add, member: Callable[[str], Client], role: str, status: int
) -> None:
    row, client = add(), member(role)
    page = client.get(f"{MEDIA}{row.key}/")
    assert page.status_code == 200
    assert ("Move to trash" in page.text) == (status == 302)
    for verb in ("", "trash/", "restore/", "retry/", "replace/undo/"):
        assert client.post(f"{MEDIA}{row.key}/{verb}", {"alt": "x"}).status_code == status
    sent = client.post(f"{MEDIA}{row.key}/replace/", {"picture": file(picture((60, 40)))})
    assert sent.status_code == status


def test_ones_own_one_may_change(
    house: House, add: Add, member: Callable[[str], Client], bob: User
) -> None:
    client = member("contributor")
    row = add(by=bob)
    assert client.post(f"{MEDIA}{row.key}/", {"alt": "Mine"}).status_code == 302
    assert client.post(f"{MEDIA}{row.key}/trash/").status_code == 302
    assert again(house, row).alt == "Mine"
    assert again(house, row).trashed_at


def test_what_readers_see_is_given_another_file_by_those_who_publish(
    house: House, add: Add, member: Callable[[str], Client], bob: User
) -> None:
    client, row = member("contributor"), add(by=bob)
    path = f"{MEDIA}{row.key}/replace/"
    post = house.post(by=bob, title="Bob", content=f"![x]({row.path})")
    assert client.post(path, {"picture": file(picture((60, 40)))}).status_code == 302
    house.as_owner.post(f"/studio/posts/{post.pk}/publish/")
    assert house.again(post).is_out
    for what in ("", "undo/"):
        sent = client.post(f"{path}{what}", {"picture": file(picture((50, 40)))})
        assert sent.status_code == 403
    assert house.as_owner.post(f"{path}undo/").status_code == 302


def test_those_without_alt_text_have_a_shelf_where_it_is_asked_for(
    house: House, add: Add, member: Callable[[str], Client], bob: User
) -> None:
    said, first, second = add(name="said.jpg"), add(name="first.jpg"), add(name="second.jpg")
    house.as_owner.post(f"{MEDIA}{said.key}/", {"alt": "A pier"})
    theirs = add(name="theirs.jpg", by=bob)
    page = house.as_owner.get(f"{MEDIA}?status=bare").text
    assert said.key not in page
    assert all(f'name="{row.key}-alt"' in page for row in (first, second, theirs))
    sent = {"key": [first.key, second.key], f"{first.key}-alt": "Fog", f"{second.key}-alt": ""}
    answer = house.as_owner.post(f"{MEDIA}describe/", sent, follow=True).text
    assert "One picture says what it shows." in answer
    assert (again(house, first).alt, again(house, second).alt) == ("Fog", "")
    client = member("author")
    sent = {"key": [second.key, theirs.key], f"{second.key}-alt": "No", f"{theirs.key}-alt": "Yes"}
    client.post(f"{MEDIA}describe/", sent)
    assert (again(house, second).alt, again(house, theirs).alt) == ("", "Yes")
    assert f'name="{second.key}-alt"' not in client.get(f"{MEDIA}?status=bare").text


def test_words_that_cannot_be_kept_are_asked_for_again_and_the_rest_waits(
    house: House, add: Add
) -> None:
    first, second = add(name="first.jpg"), add(name="second.jpg")
    sent = {
        "key": [first.key, second.key],
        f"{first.key}-alt": "Fog",
        f"{second.key}-alt": "x" * 501,
    }
    page = house.as_owner.post(f"{MEDIA}describe/", sent).text
    assert f'href="#id_{second.key}-alt"' in page
    assert "\nFog</textarea>" in page
    assert again(house, first).alt == ""


def test_several_without_a_script_lead_to_the_fields_for_their_words(house: House) -> None:
    files = [file(picture(), f"n{number}.jpg") for number in range(3)]
    answer = house.as_owner.post(MEDIA, {"pictures": files})
    assert answer["Location"] == f"{MEDIA}?status=bare"
    assert house.as_owner.get(answer["Location"]).text.count('-alt" ') == 3


def test_the_space_of_a_plan_is_a_bar_and_says_when_it_is_nearly_full(
    house: House, add: Add
) -> None:
    row = add()
    put_on(house.tenant, storage_bytes=row.size * 10)
    page = house.as_owner.get(MEDIA).text
    assert '<rect class="part" width="10" height="1"/>' in page
    assert "are in use" not in page
    put_on(house.tenant, storage_bytes=row.size + row.size // 10)
    assert "that your plan has for pictures are in use." in house.as_owner.get(MEDIA).text


def test_how_much_is_kept_is_shown_and_counted(house: House, add: Add) -> None:
    from tenants.models import TenantStats

    rows = [add(picture((900, 600))), add(picture((800, 500)))]
    total = sum(row.size for row in rows)
    assert TenantStats.objects.get(pk=house.tenant.pk).storage_bytes == total
    assert "KB in use" in house.as_owner.get(MEDIA).text.replace("\xa0", " ")
