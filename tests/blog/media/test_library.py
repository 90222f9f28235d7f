"""Media in the studio: finding, describing, the trash and the way back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from blog.media.models import Picture
from journal.models import AuditEntry
from tests.blog.media.conftest import Add
from tests.blog.media.drawing import picture
from tests.blog.studio.conftest import House

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
    for verb in ("", "trash/", "restore/", "retry/"):
        assert client.post(f"{MEDIA}{row.key}/{verb}", {"alt": "x"}).status_code == status


def test_ones_own_one_may_change(
    house: House, add: Add, member: Callable[[str], Client], bob: User
) -> None:
    client = member("contributor")
    row = add(by=bob)
    assert client.post(f"{MEDIA}{row.key}/", {"alt": "Mine"}).status_code == 302
    assert client.post(f"{MEDIA}{row.key}/trash/").status_code == 302
    assert again(house, row).alt == "Mine"
    assert again(house, row).trashed_at


def test_how_much_is_kept_is_shown_and_counted(house: House, add: Add) -> None:
    from tenants.models import TenantStats

    rows = [add(picture((900, 600))), add(picture((800, 500)))]
    total = sum(row.size for row in rows)
    assert TenantStats.objects.get(pk=house.tenant.pk).storage_bytes == total
    assert "KB in use" in house.as_owner.get(MEDIA).text.replace("\xa0", " ")
