"""Space for pictures: counted as it is kept, and refused before anything is kept."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from accounts.models import User
from blog.actions.room import PlanFull
from blog.media.actions.add_picture import add_picture
from blog.media.models import Picture
from blog.media.storing import stored
from blog.media.upload import Taken, take
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.blog.media.drawing import picture as jpeg
from tests.conftest import BlogClient
from tests.plans.conftest import put_on
from tests.support.hands import Hands

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_root(tmp_path: Path, settings: Any) -> None:
    """A folder for this test's files."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


def taken() -> Taken:
    return take(SimpleUploadedFile("salt.jpg", jpeg()))


def files_of(tenant: Tenant) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT, str(tenant.pk)).rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_as_many_are_kept_as_there_is_space_for(
    tenant: Tenant, alice: User
) -> None:
    one, hands = taken(), 6
    tenant = put_on(tenant, storage_bytes=3 * len(one.data) + 10)
    start = Barrier(hands, timeout=60)

    def add(_hand: int) -> bool:
        try:
            connection.ensure_connection()
            start.wait()
            with tenant_transaction(tenant, limits=tenant.limits), stored(one) as (kept,):
                add_picture(kept, by=alice)
        except PlanFull:
            return False
        return True

    with Hands(hands) as people:
        assert sum(people.map(add, range(hands))) == 3
    with tenant_transaction(tenant):
        assert Picture.objects.count() == 3
    assert len(files_of(tenant)) == 3


def test_several_that_do_not_fit_together_are_all_left_out(
    tenant: Tenant, alice: User, blog_client: BlogClient
) -> None:
    size = len(jpeg())
    put_on(tenant, storage_bytes=size + 10)
    files = [SimpleUploadedFile(f"{n}.jpg", jpeg()) for n in range(2)]
    page = blog_client(tenant, alice).post("/studio/media/", {"pictures": files})
    assert "that the plan of this blog has" in page.content.decode()
    with tenant_transaction(tenant):
        assert not Picture.objects.exists()
    assert files_of(tenant) == []


def test_the_editor_is_told_in_words(tenant: Tenant, alice: User, blog_client: BlogClient) -> None:
    put_on(tenant, storage_bytes=0)
    file = SimpleUploadedFile("salt.jpg", jpeg())
    answer = blog_client(tenant, alice).post("/studio/media/add/", {"picture": file})
    assert answer.status_code == 422
    assert "make room" in answer.json()["error"]


def test_a_smaller_plan_keeps_every_file(tenant: Tenant, alice: User) -> None:
    with tenant_transaction(tenant), stored(taken()) as (kept,):
        add_picture(kept, by=alice)
    tenant = put_on(tenant, storage_bytes=1)
    with tenant_transaction(tenant, limits=tenant.limits):
        assert Picture.objects.all().kept().count() == 1
        with pytest.raises(PlanFull), stored(taken()):
            pytest.fail("It was kept.")
