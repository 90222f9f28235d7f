"""/studio/messages/: what readers wrote, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.blog.studio.conftest import House

if TYPE_CHECKING:
    from collections.abc import Callable

    from blog.contact.models import Message

URL = "/studio/messages/"


def write(house: House, text: str = "Which salt?", **fields: Any) -> Message:
    from blog.contact.models import Message

    with house.inside():
        return Message.objects.create(
            **{"name": "Dora", "email": "dora@post.example", "text": text} | fields
        )


def again(house: House, message: Message) -> Message:
    from blog.contact.models import Message

    with house.inside():
        return Message.objects.get(pk=message.pk)


def test_the_newest_come_first_and_the_unread_are_marked(house: House) -> None:
    write(house, "The first")
    write(house, "The second")
    page = house.as_owner.get(URL).text
    assert page.index("The second") < page.index("The first")
    assert page.count('class="unread"') == 2
    assert "2 new" in page


def test_an_empty_room_says_where_readers_find_the_form(house: House) -> None:
    assert "Nobody has written yet." in house.as_owner.get(URL).text


def test_opening_one_marks_it_read(house: House) -> None:
    message = write(house)
    house.as_owner.head(f"{URL}{message.pk}/")
    assert again(house, message).read_at is None
    page = house.as_owner.get(f"{URL}{message.pk}/").text
    assert "Which salt?" in page
    assert 'href="mailto:dora@post.example"' in page
    assert again(house, message).read_at is not None
    assert " new</small>" not in house.as_owner.get(URL).text


def test_it_can_be_marked_as_unread(house: House) -> None:
    message = write(house)
    house.as_owner.get(f"{URL}{message.pk}/")
    answer = house.as_owner.post(f"{URL}{message.pk}/unread/", follow=True)
    assert "Marked as unread." in answer.text
    assert again(house, message).read_at is None


@pytest.mark.parametrize(
    ("deed", "column", "box", "undo"),
    [("trash", "trashed_at", "trash", "restore"), ("spam", "spam_at", "spam", "not-spam")],
)
def test_it_is_put_away_and_comes_back(
    house: House, deed: str, column: str, box: str, undo: str
) -> None:
    message = write(house)
    answer = house.as_owner.post(f"{URL}{message.pk}/{deed}/", follow=True)
    assert f'formaction="{URL}{message.pk}/{undo}/">Undo' in answer.text
    assert "Which salt?" not in answer.text
    assert "Which salt?" in house.as_owner.get(f"{URL}?box={box}").text
    assert getattr(again(house, message), column) is not None
    house.as_owner.post(f"{URL}{message.pk}/{undo}/")
    assert getattr(again(house, message), column) is None
    assert "Which salt?" in house.as_owner.get(URL).text


def test_what_was_spam_comes_back_from_the_trash_as_spam(house: House) -> None:
    message = write(house)
    for deed in ("spam", "trash", "restore"):
        house.as_owner.post(f"{URL}{message.pk}/{deed}/")
    assert again(house, message).spam_at is not None


def test_a_deed_done_twice_is_done_once(house: House) -> None:
    from journal.models import AuditEntry

    message = write(house)
    for _ in range(2):
        house.as_owner.post(f"{URL}{message.pk}/trash/")
    assert AuditEntry.objects.filter(action="message.trashed").count() == 1


def test_twenty_to_a_page_with_constant_queries(house: House) -> None:
    write(house)
    queries(house)  # the first one gets to know the host
    few = queries(house)
    for number in range(25):
        write(house, f"Letter {number}")
    assert queries(house) == few
    page = house.as_owner.get(f"{URL}?page=2").text
    assert "21–26 of 26" in page
    assert "Letter 24" not in page


def queries(house: House) -> int:
    with CaptureQueriesContext(connection) as captured:
        house.as_owner.get(URL)
    return len(captured)


def test_hostile_words_are_text(house: House) -> None:
    message = write(
        house,
        "<script>alert(1)</script> javascript:alert(1)",
        name='"><img src=x onerror=alert(1)>',
    )
    for path in (URL, f"{URL}{message.pk}/"):
        page = house.as_owner.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
    assert 'href="javascript' not in page


def test_an_address_cannot_add_to_the_answer(house: House) -> None:
    message = write(house, email="a?bcc=eve@evil.example")
    page = house.as_owner.get(f"{URL}{message.pk}/").text
    assert "mailto:a%3Fbcc%3Deve@evil.example" in page


def test_who_may_not_answer_does_not_see_the_room(
    house: House, member: Callable[[str], Client]
) -> None:
    write(house)
    page = member("editor").get("/studio/posts/").text
    assert URL not in page
    assert "1 new" not in page
    assert "1 new" in member("admin").get("/studio/posts/").text


def test_it_says_when_readers_cannot_write(house: House) -> None:
    from blog.models import Blog

    with house.inside():
        Blog.objects.update(takes_messages=False)
    assert "Readers cannot write to this blog" in house.as_owner.get(URL).text


def test_any_box_that_there_is_none_of_is_the_inbox(house: House) -> None:
    write(house)
    assert "Which salt?" in house.as_owner.get(f"{URL}?box=<b>&page=9e9").text
