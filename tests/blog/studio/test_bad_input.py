"""What nobody should type, typed into the editor: a sentence by the field, and no word lost."""

from __future__ import annotations

import pytest

from blog.rendering import MAX_SOURCE_BYTES
from tests.blog.studio.conftest import House, typed

URL = "/studio/posts/new/"

REFUSED = [
    ("title", "Sa\0lt", "U+0000", "Salt"),
    ("title", "Sa\x1blt", "U+001B", "Salt"),
    ("title", "x" * 201, "200", "x" * 201),
    ("content", "Two\0 kinds", "U+0000", "Two kinds"),
    ("content", "Two\x07 kinds", "U+0007", "Two kinds"),
    ("excerpt", "x" * 401, "400", "x" * 401),
    ("slug", "2026", "Digits alone", "2026"),
    ("slug", "١٢٣", "Digits alone", "١٢٣"),
    ("slug", "?!", "needs letters", "?!"),
    ("slug", "sa\0lt", "U+0000", "salt"),
    ("slug", "taken", "has this address already", "taken"),
    ("slug", "Taken!", "has this address already", "Taken!"),
    ("tags", ",".join(f"tag{n}" for n in range(21)), "20 tags at most", "tag20"),
    ("tags", "x" * 81, "too long for a tag", "x" * 81),
    ("tags", "a\0b", "U+0000", "ab"),
    ("new_category", "x" * 81, "80", "x" * 81),
    ("new_category", "a\0b", "U+0000", "ab"),
    ("category", "999999", "gone, or was never here", ""),
    ("category", "x", "gone, or was never here", ""),
    ("category", "1\0", "Null characters", ""),
    ("category", "9" * 40, "gone, or was never here", ""),
    ("author", "999999", "gone, or was never here", ""),
    ("language", "klingon", "language from the list", ""),
    ("publish_at", "tomorrow", "no date and time", "tomorrow"),
    ("publish_at", "2026-02-30T10:00", "no date and time", "2026-02-30T10:00"),
    ("publish_at", "0001-01-01T00:00", "too far away", "0001-01-01T00:00"),
    ("publish_at", "9999-12-31T23:59", "too far away", "9999-12-31T23:59"),
]


def test_it_is_refused_by_the_field_and_kept(house: House, subtests: pytest.Subtests) -> None:
    house.post(title="Other", slug="taken")
    sent = typed(title="Salt", content="Words to keep.", excerpt="Short.", do="publish")
    sent |= {"publish_at": ""}
    for field, value, sentence, kept in REFUSED:
        with subtests.test(f"{field} {value[:20]!r}"):
            page = house.as_owner.post(URL, sent | {field: value})
            assert page.status_code == 200
            errors = page.context["form"].errors
            assert list(errors) == [field]
            assert sentence in " ".join(errors[field])
            for words in {"Salt", "Words to keep.", "Short.", kept} - {sent[field]}:
                assert words in page.text
            assert 'role="alert"' in page.text
    assert house.count() == 1


def test_a_text_over_the_cap_is_refused_and_kept(house: House) -> None:
    words = "salt " * (MAX_SOURCE_BYTES // 5 + 1)
    page = house.as_owner.post(URL, typed(title="Salt", content=words))
    assert "one text may have" in page.context["form"].errors["content"][0]
    assert words.strip() in page.text
    assert house.count() == 0


def test_the_cap_counts_bytes(house: House) -> None:
    page = house.as_owner.post(URL, typed(title="Salt", content="🧂" * (MAX_SOURCE_BYTES // 4 + 1)))
    assert "content" in page.context["form"].errors


def test_ten_megabytes_are_refused_by_the_field_and_kept(house: House) -> None:
    answer = house.as_owner.post(URL, typed(title="Salt", content="x" * 10_000_000))
    assert answer.status_code == 200
    assert "content" in answer.context["form"].errors
    assert "x" * 10_000_000 in answer.text
    assert house.count() == 0


ACCEPTED = [
    ("title", "سلام، أيها العالم", "سلام، أيها العالم"),
    ("title", "🧂 & <b>salt</b>", "🧂 & <b>salt</b>"),
    ("title", "  Salt \r\n and  water ", "Salt and water"),
    ("content", "a\r\nb\rc", "a\nb\nc"),
    ("content", "  indented\n", "  indented\n"),
    ("content", "👩‍👩‍👧‍👦 \u202eשלום", "👩‍👩‍👧‍👦 \u202eשלום"),
    ("slug", "Über Salz", "uber-salz"),
    ("slug", "соль", "соль"),
]


def test_words_of_every_script_are_kept_as_they_are(
    house: House, subtests: pytest.Subtests
) -> None:
    from blog.models import Post

    for field, value, stored in ACCEPTED:
        with subtests.test(f"{field} {value[:20]!r}"):
            answer = house.as_owner.post(URL, typed(title="Salt", content="x") | {field: value})
            assert answer.status_code == 302
            with house.inside():
                assert getattr(Post.objects.latest("id"), field) == stored


def test_another_blogs_category_is_no_choice(
    house: House, make_blog: object, charlie: object
) -> None:
    from blog.models import Category
    from tenants.db.scope import tenant_transaction

    other = make_blog("charlie", owner=charlie)  # type: ignore[operator]
    with tenant_transaction(other):
        for number in range(30):
            foreign = Category.objects.create(name=f"Foreign {number}", slug=f"foreign-{number}")
    page = house.as_owner.post(URL, typed(title="Salt", category=foreign.pk))
    assert "category" in page.context["form"].errors
    assert "Foreign" not in page.text
