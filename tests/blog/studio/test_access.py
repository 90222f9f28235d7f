"""Every address of the studio: who is turned away, and how."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client

from blog.studio.urls import urlpatterns
from tests.blog.studio.conftest import House
from tests.isolation.examples import NOBODY

# path, the highest role that is too low for it (None: every role may), and its methods
ENDPOINTS = {
    "home": ("/studio/", None, "GET"),
    "find": ("/studio/find/", None, "GET"),
    "posts": ("/studio/posts/", None, "GET"),
    "posts_many": ("/studio/posts/many/", None, "POST"),
    "posts_many_done": ("/studio/posts/many/{many}/", None, "GET"),
    "posts_many_undo": ("/studio/posts/many/{many}/undo/", None, "POST"),
    "post_new": ("/studio/posts/new/", None, "GET POST"),
    "post_edit": ("/studio/posts/{post}/edit/", "author", "GET POST"),
    "post_begin": ("/studio/posts/words/", None, "POST"),
    "post_words": ("/studio/posts/{post}/words/", "author", "POST"),
    "revisions": ("/studio/posts/{post}/revisions/", "author", "GET"),
    "revision_compare": ("/studio/posts/{post}/revisions/compare/?old=1&new=1", "author", "GET"),
    "revision_restore": ("/studio/posts/{post}/revisions/1/restore/", "author", "POST"),
    "post_changes": ("/studio/posts/{post}/changes/", "author", "GET"),
    "changes_drop": ("/studio/posts/{post}/changes/drop/", "author", "POST"),
    "post_preview": ("/studio/posts/{post}/preview/", "author", "GET"),
    "post_screens": ("/studio/posts/{post}/preview/screens/", "author", "GET"),
    "preview_links": ("/studio/posts/{post}/links/", "author", "GET POST"),
    "preview_link_revoke": ("/studio/posts/{post}/links/{link}/revoke/", "author", "POST"),
    "preview_link_restore": ("/studio/posts/{post}/links/{link}/restore/", "author", "POST"),
    "handed_in": ("/studio/posts/handed-in/", "author", "GET"),
    "review": ("/studio/posts/{post}/review/", "author", "GET POST"),
    "post_publish": ("/studio/posts/{post}/publish/", "author", "POST"),
    "post_unpublish": ("/studio/posts/{post}/unpublish/", "author", "POST"),
    "post_trash": ("/studio/posts/{post}/trash/", "author", "POST"),
    "post_restore": ("/studio/posts/{post}/restore/", "author", "POST"),
    "post_pin": ("/studio/posts/{post}/pin/", "author", "POST"),
    "post_unpin": ("/studio/posts/{post}/unpin/", "author", "POST"),
    "pin_up": ("/studio/posts/{post}/pin/up/", "author", "POST"),
    "pin_down": ("/studio/posts/{post}/pin/down/", "author", "POST"),
    "preview": ("/studio/preview/", None, "POST"),
    "pages": ("/studio/pages/", "author", "GET"),
    "page_new": ("/studio/pages/new/", "author", "GET POST"),
    "page_edit": ("/studio/pages/{page}/edit/", "author", "GET POST"),
    "page_up": ("/studio/pages/{page}/up/", "author", "POST"),
    "page_down": ("/studio/pages/{page}/down/", "author", "POST"),
    "page_trash": ("/studio/pages/{page}/trash/", "author", "POST"),
    "page_restore": ("/studio/pages/{page}/restore/", "author", "POST"),
    "navigation": ("/studio/pages/navigation/", "author", "GET POST"),
    "navigation_up": ("/studio/pages/navigation/page-{page}/up/", "author", "POST"),
    "navigation_down": ("/studio/pages/navigation/page-{page}/down/", "author", "POST"),
    "navigation_take": ("/studio/pages/navigation/page-{page}/take/", "author", "POST"),
    "navigation_put": ("/studio/pages/navigation/page-{page}/put/", "author", "POST"),
    "media": ("/studio/media/", None, "GET POST"),
    "picture_add": ("/studio/media/add/", None, "POST"),
    "picture": ("/studio/media/{picture}/", None, "GET POST"),
    "picture_trash": ("/studio/media/{picture}/trash/", "author", "POST"),
    "picture_restore": ("/studio/media/{picture}/restore/", "author", "POST"),
    "picture_retry": ("/studio/media/{picture}/retry/", "author", "POST"),
    "picture_replace": ("/studio/media/{picture}/replace/", "author", "POST"),
    "picture_replace_undo": ("/studio/media/{picture}/replace/undo/", "author", "POST"),
    "picture_words": ("/studio/media/describe/", None, "POST"),
    "messages": ("/studio/messages/", "editor", "GET"),
    "message": ("/studio/messages/{message}/", "editor", "GET"),
    "message_unread": ("/studio/messages/{message}/unread/", "editor", "POST"),
    "message_spam": ("/studio/messages/{message}/spam/", "editor", "POST"),
    "message_not_spam": ("/studio/messages/{message}/not-spam/", "editor", "POST"),
    "message_trash": ("/studio/messages/{message}/trash/", "editor", "POST"),
    "message_restore": ("/studio/messages/{message}/restore/", "editor", "POST"),
    "categories": ("/studio/categories/", "author", "GET"),
    "category_new": ("/studio/categories/new/", "author", "GET POST"),
    "category_edit": ("/studio/categories/{category}/", "author", "GET POST"),
    "category_delete": ("/studio/categories/{category}/delete/", "author", "GET POST"),
    "category_restore": ("/studio/categories/{category}/restore/", "author", "POST"),
    "category_merge": ("/studio/categories/{category}/merge/", "author", "GET POST"),
    "category_up": ("/studio/categories/{category}/up/", "author", "POST"),
    "category_down": ("/studio/categories/{category}/down/", "author", "POST"),
    "tags": ("/studio/tags/", "author", "GET"),
    "tag_edit": ("/studio/tags/{tag}/", "author", "GET POST"),
    "tag_merge": ("/studio/tags/{tag}/merge/", "author", "GET POST"),
    "tag_delete": ("/studio/tags/{tag}/delete/", "author", "GET POST"),
    "tag_restore": ("/studio/tags/{tag}/restore/", "author", "POST"),
    "authors": ("/studio/authors/", "author", "GET"),
    "byline": ("/studio/authors/mine/", None, "GET POST"),
    "author_new": ("/studio/authors/new/", "author", "GET POST"),
    "author_edit": ("/studio/authors/{author}/", "author", "GET POST"),
    "author_delete": ("/studio/authors/{author}/delete/", "author", "GET POST"),
    "author_restore": ("/studio/authors/{author}/restore/", "author", "POST"),
    "moves": ("/studio/moves/", "author", "GET POST"),
    "move_remove": ("/studio/moves/{move}/remove/", "author", "POST"),
    "move_restore": ("/studio/moves/{move}/restore/", "author", "POST"),
    "passkey_decline": ("/studio/passkey/no/", None, "POST"),
    "notice_read": (f"/studio/notices/{NOBODY}/read/", None, "POST"),
    "team": ("/studio/team/", None, "GET"),
    "team_invite": ("/studio/team/invite/", "editor", "POST"),
    "team_role": (f"/studio/team/{NOBODY}/role/", "editor", "POST"),
    "team_remove": (f"/studio/team/{NOBODY}/remove/", "editor", "POST"),
    "team_restore": ("/studio/team/restore/nothing/", "editor", "POST"),
    "invitation_revoke": (f"/studio/team/invitations/{NOBODY}/revoke/", "editor", "POST"),
    "invitation_restore": (f"/studio/team/invitations/{NOBODY}/restore/", "editor", "POST"),
    "settings": ("/studio/settings/", "editor", "GET POST"),
    "usage": ("/studio/settings/plan/", "editor", "GET"),
    "history": ("/studio/settings/history/", "editor", "GET"),
    "visit": ("/studio/visits/{visit}/", None, "GET POST"),
    "domain": ("/studio/settings/domain/", "editor", "GET POST"),
    "domain_check": (f"/studio/settings/domain/{NOBODY}/check/", "editor", "POST"),
    "domain_main": (f"/studio/settings/domain/{NOBODY}/main/", "editor", "POST"),
    "domain_remove": (f"/studio/settings/domain/{NOBODY}/remove/", "editor", "POST"),
    "domain_restore": (f"/studio/settings/domain/{NOBODY}/restore/", "editor", "POST"),
    "look": ("/studio/settings/look/", "editor", "GET POST"),
    "look_accent": ("/studio/settings/look/accent/", "editor", "GET"),
    "look_back": ("/studio/settings/look/back/", "editor", "POST"),
    "look_preview": ("/studio/settings/look/preview/", "editor", "GET"),
}

ASK_FOR_MORE = {
    "picture_add",
    "look_accent",
    "post_begin",
    "post_words",
}  # nothing to be done without what they are sent


@pytest.fixture
def path(house: House) -> Callable[[str], str]:
    """`path("post_edit") -> "/studio/posts/3/edit/"`, of rows that Alice made."""
    from blog.actions.hand_in import hand_in
    from blog.actions.make_preview_link import make_preview_link
    from blog.actions.many.edit import edit_many
    from blog.actions.many.one import Editor
    from blog.actions.many.verbs import Verb
    from blog.contact.models import Message
    from blog.media.models import Picture
    from blog.models import Author, Category, Move, Page, Tag
    from blog.studio.many import name_of
    from tenants.models import Membership
    from tenants.visits.models import Visit

    owner = Membership(user=house.owner, tenant=house.tenant, role="owner")
    post = house.post()
    visit = Visit.objects.create(
        tenant=house.tenant, admin=house.owner, person=house.owner, epoch=1, reason="because"
    )
    with house.inside():
        ids = {
            "post": post.pk,
            "page": Page.objects.create(title="About", slug="about-us").pk,
            "message": Message.objects.create(name="Tom", email="t@x.example", text="Hello").pk,
            "picture": Picture.objects.create(
                name="pier", kind="PNG", width=1, height=1, size=1, created_by_id=house.owner.pk
            ).key,
            "category": Category.objects.create(name="Letters", slug="letters").pk,
            "tag": Tag.objects.create(name="Salt", slug="salt").pk,
            "author": Author.objects.create(name="Ines", slug="ines").pk,
            "handed": hand_in(post, by=house.owner).pk,
            "link": make_preview_link(post, by=house.owner, days=7)[0].pk,
            "visit": visit.pk,
            "many": name_of(edit_many([], by=Editor(house.owner, owner), verb=Verb.TRASH)),
            "move": Move.objects.create(path="/old", kind="post", target_id=post.pk).pk,
        }
    return lambda name: ENDPOINTS[name][0].format(**ids)


def ask(client: Client, name: str, path: str) -> int:
    method = ENDPOINTS[name][2].split()[0].lower()
    return int(getattr(client, method)(path).status_code)


def test_every_address_is_in_the_table() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(ENDPOINTS)


def test_signed_out_leads_to_the_sign_in(
    house: House, path: Callable[[str], str], subtests: pytest.Subtests
) -> None:
    for name, (_, _, methods) in ENDPOINTS.items():
        with subtests.test(name):
            answer = house.client().generic(methods.split()[0], path(name))
            assert answer.status_code == HTTPStatus.FOUND
            assert answer.headers["Location"].startswith("/login/?next=%2Fstudio%2F")


def test_an_outsider_finds_nothing(
    outsider: Client, path: Callable[[str], str], subtests: pytest.Subtests
) -> None:
    for name in ENDPOINTS:
        with subtests.test(name):
            assert ask(outsider, name, path(name)) == HTTPStatus.NOT_FOUND


def test_a_role_too_low_is_told_so(
    member: Callable[[str], Client], path: Callable[[str], str], subtests: pytest.Subtests
) -> None:
    for name, (_, too_low, _) in ENDPOINTS.items():
        if too_low:
            with subtests.test(name):
                assert ask(member(too_low), name, path(name)) == HTTPStatus.FORBIDDEN


def test_a_wrong_method_is_refused(
    house: House, path: Callable[[str], str], subtests: pytest.Subtests
) -> None:
    for name, (_, _, methods) in ENDPOINTS.items():
        for wrong in {"GET", "POST", "PUT", "DELETE", "PATCH"} - set(methods.split()):
            with subtests.test(f"{wrong} {name}"):
                answer = house.as_owner.generic(wrong, path(name))
                assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_nothing_on_the_way_keeps_an_answer(
    house: House, path: Callable[[str], str], subtests: pytest.Subtests
) -> None:
    for name, (_, _, methods) in ENDPOINTS.items():
        with subtests.test(name):
            answer = house.as_owner.generic(methods.split()[0], path(name))
            assert answer.status_code < HTTPStatus.BAD_REQUEST or name in ASK_FOR_MORE
            assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))


def test_a_number_that_no_row_has_is_not_found(house: House, subtests: pytest.Subtests) -> None:
    for name in (
        "post_edit",
        "post_preview",
        "page_edit",
        "category_edit",
        "author_delete",
        "message",
    ):
        for number in (0, 999_999, 10**30):
            ids = dict.fromkeys(("post", "page", "category", "author", "message"), number)
            with subtests.test(f"{name} {number}"):
                answer = house.as_owner.get(ENDPOINTS[name][0].format(**ids))
                assert answer.status_code == HTTPStatus.NOT_FOUND
