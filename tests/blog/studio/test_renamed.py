"""An editor that is open while its blog gets another address goes on; nothing is lost."""

from __future__ import annotations

import json

import pytest

from tenants.actions.rename_tenant import rename_tenant
from tests.blog.studio.conftest import House, typed
from tests.blog.studio.test_post_words import keep

NEW = "http://alicia."
BY_SCRIPT = {"Sec-Fetch-Dest": "empty"}
BY_A_PERSON = {"Sec-Fetch-Dest": "document"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def renamed(house: House) -> None:
    """After the editor's page was opened."""
    house.as_owner.get("/studio/posts/new/")
    rename_tenant(house.tenant, by=None, reason="They asked.", address="alicia")


def test_what_is_typed_is_kept(house: House) -> None:
    post = house.post()
    said = json.loads(keep(house, post, content="Three kinds.").content)
    assert (house.again(post).content, said["version"]) == ("Three kinds.", 2)


def test_what_is_saved_by_the_button_is_shown_to_its_script(house: House) -> None:
    post = house.post()
    path = f"/studio/posts/{post.pk}/edit/"
    saved = house.as_owner.post(path, typed(title="Salt", content="Three.", do="save"))
    page = house.as_owner.get(saved["Location"], headers=BY_SCRIPT)
    assert page.status_code == 200, "elsewhere its script could not follow"
    assert 'name="version" value="2"' in page.text
    again = json.loads(keep(house, post, content="Four.", version=2).content)
    assert (house.again(post).content, again["version"]) == ("Four.", 3)


def test_the_next_page_is_at_the_new_address(house: House) -> None:
    for headers in (BY_A_PERSON, {}):
        answer = house.as_owner.get("/studio/posts/new/", headers=headers)
        assert answer.status_code == 301
        assert answer["Location"].startswith(NEW)


def test_what_signs_in_is_at_the_new_address_whoever_asks(house: House) -> None:
    for path in ("/login/", "/logout/", "/handoff/"):
        answer = house.as_owner.get(path, headers=BY_SCRIPT)
        assert (answer.status_code, answer["Location"].startswith(NEW)) == (301, True), path
