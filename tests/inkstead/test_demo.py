"""`manage.py demo`: something to read on the first start."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client

from accounts.models import User
from blog.media.models import Picture
from blog.models import Author, Category, Post, Tag
from inkstead.demo import blogs, texts
from tenants.db.scope import tenant_transaction
from tenants.models import Domain, State, Tenant
from tests.conftest import PASSWORD, MakeBlog, ensure_template

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    ensure_template()
    return tmp_path


def demo(*arguments: str) -> None:
    call_command("demo", *arguments, verbosity=0)


def titles(address: str) -> set[str]:
    tenant = Domain.objects.for_host(f"{address}.inkstead.localhost").get().tenant
    with tenant_transaction(tenant):
        return set(Post.objects.published().values_list("title", flat=True))


def test_two_blogs_with_something_to_read(data: Path) -> None:
    demo()
    for tenant in Tenant.objects.all():
        assert tenant.state == State.READY
        with tenant_transaction(tenant):
            assert Post.objects.published().count() >= 12
            assert Post.objects.published().filter(category=None).count() == 0
            assert Post.objects.published().filter(author=None).count() == 0
            assert Post.objects.published().exclude(updated_at=F("published_at")).count() == 0
            assert Post.objects.drafts().exists()
            assert Post.objects.scheduled().exists()
            assert Category.objects.count() >= 4
            assert Author.objects.count() == 2
            assert Tag.objects.count() >= 10
            html = "".join(Post.objects.values_list("content_html", flat=True))
        for element in ("<h2", "<blockquote", "<pre", "<table", "<ol", "footnote"):
            assert element in html


def test_the_notes_name_blogs_and_sign_ins_that_work(data: Path) -> None:
    demo()
    notes = json.loads((data / "demo.json").read_text())
    assert [blog["name"] for blog in notes["blogs"]] == ["Marginalia", "Cold Start"]
    assert notes["blogs"][0]["url"] == "http://marginalia.inkstead.localhost/"
    assert len(notes["accounts"]) == 3
    for account in notes["accounts"]:
        user = User.objects.get(email=account["email"])
        assert user.check_password(account["password"])
        assert user.is_staff == ("admin" in account["role"])
    assert stat.S_IMODE((data / "demo.json").stat().st_mode) == 0o600


def test_the_admins_second_factor_is_noted_and_good(data: Path) -> None:
    demo()
    accounts = json.loads((data / "demo.json").read_text())["accounts"]
    [admin] = [account for account in accounts if "totp_secret" in account]
    factors = Authenticator.objects.filter(user__email=admin["email"])
    totp, codes = factors.get(type="totp").wrap(), factors.get(type="recovery_codes").wrap()
    out = io.StringIO()
    call_command("demo", "--code", stdout=out)
    assert totp.validate_code(out.getvalue().strip())
    assert codes.validate_code(admin["recovery_codes"][0])
    assert {f.user.email for f in Authenticator.objects.all()} == {"admin@example.com"}


def test_without_a_demo_there_is_no_code(data: Path) -> None:
    with pytest.raises(CommandError, match="no demo admin"):
        call_command("demo", "--code")


def test_each_blog_has_a_picture_in_a_post(data: Path) -> None:
    demo()
    for tenant in Tenant.objects.all():
        with tenant_transaction(tenant):
            picture = Picture.objects.get()
            assert picture.alt
            assert Post.objects.published().filter(content__contains=picture.path).count() == 1


def test_a_reader_reads_it(data: Path) -> None:
    demo()
    client = Client(HTTP_HOST="marginalia.inkstead.localhost")
    assert "In praise of the soft pencil" in client.get("/blog/").content.decode()


def test_if_empty_leaves_people_and_blogs_alone(data: Path, alice: User) -> None:
    demo("--if-empty")
    assert list(User.objects.all()) == [alice]
    assert not Tenant.objects.exists()
    assert not (data / "demo.json").exists()


def test_if_empty_twice_changes_nothing(data: Path) -> None:
    demo("--if-empty")
    before = (data / "demo.json").read_text()
    demo("--if-empty")
    assert (data / "demo.json").read_text() == before
    assert Tenant.objects.count() == 2


def test_what_was_interrupted_is_completed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = texts.posts_of("coldstart")
    monkeypatch.setattr(blogs, "posts_of", lambda address: iter([*whole[:3], None]))
    with pytest.raises(AttributeError):
        demo("--if-empty")
    assert not (data / "demo.json").exists()
    monkeypatch.undo()
    demo("--if-empty")
    assert (data / "demo.json").exists()
    assert len(titles("marginalia")) >= 12
    assert len(titles("coldstart")) >= 12


def test_names_that_are_taken_are_named(data: Path, make_blog: MakeBlog) -> None:
    make_blog("marginalia")
    with pytest.raises(CommandError, match=r"marginalia\.inkstead\.localhost"):
        demo()
    User.objects.create_user("ines@example.com", PASSWORD)
    with pytest.raises(CommandError, match=r"ines@example\.com"):
        demo()


def test_beside_others_it_may_be_asked_for(data: Path, make_blog: MakeBlog) -> None:
    make_blog("somebody-else")
    demo()
    assert Tenant.objects.count() == 3


def test_not_where_there_are_real_people(settings: Any) -> None:
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="development"):
        demo()
    assert not User.objects.exists()


@pytest.mark.parametrize("address", [blog.address for blog in blogs.BLOGS])
def test_the_texts_are_of_a_length_to_read(address: str) -> None:
    found = texts.posts_of(address)
    assert len({text.title for text in found}) == len(found) >= 14
    for text in found:
        assert text.category
        assert text.tags
        assert text.draft or 50 <= len(text.content.split()) <= 300, text.title
