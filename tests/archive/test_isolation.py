"""While one blog is backed up, restored and purged, the others' rows stay as they are."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from blog.models import Post
from tenants.actions.clone_tenant import clone_tenant
from tenants.actions.purge_tenant import purge_tenant
from tenants.actions.restore_as import restore_as
from tenants.actions.restore_over import restore_over
from tenants.actions.trash_tenant import trash_tenant
from tenants.archive.compare import compare
from tenants.archive.reader import Archive
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.archive.blogs import archive_of, catalog, fill, sums
from tests.conftest import MakeBlog
from tests.support.facts import record
from tests.support.hands import Hands

pytestmark = pytest.mark.django_db(transaction=True)


class Writer:
    """Writes posts into a blog until told to stop; what it wrote is counted."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant, self.wrote, self.stop = tenant, 0, threading.Event()

    def run(self) -> None:
        while not self.stop.is_set():
            with tenant_transaction(self.tenant):
                Post.objects.create(title="More", slug=f"more-{self.wrote}")
            self.wrote += 1


def test_the_others_never_notice(
    ferry: Tenant, alice: User, make_blog: MakeBlog, tmp_path: Path
) -> None:
    still = [make_blog(f"still-{number}") for number in range(3)]
    busy = make_blog("busy-one", alice)
    for tenant in still:
        fill(tenant, alice, posts=1)
    before = [(sums(tenant), catalog(tenant.schema_name)) for tenant in still]
    with tenant_transaction(busy):
        first = Post.objects.count()
    writer = Writer(busy)
    why: Any = {"by": None, "reason": "because"}
    with Hands(1) as hands:
        writing = hands.submit(writer.run)
        try:
            for number in range(3):
                path, _manifest = archive_of(ferry, tmp_path, f"{number}.zip")
                with Archive.open(path) as archive:
                    assert compare(archive) == []
                restore_over(ferry, **why, archive_path=path)
                ferry.refresh_from_db()
                restore_as(f"new-{number}", **why, archive_path=path)
                copy = clone_tenant(ferry, **why, address=f"copy-{number}")
                trash_tenant(copy, **why)
                assert purge_tenant(copy, **why).holds
        finally:
            writer.stop.set()
        writing.result()
    assert [(sums(tenant), catalog(tenant.schema_name)) for tenant in still] == before
    with tenant_transaction(busy):
        assert Post.objects.count() == first + writer.wrote
    assert writer.wrote > 0
    record("one blog as a thing", rows_of_others_changed=0, written_meanwhile=writer.wrote)
