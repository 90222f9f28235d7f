"""Who was erased stays so, whatever is read back: a blog's archive, a kept schema, the database."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import User
from blog.media.models import Picture
from blog.models import Author, Post
from journal.models import PlatformWork
from journal.work import run_platform_work
from tenants.actions.change import Refused
from tenants.actions.close_account import close_account
from tenants.actions.restore_as import restore_as
from tenants.actions.restore_over import restore_over
from tenants.actions.take_back import take_back
from tenants.db.scope import tenant_transaction
from tenants.erasures import travel
from tenants.erasures.ledger import erased_emails, erased_users
from tenants.erasures.models import Erasure, LedgerKey
from tenants.erasures.replay import came_back
from tenants.fleet.doctor.examine import examine, mend
from tenants.models import Membership, Tenant
from tests.archive.blogs import archive_of

pytestmark = pytest.mark.django_db
WHY: Any = {"by": None, "reason": "because"}


@pytest.fixture(autouse=True)
def _known(alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    alice.refresh_from_db()


@pytest.fixture
def erase() -> Callable[[User], None]:
    """Close an account as its owner does, and let thirty days pass."""

    def do(user: User) -> None:
        close_account(user, choices={}, by=user)
        with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1), tick=False):
            while run_platform_work():
                pass
        assert not User.objects.filter(pk=user.pk).exists()

    return do


def named(tenant: Tenant) -> set[Any]:
    """Whose ids the blog has."""
    tenant.refresh_from_db()
    with tenant_transaction(tenant):
        return {
            *Author.objects.values_list("user_id", flat=True),
            *Post.objects.values_list("created_by_id", flat=True),
            *Picture.objects.values_list("created_by_id", flat=True),
        }


def test_it_says_of_whom_one_knows_and_names_nobody(
    elsewhere: Tenant, alice: User, bob: User, erase: Callable[[User], None]
) -> None:
    since = timezone.now()
    erase(alice)
    assert erased_users([alice.pk, bob.pk]) == {alice.pk}
    assert erased_emails([alice.email, bob.email], since=since) == {alice.email}
    assert erased_emails(["ALICE@post.example "], since=since), "however it is written"
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM erasures_erasure t UNION SELECT t::text FROM"
                       " erasures_ledgerkey t")  # fmt: skip
        text = "\n".join(row for (row,) in cursor.fetchall())
    assert str(elsewhere.pk) in text
    for secret in (str(alice.pk), alice.pk.hex, alice.email, "alice"):
        assert secret not in text


def test_no_row_is_changed_or_goes(
    elsewhere: Tenant, alice: User, erase: Callable[[User], None]
) -> None:
    erase(alice)
    for deed in (lambda: Erasure.objects.update(what="email"), Erasure.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            deed()


@pytest.mark.django_db(transaction=True)
def test_an_archive_from_before_brings_nobody_back(
    elsewhere: Tenant, alice: User, erase: Callable[[User], None], tmp_path: Path
) -> None:
    path, _manifest = archive_of(elsewhere, tmp_path)
    erase(alice)
    back = User.objects.create_user("alice@post.example", name="Alice anew")
    restore_over(elsewhere, **WHY, archive_path=path)
    assert {alice.pk, back.pk}.isdisjoint(named(elsewhere))
    copied = restore_as("copy", **WHY, archive_path=path)
    assert {alice.pk, back.pk}.isdisjoint(named(copied.tenant))
    assert not Membership.objects.filter(user=back).exists()
    with tenant_transaction(elsewhere):
        assert Author.objects.get(slug="alice").name == "Alice", "a byline is the blog's"
    Membership.objects.create(user=back, tenant=elsewhere, role="author")
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        path, _manifest = archive_of(elsewhere, tmp_path, "later.zip")
        later = restore_as("later", **WHY, archive_path=path)
    assert Membership.objects.filter(user=back, tenant=later.tenant).exists(), "who came anew"


@pytest.mark.django_db(transaction=True)
def test_a_restore_that_is_taken_back_brings_nobody_back_either(
    elsewhere: Tenant, alice: User, erase: Callable[[User], None], tmp_path: Path
) -> None:
    path, _manifest = archive_of(elsewhere, tmp_path)
    restore_over(elsewhere, **WHY, archive_path=path)
    erase(alice)
    take_back(elsewhere, **WHY)
    assert alice.pk not in named(elsewhere)


@pytest.mark.django_db(transaction=True)
def test_an_archive_whose_owner_was_erased_needs_another_owner(
    elsewhere: Tenant, bob: User, erase: Callable[[User], None], tmp_path: Path, charlie: User
) -> None:
    User.objects.filter(pk=bob.pk).update(email_confirmed_at=timezone.now())
    bob.refresh_from_db()
    path, _manifest = archive_of(elsewhere, tmp_path)
    close_account(bob, choices={elsewhere.pk: None}, by=bob)
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1), tick=False):
        while run_platform_work():
            pass
    User.objects.create_user(bob.email)
    with pytest.raises(Refused, match="Say who is to own"):
        restore_as("copy", **WHY, archive_path=path)
    assert restore_as("copy", **WHY, archive_path=path, owner=charlie).tenant.pk


def bring_back(alice: User, tenant: Tenant) -> None:
    """As a restore of the whole database does: the rows of then, and no ledger."""
    User.objects.create_user(
        alice.email, pk=alice.pk, name="Alice", email_confirmed_at=timezone.now()
    )
    Membership.objects.create(user_id=alice.pk, tenant=tenant, role="author")
    with tenant_transaction(tenant):
        Author.objects.filter(slug="alice").update(user_id=alice.pk)
    PlatformWork.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE erasures_erasure, erasures_ledgerkey")


def test_after_a_restore_of_the_whole_one_command_erases_them_again(
    elsewhere: Tenant, alice: User, erase: Callable[[User], None]
) -> None:
    erase(alice)
    assert travel.copy_in_store().count("\n") == 1 + Erasure.objects.count()
    bring_back(alice, elsewhere)
    said = io.StringIO()
    call_command("erasures", "replay", stdout=said)
    assert "1 people were erased again." in said.getvalue()
    assert not User.objects.filter(pk=alice.pk).exists()
    assert alice.pk not in named(elsewhere)
    assert list(came_back()) == []
    call_command("erasures", "replay", stdout=said)
    assert "0 people were erased again." in said.getvalue()


def test_the_doctor_sees_and_mends_it(
    elsewhere: Tenant, alice: User, erase: Callable[[User], None]
) -> None:
    erase(alice)
    User.objects.create_user(alice.email, pk=alice.pk)
    [seen] = examine(only=("erased",))
    assert [str(alice.pk) in told.finding.where for told in seen.told] == [True]
    mend([seen])
    assert examine(only=("erased",))[0].wrong == 0


def test_it_travels_to_an_installation_with_another_secret(
    elsewhere: Tenant, alice: User, erase: Callable[[User], None], settings: LazySettings,
    tmp_path: Path,
) -> None:  # fmt: skip
    erase(alice)
    said = io.StringIO()
    call_command("erasures", "export", stdout=said)
    path = tmp_path / "ledger.jsonl"
    path.write_text(said.getvalue())
    bring_back(alice, elsewhere)
    settings.SECRET_KEY = "of another place" * 3
    call_command("erasures", "import", str(path), stdout=io.StringIO())
    call_command("erasures", "import", str(path), stdout=io.StringIO())
    assert Erasure.objects.count() == said.getvalue().count('"erasure"')
    assert not LedgerKey.objects.filter(is_ours=True).exists()
    assert list(came_back()) == [alice.pk]


def test_with_its_secret_lost_it_is_loud(
    elsewhere: Tenant, alice: User, erase: Callable[[User], None], settings: LazySettings
) -> None:
    erase(alice)
    settings.SECRET_KEY, before = "of another place" * 3, settings.SECRET_KEY
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FALLBACKS"):
        erased_users([alice.pk])
    settings.SECRET_KEY_FALLBACKS = [before]
    assert erased_users([alice.pk]) == {alice.pk}


@pytest.mark.parametrize(
    "line",
    ["x", "[]", '{"erasure": "1"}', '{"key": "x", "secret": "00"}',
     json.dumps({"key": "0" * 32, "secret": "00"})],
)  # fmt: skip
def test_what_is_no_ledger_is_refused_whole(line: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_text(line)
    with pytest.raises(CommandError, match="Line 1 is not one of a ledger"):
        call_command("erasures", "import", str(path))
    assert not LedgerKey.objects.exists()
