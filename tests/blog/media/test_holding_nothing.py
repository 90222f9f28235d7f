"""A storage may take its time: nobody holds a transaction open for it, no request and no worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any, ClassVar

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction
from django.utils import timezone

from blog.media import clear
from blog.media.models import Picture
from blog.models import Author
from tenants.db.scope import TenantScopeError, all_or_nothing, current_tenant_id, let_go
from tests.blog.media.conftest import file, work
from tests.blog.media.drawing import noisy, picture
from tests.blog.studio.conftest import House, typed
from tests.support.hands import Hands

pytestmark = pytest.mark.django_db(transaction=True)

HELD = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
)


class Slow(FileSystemStorage):
    """Takes as long as it takes to look who holds a transaction meanwhile."""

    seen: ClassVar[list[tuple[str, int]]] = []

    def _look(self, what: str) -> None:
        def held() -> int:
            with connection.cursor() as cursor:
                cursor.execute(HELD)
                return int(cursor.fetchone()[0])

        with Hands(1) as hand:
            self.seen.append((what, hand.submit(held).result()))

    def _open(self, name: str, mode: str = "rb") -> Any:
        self._look("open")
        return super()._open(name, mode)  # type: ignore[misc]  # the stubs have no such method

    def _save(self, name: str, content: Any) -> str:
        self._look("save")
        return str(super()._save(name, content))  # type: ignore[misc]  # nor this one

    def delete(self, name: str) -> None:
        self._look("delete")
        super().delete(name)

    def listdir(self, path: str) -> Any:
        self._look("listdir")
        return super().listdir(path)


@pytest.fixture(autouse=True)
def slow(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.MEDIA_QUIET_HOURS = "0-24"
    backend = {"BACKEND": f"{__name__}.Slow", "OPTIONS": {"allow_overwrite": True}}
    settings.STORAGES = settings.STORAGES | {"default": backend}
    monkeypatch.setattr(clear, "ON_ITS_WAY", timedelta(0))
    Slow.seen.clear()
    yield
    assert [what for what, held in Slow.seen if held] == []


def sent(name: str) -> BytesIO:
    return file(picture((60, 40)), name)


def test_whatever_is_uploaded_in_whatever_form(house: House) -> None:
    post, client = house.post(), house.as_owner
    with house.inside():
        author = Author.objects.get(user_id=house.owner.pk)
    for path, data in {
        "/studio/media/": {"pictures": [sent("one.jpg"), sent("two.jpg")]},
        "/studio/media/add/": {"picture": sent("three.jpg")},
        f"/studio/posts/{post.pk}/edit/": typed(
            version=post.version, picture=sent("four.jpg"), do="save"
        ),
        f"/studio/authors/{author.pk}/": {"name": "Alice", "picture": sent("five.jpg")},
    }.items():
        assert client.post(path, data).status_code in {201, 302}, path
    assert [what for what, _held in Slow.seen] == ["save"] * 5
    with house.inside():
        assert Picture.objects.count() == 5
    assert "/four.jpg" in house.again(post).content


def test_what_the_worker_makes_replaces_and_clears_away(house: House) -> None:
    client = house.as_owner
    key = client.post("/studio/media/add/", {"picture": file(noisy())}).json()["key"]
    work()
    client.post(f"/studio/media/{key}/replace/", {"picture": file(picture((500, 300)))})
    work()
    with house.inside():
        row = Picture.objects.get()
        assert row.refined and row.former and row.width == 500
        Picture.objects.update(replaced_at=timezone.now() - timedelta(days=31))
        clear.clear_pictures({})
    work()
    with house.inside():
        assert Picture.objects.get().former is None
    assert {what for what, _held in Slow.seen} == {"open", "save", "delete", "listdir"}


def test_a_transaction_that_is_let_go_keeps_what_it_wrote_and_goes_on(house: House) -> None:
    with house.inside():
        Author.objects.update(bio="before")
        with let_go() as tenant_id:
            assert (tenant_id, current_tenant_id()) == (house.tenant.id, None)
        assert Author.objects.filter(bio="before").exists()
        Author.objects.update(bio="behind")
        with pytest.raises(TenantScopeError), all_or_nothing(), let_go():
            pytest.fail("It was let go.")
        with pytest.raises(LookupError), let_go():
            raise LookupError
        Author.objects.update(name="Alicia")
    with house.inside():
        assert Author.objects.filter(bio="behind", name="Alicia").exists()
        transaction.set_rollback(True)
        with pytest.raises(TenantScopeError, match="rolled back"), let_go():
            pytest.fail("It was let go.")
