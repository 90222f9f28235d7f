"""`manage.py avif`: leaves due work for the pictures that were there before, and says how many."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from blog.media.models import Picture
from blog.media.quiet import REFINE
from blog.models import OutboxEntry
from tenants.actions.suspend_tenant import suspend_tenant
from tests.blog.media.conftest import Add, work
from tests.blog.media.drawing import noisy
from tests.blog.studio.conftest import House
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(
    house: House, add: Add, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Picture:
    """A picture of a time when no AVIF was made."""
    row = add(noisy((500, 300)))
    settings.MEDIA_QUIET_HOURS = "0-24"
    monkeypatch.setattr("kit.slots.tempfile.gettempdir", lambda: str(tmp_path))
    return row


def avif(*addresses: str, **options: Any) -> str:
    out = StringIO()
    call_command("avif", *addresses, stdout=out, **options)
    return out.getvalue().strip()


def due(house: House) -> int:
    with house.inside():
        return OutboxEntry.objects.filter(kind=REFINE, done_at=None).count()


def test_one_blog_is_named_by_its_address(house: House, old: Picture, make_blog: MakeBlog) -> None:
    other = make_blog("other")
    assert avif(str(other.domains.get().domain)) == "Waiting for AVIF: 0 pictures in 1 blogs."
    assert due(house) == 0
    here = str(house.tenant.domains.get().domain)
    assert avif(here) == "Waiting for AVIF: 1 pictures in 1 blogs."
    assert due(house) == 1
    work()
    with house.inside():
        assert Picture.objects.get().refined
    assert avif(here) == "Waiting for AVIF: 0 pictures in 1 blogs."
    assert due(house) == 0


def test_without_an_address_it_is_every_blog_that_is_open(
    house: House, old: Picture, make_blog: MakeBlog
) -> None:
    make_blog("other")
    assert avif() == "Waiting for AVIF: 1 pictures in 2 blogs."
    suspend_tenant(house.tenant, by=None, reason="a test")
    assert avif() == "Waiting for AVIF: 0 pictures in 1 blogs."
    assert avif(verbosity=0) == ""


def test_an_address_that_is_nobodys_is_said_so(house: House) -> None:
    with pytest.raises(CommandError, match="There is no blog at 'nobody'"):
        avif("nobody")
