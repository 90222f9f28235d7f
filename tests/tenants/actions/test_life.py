"""Suspend, resume, trash, restore, list, unlist: what is allowed when, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from blog.models import Post
from journal.models import AuditEntry, DueTenant
from tenants.actions import hooks
from tenants.actions.change import Refused
from tenants.actions.list_tenant import list_tenant
from tenants.actions.rename_tenant import rename_tenant
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.actions.unlist_tenant import unlist_tenant
from tenants.db.scope import tenant_transaction
from tenants.due.run import run_due
from tenants.models import ContentVersion, State, Tenant
from tests.conftest import BlogClient, MakeBlog

pytestmark = pytest.mark.django_db

VERBS: dict[str, Callable[..., Tenant]] = {
    "suspend": suspend_tenant,
    "resume": resume_tenant,
    "trash": trash_tenant,
    "restore": restore_tenant,
    "unlist": unlist_tenant,
    "list": list_tenant,
    "rename": rename_tenant,
}
ALLOWED = {
    "suspend": {State.READY},
    "resume": {State.SUSPENDED},
    "trash": {State.READY, State.SUSPENDED},
    "restore": {State.DELETED},
    "unlist": {State.READY, State.SUSPENDED},
    "list": {State.READY, State.SUSPENDED},
    "rename": {State.READY, State.SUSPENDED},
}


@pytest.fixture
def blog(make_blog: MakeBlog, alice: User) -> Tenant:
    return make_blog("alice", alice)


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """The states that a hook was told of."""
    states: list[str] = []
    before = hooks._hooks[:]
    hooks.on_tenant_changed(lambda tenant: states.append(tenant.state))
    yield states
    hooks._hooks[:] = before


def fields(verb: str) -> dict[str, str]:
    return {"name": "Other"} if verb == "rename" else {}


@pytest.mark.parametrize(("verb", "state"), list(product(VERBS, State)))
def test_each_verb_in_each_state(
    verb: str, state: State, blog: Tenant, ada: User, heard: list[str]
) -> None:
    Tenant.objects.filter(pk=blog.pk).update(state=state, listing_refused=verb == "list")
    before = AuditEntry.objects.count()
    version = ContentVersion.objects.get(pk=blog.pk).version
    if state in ALLOWED[verb]:
        row = VERBS[verb](blog, by=ada, reason="  because  ", **fields(verb))
        entry = AuditEntry.objects.filter(tenant_id=blog.id).first()
        assert entry is not None
        assert (entry.actor_id, entry.details["reason"]) == (ada.pk, "because")
        assert AuditEntry.objects.count() == before + 1
        assert heard == [row.state]
        assert ContentVersion.objects.get(pk=blog.pk).version == version + 1
    else:
        with pytest.raises(Refused, match="Alice"):
            VERBS[verb](blog, by=ada, reason="because", **fields(verb))
        assert AuditEntry.objects.count() == before
        assert heard == []
        assert Tenant.objects.get(pk=blog.pk).state == state


@pytest.fixture
def ada(user_factory: Callable[..., User]) -> User:
    return user_factory("ada@post.example", is_staff=True)


@pytest.mark.parametrize("reason", ["", "  \n ", "\u200b", "x" * 501, "a\x00b"])
def test_a_reason_is_asked_for(reason: str, blog: Tenant, ada: User) -> None:
    with pytest.raises(Refused):
        suspend_tenant(blog, by=ada, reason=reason)
    assert Tenant.objects.get(pk=blog.pk).state == State.READY


def test_a_hook_that_fails_undoes_all(blog: Tenant, ada: User, monkeypatch: Any) -> None:
    def fail(tenant: Tenant) -> None:
        raise RuntimeError(tenant.name)

    monkeypatch.setattr(hooks, "_hooks", [fail])
    before = AuditEntry.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        suspend_tenant(blog, by=ada, reason="because")
    assert Tenant.objects.get(pk=blog.pk).state == State.READY
    assert AuditEntry.objects.count() == before


def test_suspending_loses_nothing(blog: Tenant, ada: User, blog_client: BlogClient) -> None:
    reader = blog_client(blog)
    before = reader.get("/blog/").content
    with tenant_transaction(blog):
        posts = list(Post.objects.values())
    suspend_tenant(blog, by=ada, reason="because")
    for path in ("/", "/blog/", "/studio/posts/", "/no/such/path/"):
        page = reader.get(path)
        assert page.status_code == 403
        assert "closed for now" in page.content.decode()
        assert "because" not in page.content.decode()
    resume_tenant(blog, by=ada, reason="because")
    with tenant_transaction(blog):
        assert list(Post.objects.values()) == posts
    assert reader.get("/blog/").status_code == 200
    assert len(reader.get("/blog/").content) == len(before)


def test_its_people_read_the_reason(
    blog: Tenant, ada: User, alice: User, platform_client: BlogClient
) -> None:
    suspend_tenant(blog, by=ada, reason="Sells copied shoes")
    assert "Sells copied shoes" in platform_client(alice).get("/blogs/").content.decode()


def test_due_work_waits_and_is_done_after_resume(blog: Tenant, ada: User) -> None:
    from blog.actions.enqueue import enqueue
    from blog.models import OutboxEntry

    run_due()
    suspend_tenant(blog, by=ada, reason="because")
    with tenant_transaction(blog):
        enqueue("refresh_stats", "waits", {}, None)
    run_due()
    with tenant_transaction(blog):
        assert OutboxEntry.objects.get(key="waits").done_at is None
    resume_tenant(blog, by=ada, reason="because")
    run_due()
    with tenant_transaction(blog):
        assert OutboxEntry.objects.get(key="waits").done_at is not None
    assert not DueTenant.objects.filter(pk=blog.pk).exists()


def test_the_trash_gives_a_suspended_blog_back_suspended(
    blog: Tenant, ada: User, blog_client: BlogClient
) -> None:
    reader = blog_client(blog)
    suspend_tenant(blog, by=ada, reason="copied shoes")
    trash_tenant(blog, by=ada, reason="still")
    assert reader.get("/").status_code == 410
    row = restore_tenant(blog, by=ada, reason="they wrote")
    assert (row.state, row.state_reason, row.state_before) == ("suspended", "copied shoes", "")
    assert reader.get("/").status_code == 403


def test_listing_twice_is_refused_in_words(blog: Tenant, ada: User) -> None:
    with pytest.raises(Refused, match="already"):
        list_tenant(blog, by=ada, reason="because")
    unlist_tenant(blog, by=ada, reason="because")
    with pytest.raises(Refused, match="already"):
        unlist_tenant(blog, by=ada, reason="because")
    assert Tenant.objects.get(pk=blog.pk).listed is False


def test_somebody_at_the_shell_has_no_account(blog: Tenant) -> None:
    suspend_tenant(blog, by=None, reason="because")
    entry = AuditEntry.objects.get(action="tenant.suspended")
    assert (entry.actor_id, entry.details["via"]) == (None, "shell")


def test_a_client_without_a_blog_is_not_disturbed(
    blog: Tenant, ada: User, make_blog: MakeBlog, blog_client: BlogClient
) -> None:
    other: Client = blog_client(make_blog("bystander"))
    suspend_tenant(blog, by=ada, reason="because")
    assert other.get("/").status_code == 200
