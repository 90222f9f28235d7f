"""A folder for pages, its keeper, and a reader whose pages become files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tenants.pagecache.files.keeper import Keeper
from tenants.pagecache.files.sweep import sweep
from tests.pagecache.conftest import MakeReader, Reader
from tests.support.writing import published


@pytest.fixture
def root(tmp_path: Path, settings: Any, alice: User) -> Path:
    """A folder for pages, and production's headers: others are not what the proxy says."""
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    settings.SECURE_CSP = {**settings.SECURE_CSP, "upgrade-insecure-requests": True}
    settings.PUBLIC_SCHEME = "https"
    settings.PAGE_FILES_ROOT = str(tmp_path / "pages")
    return tmp_path / "pages"


@pytest.fixture
def keeper(root: Path) -> Keeper:
    """The folder's keeper, to be told when to look."""
    keeper = Keeper(root)
    keeper.place.make_empty()
    sweep(keeper.place, 10**8)
    return keeper


@pytest.fixture
def visitor(keeper: Keeper, make_reader: MakeReader) -> Iterator[Reader]:
    """A reader whose pages become files."""
    reader = make_reader()
    yield reader
    reader.cache.files.wait()


@pytest.fixture
def post(tenant: Tenant, alice: User) -> Any:
    """Alice's, at `POST`."""
    with tenant_transaction(tenant):
        return published(alice, "Ferry", "The harbour was quiet. " * 100)
