"""Pages: their order, the trash, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.blog.studio.conftest import House
from tests.blog.studio.test_pages import typed_page
from tests.support.hands import Hands
from tests.support.waiting import until, waiting

if TYPE_CHECKING:
    from blog.models import Page

URL = "/studio/pages/"


def page(house: House, slug: str) -> Page:
    from blog.models import Page

    with house.inside():
        return Page.objects.get(slug=slug)


def order(house: House) -> list[str]:
    from blog.models import Page

    with house.inside():
        return list(Page.objects.kept().values_list("slug", flat=True))


def do(house: House, deed: str, page: Page) -> str:
    return str(house.as_owner.post(f"{URL}{page.pk}/{deed}/", follow=True).text)


def test_a_page_moves_up_and_down_and_readers_see_it(house: House) -> None:
    said = do(house, "down", page(house, "about"))
    assert order(house) == ["contact", "about"]
    assert f'formaction="{URL}{page(house, "about").pk}/up/">Undo' in said
    home = house.client().get("/").text
    assert home.index('href="/contact/"') < home.index('href="/about/"')
    do(house, "up", page(house, "about"))
    assert order(house) == ["about", "contact"]


def test_the_answer_leads_back_to_its_line(house: House) -> None:
    about = page(house, "about")
    answer = house.as_owner.post(f"{URL}{about.pk}/down/")
    assert answer.headers["Location"] == f"{URL}#page-{about.pk}"
    assert f'id="page-{about.pk}"' in house.as_owner.get(URL).text


def test_beyond_the_ends_nothing_moves(house: House) -> None:
    assert "Moved" not in do(house, "up", page(house, "about"))
    assert "Moved" not in do(house, "down", page(house, "contact"))
    assert order(house) == ["about", "contact"]


def test_pages_of_the_same_number_get_an_order_of_their_own(house: House) -> None:
    from blog.models import Page

    with house.inside():
        Page.objects.update(position=7)
    do(house, "up", page(house, "contact"))
    assert order(house) == ["contact", "about"]


def test_a_page_in_the_trash_is_gone_for_readers_and_comes_back(house: House) -> None:
    about = page(house, "about")
    said = do(house, "trash", about)
    assert f'formaction="{URL}{about.pk}/restore/">Undo' in said
    reader = house.client()
    assert reader.get("/about/").status_code == 410
    assert 'href="/about/"' not in reader.get("/").text
    assert about.title in house.as_owner.get(f"{URL}?status=trash").text
    assert "It is back." in do(house, "restore", about)
    assert reader.get("/about/").status_code == 200


def test_its_address_is_free_and_restored_it_finds_another(house: House) -> None:
    old = page(house, "about")
    do(house, "trash", old)
    house.as_owner.post(f"{URL}new/", typed_page(title="About", slug="about"))
    assert page_ids(house, "about") == 2
    said = do(house, "restore", old)
    assert "It is back, at a new address: /about-2/" in said
    assert house.client().get("/about-2/").status_code == 200


def page_ids(house: House, slug: str) -> int:
    from blog.models import Page

    with house.inside():
        return Page.objects.filter(slug=slug).count()


def test_two_pages_outside_the_trash_never_share_an_address(house: House) -> None:
    from django.db import IntegrityError

    from blog.models import Page

    with pytest.raises(IntegrityError), house.inside():
        Page.objects.create(title="Other", slug="about")


def test_the_editor_saves_the_last_words_before_the_trash(house: House) -> None:
    about = page(house, "about")
    sent = typed_page(title="About me", slug="about", version=about.version, do="trash")
    answer = house.as_owner.post(f"{URL}{about.pk}/edit/", sent, follow=True)
    assert "Moved to the trash." in answer.text
    stored = page(house, "about")
    assert (stored.title, stored.trashed_at is None) == ("About me", False)


def test_a_page_in_the_trash_can_be_opened_and_says_so(house: House) -> None:
    about = page(house, "about")
    do(house, "trash", about)
    editor = house.as_owner.get(f"{URL}{about.pk}/edit/").text
    assert "This page is in the trash." in editor
    assert f'formaction="{URL}{about.pk}/restore/"' in editor
    sent = typed_page(slug="about", version=about.version)
    answer = house.as_owner.post(f"{URL}{about.pk}/edit/", sent, follow=True)
    assert "restore it to make it public" in answer.text
    assert house.client().get("/about/").status_code == 410


@pytest.mark.django_db(transaction=True)
def test_moves_at_one_moment_lose_no_page(house: House) -> None:
    about, contact = page(house, "about"), page(house, "contact")
    moves = [(about, "down"), (contact, "up"), (about, "up"), (contact, "down")] * 2
    with Hands(4) as pool:
        list(pool.map(lambda move: do_once(house, *move), moves))
    assert sorted(order(house)) == ["about", "contact"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", ["down", "navigation"])
def test_a_place_that_is_saved_at_that_moment_is_not_undone(house: House, deed: str) -> None:
    from blog.actions.inputs import PageInput
    from blog.actions.update_page import update_page

    about, contact = page(house, "about"), page(house, "contact")
    path = f"{URL}navigation/page-{contact.pk}/up/" if deed == "navigation" else ""
    words = PageInput(title="About", content="We.", in_navigation=False, position=5)
    client = house.client(house.owner)
    with Hands(1) as pool:
        with house.inside():
            update_page(about, by=house.owner, data=words, version=about.version)
            moving = pool.submit(client.post, path or f"{URL}{about.pk}/{deed}/")
            until(lambda: waiting() == 1)
        assert moving.result().status_code == 302
    now = page(house, "about")
    assert (now.content, now.in_navigation, now.version) == ("We.", False, 2)


def do_once(house: House, page: Page, deed: str) -> None:
    client = house.client(house.owner)
    assert client.post(f"{URL}{page.pk}/{deed}/").status_code == 302


def places(house: House) -> dict[str, tuple[int, bool]]:
    from blog.models import Page

    with house.inside():
        return {one.slug: (one.position, one.in_navigation) for one in Page.objects.kept()}


def as_opened(house: House, page: Page) -> dict[str, object]:
    """What the editor of `page` would send as it is."""
    form = house.as_owner.get(f"{URL}{page.pk}/edit/").context["form"]
    sent = {name: form[name].value() for name in form.fields if name != "picture"}
    return {name: value for name, value in sent.items() if value is not None and value is not False}


def test_saving_an_open_page_undoes_no_order_made_meanwhile(house: House) -> None:
    about = page(house, "about")
    sent = as_opened(house, about)
    do(house, "down", about)
    house.as_owner.post(f"{URL}navigation/page-{page(house, 'contact').pk}/take/")
    was = places(house)
    house.as_owner.post(f"{URL}{about.pk}/edit/", sent | {"content": "New."})
    assert (page(house, "about").content, places(house)) == ("New.", was)


def test_taken_out_meanwhile_it_stays_out(house: House) -> None:
    about = page(house, "about")
    sent = as_opened(house, about)
    house.as_owner.post(f"{URL}navigation/page-{about.pk}/take/")
    house.as_owner.post(f"{URL}{about.pk}/edit/", sent)
    assert places(house)["about"][1] is False


def test_what_was_chosen_in_the_page_itself_holds(house: House) -> None:
    about = page(house, "about")
    sent = as_opened(house, about)
    do(house, "down", about)
    del sent["in_navigation"]
    house.as_owner.post(f"{URL}{about.pk}/edit/", sent | {"position": "77"})
    assert places(house)["about"] == (77, False)


def test_a_conflict_tells_no_difference_that_nobody_made(house: House) -> None:
    about = page(house, "about")
    sent = as_opened(house, about)
    do(house, "down", about)
    house.as_owner.post(f"{URL}{about.pk}/edit/", sent | {"title": "Theirs"})
    answer = house.as_owner.post(f"{URL}{about.pk}/edit/", sent | {"title": "Mine"})
    assert answer.status_code == 409
    assert [one.label for one in answer.context["twins"].differences] == ["Title"]


def test_a_move_changes_two_places_and_no_more(house: House) -> None:
    from blog.models import Page

    with house.inside():
        Page.objects.filter(slug="about").update(position=10)
        Page.objects.filter(slug="contact").update(position=20)
        Page.objects.create(title="Last", slug="last", position=30)
    do(house, "down", page(house, "about"))
    assert {slug: at for slug, (at, _) in places(house).items()} == {
        "contact": 10,
        "about": 20,
        "last": 30,
    }


def test_a_tie_among_pages_leaves_links_between_them(house: House) -> None:
    from blog.models import Page

    with house.inside():
        Page.objects.update(position=10)
        Page.objects.create(title="Last", slug="last", position=50)
    house.as_owner.post(f"{URL}navigation/", {"title": "Out", "url": "https://example.org/"})
    link = house.as_owner.get(f"{URL}navigation/").context["standing"][-1]
    house.as_owner.post(f"{URL}navigation/{link.name}/up/")
    with house.inside():
        Page.objects.exclude(slug="last").update(position=10)
    do(house, "up", page(house, "contact"))
    nav = [item["title"] for item in house.client().get("/").context["nav_pages"]]
    assert nav == ["Contact", "About", "Out", "Last"]
