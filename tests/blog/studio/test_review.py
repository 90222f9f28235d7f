"""A draft that is handed in: read, accepted, sent back, taken back; the table, and the letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.actions.answer_hand_in import accept_hand_in, send_back
from blog.actions.hand_in import AlreadyAnswered, take_back
from blog.actions.inputs import Words
from blog.actions.keep_words import keep_words
from blog.models import HandIn, Post
from blog.review import STEPS, Step, may_take
from journal.models import AuditEntry
from tenants.models import Membership
from tenants.roles import RIGHTS, WORDS, May, Role
from tests.blog.studio.conftest import House, typed
from tests.support.databases import ROOT
from tests.support.letters import deliver

type MemberAs = Callable[[str], Client]


@pytest.fixture
def bob_writes(member: MemberAs, bob: User) -> Client:
    """Bob, a contributor whose e-mail is confirmed."""
    User.objects.filter(pk=bob.pk).update(email_confirmed_at=timezone.now())
    return member("contributor")


def edit(post: Post) -> str:
    return f"/studio/posts/{post.pk}/edit/"


def review(post: Post) -> str:
    return f"/studio/posts/{post.pk}/review/"


def press(house: House, client: Client, post: Post, do: str, **fields: Any) -> Any:
    now = house.again(post)
    words = {"title": now.title, "content": now.content, "version": str(now.version)}
    return client.post(edit(post), typed(**(words | fields), do=do), follow=True)


def test_from_the_first_draft_to_its_readers(house: House, bob_writes: Client, bob: User) -> None:
    post = house.post(by=bob, title="Salt", content="One.\n\nTwo.")
    page = press(house, bob_writes, post, "hand_in", hand_in_note="Is it too long?")
    assert "Handed in. An editor reads it" in page.text
    assert "Handed in" in bob_writes.get("/studio/posts/").text
    assert "1 draft is handed in" in house.as_owner.get("/studio/posts/").text
    listed = house.as_owner.get("/studio/posts/handed-in/").text
    assert "Is it too long?" in listed
    assert review(post) in listed
    page = house.as_owner.get(review(post))
    assert "<p>Two.</p>" in page.text
    assert "Is it too long?" in page.text

    page = house.as_owner.post(
        review(post), {"do": "send_back", "note": "Cut the second."}, follow=True
    )
    assert "Sent back." in page.text
    (letter,) = deliver()
    assert letter.to == ["bob@post.example"]
    assert letter.subject == "“Salt” is back with you"
    assert "Cut the second." in str(letter.body)
    assert edit(post) in str(letter.body)
    page = bob_writes.get(edit(post)).text
    assert "Cut the second." in page
    assert "Sent back" in bob_writes.get("/studio/posts/").text

    press(house, bob_writes, post, "hand_in", content="One.\n\nAnd salt.")
    page = house.as_owner.get(review(post)).text
    assert "As you had it before" in page
    assert "<del>" in page
    version = house.again(post).version
    house.as_owner.post(review(post), {"do": "accept", "version": version})
    assert house.client().get("/blog/salt/").status_code == 200
    assert [one.subject for one in deliver()] == ["Marginalia publishes “Salt”"]
    assert "Nothing waits for an answer." in house.as_owner.get("/studio/posts/handed-in/").text
    told = AuditEntry.objects.filter(
        action__in=["post.handed_in", "post.sent_back", "post.accepted"]
    )
    assert sorted(one.action for one in told) == [
        "post.accepted", *["post.handed_in"] * 2, "post.sent_back",
    ]  # fmt: skip


@pytest.mark.parametrize("gone", ["taken_back", "trash"])
def test_a_note_is_not_lost_where_nothing_waits_any_more(
    house: House, bob_writes: Client, bob: User, gone: str
) -> None:
    post = house.post(by=bob)
    press(house, bob_writes, post, "hand_in")
    if gone == "trash":
        house.as_owner.post(f"/studio/posts/{post.pk}/trash/")
    else:
        with house.inside():
            take_back(HandIn.objects.get(), by=bob)
    assert house.as_owner.get(review(post)).status_code == 404
    for do in ("send_back", "accept"):
        sent = {"do": do, "note": "Cut the second.", "version": house.again(post).version}
        page = house.as_owner.post(review(post), sent)
        assert page.status_code == 200
        assert "Somebody answered it already, or it was taken back." in page.text
        assert "Cut the second.</textarea>" in page.text
        assert 'value="send_back"' not in page.text
    assert house.again(post).status == "draft"
    never = house.post(by=bob, title="Never handed in")
    sent = {"do": "send_back", "note": "Why?"}
    assert house.as_owner.post(review(never), sent).status_code == 404


def test_it_is_accepted_for_a_time_to_come(house: House, bob_writes: Client, bob: User) -> None:
    post = house.post(by=bob)
    press(house, bob_writes, post, "hand_in")
    later = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    sent = {"do": "accept", "version": house.again(post).version}
    page = house.as_owner.post(review(post), sent | {"publish_at": "2020-01-01T10:00"})
    assert "Choose a time to come" in page.text
    house.as_owner.post(review(post), sent | {"publish_at": later})
    assert house.again(post).is_scheduled
    with house.inside():
        assert HandIn.objects.get().stand == "accepted"


def test_what_was_changed_meanwhile_is_read_again(
    house: House, bob_writes: Client, bob: User
) -> None:
    post = house.post(by=bob)
    press(house, bob_writes, post, "hand_in")
    read = house.again(post).version
    press(house, bob_writes, post, "save", content="Something else.")
    page = house.as_owner.post(review(post), {"do": "accept", "version": read})
    assert "Look it over once more." in page.text
    assert house.again(post).status == "draft"
    assert page.context["form"]["version"].value() == str(house.again(post).version)


def test_nobody_accepts_it_for_others_than_were_chosen(
    house: House, bob_writes: Client, bob: User
) -> None:
    post = house.post(by=bob)
    press(house, bob_writes, post, "hand_in")
    words = Words(title="Salt", content="One.", excerpt="", settings={"visibility": "members"})
    now = house.again(post)
    with house.inside():
        keep_words(now, by=bob, words=words, version=now.version)
    answer = {"do": "accept", "version": house.again(post).version}
    page = house.as_owner.post(review(post), answer)
    assert "Whom it is for was changed" in page.text
    assert house.again(post).status == "draft"


def test_it_is_taken_back_while_nobody_answered(
    house: House, bob_writes: Client, bob: User
) -> None:
    post = house.post(by=bob)
    press(house, bob_writes, post, "hand_in")
    assert "It is handed in already." in press(house, bob_writes, post, "hand_in").text
    assert "It is your draft again." in press(house, bob_writes, post, "take_back").text
    assert house.as_owner.get(review(post)).status_code == 404
    assert "or it was taken back" in press(house, bob_writes, post, "take_back").text


def test_of_two_answers_the_first_counts(house: House, bob_writes: Client, bob: User) -> None:
    post = house.post(by=bob)
    press(house, bob_writes, post, "hand_in")
    with house.inside():
        first, second = HandIn.objects.get(), HandIn.objects.get()
        send_back(first, by=house.owner, note="No.")
        for late in (
            lambda: take_back(second, by=bob),
            lambda: send_back(second, by=house.owner, note="Yes."),
            lambda: accept_hand_in(first, by=house.owner, version=post.version),
        ):
            with pytest.raises(AlreadyAnswered):
                late()
        assert HandIn.objects.get().answer == "No."


def test_publishing_it_in_the_editor_accepts_it_too(
    house: House, bob_writes: Client, bob: User
) -> None:
    post = house.post(by=bob)
    press(house, bob_writes, post, "hand_in")
    press(house, house.as_owner, post, "publish")
    with house.inside():
        assert HandIn.objects.get().stand == "accepted"


def test_a_note_is_needed_and_bad_ones_are_kept(
    house: House, bob_writes: Client, bob: User
) -> None:
    post = house.post(by=bob)
    press(house, bob_writes, post, "hand_in")
    page = house.as_owner.post(review(post), {"do": "send_back", "note": "  "})
    assert "Say what is missing" in page.text
    page = house.as_owner.post(review(post), {"do": "send_back", "note": "x" * 1_001})
    assert "x" * 1_001 in page.text
    with house.inside():
        assert HandIn.objects.get().is_open


def test_others_neither_hand_it_in_nor_answer(house: House, bob_writes: Client, bob: User) -> None:
    post = house.post(by=bob)
    assert press(house, house.as_owner, post, "hand_in").status_code == 403
    press(house, bob_writes, post, "hand_in")
    assert bob_writes.get(review(post)).status_code == 403
    assert bob_writes.get("/studio/posts/handed-in/").status_code == 403
    assert bob_writes.post(review(post), {"do": "accept", "version": 1}).status_code == 403


def test_nobody_without_a_confirmed_address_or_a_part_in_the_blog_gets_a_letter(
    house: House, bob_writes: Client, bob: User
) -> None:
    for hinder in (
        lambda: User.objects.filter(pk=bob.pk).update(email_confirmed_at=None),
        lambda: Membership.objects.filter(user=bob).delete(),
    ):
        post = house.post(by=bob)
        press(house, bob_writes, post, "hand_in")
        hinder()
        house.as_owner.post(review(post), {"do": "send_back", "note": "No."})
        assert deliver() == []
        User.objects.filter(pk=bob.pk).update(email_confirmed_at=timezone.now())


def test_the_table_of_steps_is_what_people_may(house: House, bob: User) -> None:
    own, hers = house.post(by=bob, title="Own"), house.post(title="Hers")
    with house.inside():
        waiting = HandIn(post=own, version=1)
        for role in Role:
            somebody = Membership(user=bob, tenant=house.tenant, role=role)
            for step, rule in STEPS.items():
                right = rule.right in RIGHTS[role]
                for post in (own, hers):
                    for one in (None, waiting):
                        fits = (one is not None) == (rule.before is not None)
                        expected = right and fits and (not rule.own or post == own)
                        assert may_take(step, somebody, post, one) == expected
                assert not may_take(
                    step, somebody, Post(created_by_id=bob.pk, status="published"), one
                )


def test_the_table_in_the_documents_is_the_same() -> None:
    lines = ["| Step | From | To | Who |", "| --- | --- | --- | --- |"]
    for step in Step:
        rule = STEPS[step]
        before = rule.before.label if rule.before else "a draft"
        who = "who began it" if rule.own else f"who may {WORDS[May(rule.right)]}"
        lines.append(f"| {rule.words} | {before} | {rule.after.label} | {who} |")
    table = "\n".join(lines)
    docs = (ROOT / "docs" / "security.md").read_text()
    assert table in docs, f"docs/security.md should hold:\n\n{table}"
