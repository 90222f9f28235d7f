"""Every deed of the admin: asks why, does it once, leaves one audit entry, offers Undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from accounts.bound_session import make_session
from accounts.models import Session, User
from inkstead.admin.blog_deeds import BLOGS
from inkstead.admin.deed import Deed
from inkstead.admin.people_deeds import PEOPLE
from journal.models import AuditEntry
from tenants.actions.close_person import close_person
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.lock_writing import lock_writing
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.actions.trust_tenant import trust_tenant
from tenants.actions.unlist_tenant import unlist_tenant
from tenants.archive.models import Backup, KeptSchema
from tenants.db.scope import tenant_connection
from tenants.models import State, Tenant, new_schema_name
from tenants.plans.models import Plan
from tenants.provisioning.schema import create_schema
from tenants.provisioning.template import current_script
from tenants.watch.decisions import Decision
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

READY = {"state": State.READY, "listing_refused": False}
AFTER: dict[str, dict[str, Any]] = {
    "suspend": {"state": State.SUSPENDED, "state_reason": "because"},
    "resume": {"state": State.READY, "state_reason": "because"},
    "lock": {"lock_reason": "because"},
    "unlock": {"lock_reason": ""},
    "distrust": {"trusted": False},
    "trust": {"trusted": True},
    "unlist": {"listing_refused": True},
    "list": {"listing_refused": False},
    "rename": {"name": "Other"},
    "delete": {"state": State.DELETED, "state_before": State.READY},
    "restore": {"state": State.READY, "state_before": ""},
    "purge": {"state": State.DELETED},
    "plan": {"plan_id": 7},
}
WORD = {
    "suspend": "tenant.suspended",
    "resume": "tenant.resumed",
    "lock": "tenant.locked",
    "unlock": "tenant.unlocked",
    "distrust": "tenant.distrusted",
    "trust": "tenant.trusted",
    "hand-over": "tenant.handed_over",
    "unlist": "tenant.unlisted",
    "list": "tenant.listed",
    "rename": "tenant.renamed",
    "delete": "tenant.trashed",
    "restore": "tenant.restored",
    "back-up": "tenant.backup_asked",
    "put-back": "tenant.restore_asked",
    "take-back": "tenant.taken_back",
    "copy": "tenant.clone_asked",
    "purge": "tenant.purge_asked",
    "plan": "tenant.plan_changed",
    "enter": "visit.asked",
    "enter-as": "visit.asked",
    "sign-out": "user.sessions_ended",
    "disable": "user.disabled",
    "enable": "user.enabled",
    "archive": "user.given_out",
    "close": "user.closed",
    "reopen": "user.reopened",
    "erase": "user.erased",
}
# Beside the person's one, each of their blogs has an entry of its own.
WITH_BLOGS = {"close", "reopen", "erase"}
FIELDS = {
    "enter": {"person": "alice@post.example"},
    "enter-as": {"blog": "alice.inkstead.localhost"},
    "erase": {"email": "alice@post.example"},
    "rename": {"name": "Other", "address": "alice-two"},
    "hand-over": {"email": "heir@post.example", "stays_as": ""},
    "copy": {"address": "alice-two"},
    "purge": {"address": "alice.inkstead.localhost"},
    "plan": {"plan": "7"},
    "put-back": {"backup": "00000000-0000-0000-0000-00000000beef"},
}


@dataclass
class Stage:
    """A blog and its owner, put so that the deed fits."""

    blog: Tenant
    owner: User


@pytest.fixture
def stage(make_blog: MakeBlog, alice: User) -> Stage:
    return Stage(make_blog("alice", alice), alice)


def prepare(deed: Deed, stage: Stage) -> None:
    if deed.verb == "resume":
        suspend_tenant(stage.blog, by=None, reason="before")
    if deed.verb in {"restore", "purge"}:
        trash_tenant(stage.blog, by=None, reason="before")
    if deed.verb == "unlock":
        lock_writing(stage.blog, by=None, reason="before")
    if deed.verb == "trust":
        distrust_tenant(stage.blog, by=None, reason="before")
    if deed.verb == "hand-over":
        User.objects.create_user("heir@post.example", name="Heir")
    if deed.verb == "list":
        unlist_tenant(stage.blog, by=None, reason="before")
    if deed.verb == "put-back":
        key = FIELDS["put-back"]["backup"]
        Backup.objects.create(
            pk=key, tenant=stage.blog, kind="asked", path="nowhere", size=1, rows=1
        )
    if deed.verb == "take-back":
        replace_by_itself(stage.blog)
    if deed.verb == "plan":
        stage.blog.plan = Plan.objects.create(pk=6, name="Small", posts=3)
        stage.blog.save(update_fields=["plan"])
        Plan.objects.create(pk=7, name="Large")
    if deed.verb in {"enable", "erase"}:
        User.objects.filter(pk=stage.owner.pk).update(is_active=False)
    if deed.verb == "reopen":
        close_person(stage.owner, by=None, reason="before")


def replace_by_itself(blog: Tenant) -> None:
    """As a restore leaves it: another schema, and the one before kept."""
    before, blog.schema_name = blog.schema_name, new_schema_name()
    create_schema(tenant_connection(), blog.schema_name, current_script())
    blog.save(update_fields=["schema_name"])
    KeptSchema.objects.create(tenant=blog, schema_name=before, gone_after=timezone.now())


def path_of(deed: Deed, stage: Stage) -> str:
    if deed in BLOGS:
        return f"/admin/blogs/{stage.blog.pk}/{deed.verb}/"
    return f"/admin/people/{stage.owner.pk}/{deed.verb}/"


def new_entries(before: set[Any]) -> list[AuditEntry]:
    return [entry for entry in AuditEntry.objects.all() if entry.pk not in before]


@pytest.mark.parametrize("deed", [*BLOGS, *PEOPLE], ids=lambda deed: deed.verb)
def test_a_deed_is_done_once_with_its_reason_and_one_entry(
    deed: Deed, stage: Stage, admin: Client, ada: User
) -> None:
    prepare(deed, stage)
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    path = path_of(deed, stage)
    page = path.removesuffix(f"{deed.verb}/")
    assert f'href="{deed.verb}/"' in admin.get(page).content.decode()
    response = admin.post(path, {"reason": "because", **FIELDS.get(deed.verb, {})})
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/visits/" if deed.lands else page)
    new = new_entries(before)
    if deed.verb in WITH_BLOGS:
        assert [entry.actor_id for entry in new if entry.tenant_id] == [ada.pk]
        new = [entry for entry in new if entry.tenant_id is None]
    [entry] = new
    assert (entry.action, entry.actor_id) == (WORD[deed.verb], ada.pk)
    assert entry.details["reason"] == "because"
    stage.blog.refresh_from_db()
    for name, value in AFTER.get(deed.verb, {}).items():
        assert getattr(stage.blog, name) == value
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("deed", [*BLOGS, *PEOPLE], ids=lambda deed: deed.verb)
def test_without_a_reason_nothing_happens_and_the_form_says_so(
    deed: Deed, stage: Stage, admin: Client
) -> None:
    prepare(deed, stage)
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    fields = FIELDS.get(deed.verb, {})
    for reason in ("", "   ", "​", "x" * 501):
        response = admin.post(path_of(deed, stage), {"reason": reason, **fields})
        assert response.status_code == 422, reason
        assert 'href="#id_reason"' in response.content.decode()
    assert new_entries(before) == []


@pytest.mark.parametrize("deed", [d for d in BLOGS if d.undo], ids=lambda deed: deed.verb)
def test_undo_takes_it_back(deed: Deed, stage: Stage, admin: Client) -> None:
    prepare(deed, stage)
    facts = ["name", "address", "state", "listing_refused", "schema_name"]
    facts += ["lock_reason", "trusted", "owner_email", "plan"]
    before = Tenant.objects.for_admins().values(*facts)
    was = before.get(pk=stage.blog.pk)
    response = admin.post(
        path_of(deed, stage), {"reason": "because", **FIELDS.get(deed.verb, {})}, follow=True
    )
    undo = response.context["undo"]
    assert before.get(pk=stage.blog.pk) != was
    assert f'action="{undo["url"]}"' in response.content.decode()
    assert admin.post(undo["url"], dict(undo["fields"])).status_code == 302
    assert before.get(pk=stage.blog.pk) == was


@pytest.mark.parametrize("many", [False, True])
def test_a_refused_undo_still_brings_back_what_was_decided(
    many: bool,
    stage: Stage,
    admin: Client,
) -> None:
    distrust_tenant(stage.blog, by=None, reason="Sells shoes.", ground="spam")
    path = "/admin/blogs/bulk/" if many else f"/admin/blogs/{stage.blog.pk}/trust/"
    picked = {"verb": "trust", "picked": str(stage.blog.pk), "sure": "1"} if many else {}
    undo = admin.post(path, {"reason": "A slip.", **picked}, follow=True).context["undo"]
    fields = {**dict(undo["fields"]), "reason": ""}
    refused = admin.post(undo["url"], fields)
    assert refused.status_code == 422
    shown = refused.context["form"]
    hidden = {field.name: field.value() for field in shown if field.is_hidden}
    decision = Decision.objects.get()
    assert hidden == {"ground": "again", "ended": [str(decision.pk)]}
    assert f'name="ended" value="{decision.pk}"' in refused.text
    admin.post(undo["url"], {**fields, **hidden, "reason": "Undone."})
    decision.refresh_from_db()
    assert (decision.ended_at, decision.reason) == (None, "Sells shoes.")


def test_an_undo_brings_nothing_back_that_ended_otherwise(stage: Stage, admin: Client) -> None:
    Tenant.objects.filter(pk=stage.blog.pk).update(trusted=False)
    path = f"/admin/blogs/{stage.blog.pk}/trust/"
    undo = admin.post(path, {"reason": "Fine."}, follow=True).context["undo"]
    distrust_tenant(stage.blog, by=None, reason="Sells shoes.", ground="spam")
    trust_tenant(stage.blog, by=None, reason="The owner is right.")
    assert admin.post(undo["url"], dict(undo["fields"])).status_code == 302
    assert not Tenant.objects.get(pk=stage.blog.pk).trusted
    assert Decision.objects.get().ended_at is not None


def test_undo_is_offered_once(stage: Stage, admin: Client) -> None:
    admin.post(f"/admin/blogs/{stage.blog.pk}/suspend/", {"reason": "because"})
    page = f"/admin/blogs/{stage.blog.pk}/"
    assert admin.get(page).context["undo"]
    assert admin.get(page).context["undo"] is None


@pytest.mark.parametrize("verb", ["resume", "list", "restore", "trust", "unlock"])
def test_what_does_not_fit_is_refused_in_words_and_the_reason_kept(
    verb: str, stage: Stage, admin: Client
) -> None:
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    response = admin.post(f"/admin/blogs/{stage.blog.pk}/{verb}/", {"reason": "because"})
    assert response.status_code == 422
    assert "already" in response.content.decode()
    assert ">\nbecause</textarea>" in response.content.decode()
    assert new_entries(before) == []
    assert f'href="{verb}/"' not in admin.get(f"/admin/blogs/{stage.blog.pk}/").content.decode()


def test_several_at_once_one_entry_each(make_blog: MakeBlog, admin: Client) -> None:
    blogs = [make_blog(address) for address in ("one-blog", "two-blog", "three-blog")]
    picked = [str(blog.pk) for blog in blogs[:2]]
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    asked = admin.post("/admin/blogs/bulk/", {"verb": "suspend", "picked": picked})
    assert asked.status_code == 200
    assert "2 blogs" in asked.content.decode()
    assert new_entries(before) == []
    sure = {"verb": "suspend", "picked": picked, "sure": "1", "reason": "because"}
    done = admin.post("/admin/blogs/bulk/", sure, follow=True)
    assert {e.tenant_id for e in new_entries(before)} == {blog.pk for blog in blogs[:2]}
    states = Tenant.objects.values_list("state", flat=True).order_by("created_at")
    assert list(states) == ["suspended", "suspended", "ready"]
    undo = done.context["undo"]
    fields: dict[str, list[str]] = {}
    for name, value in undo["fields"]:
        fields.setdefault(name, []).append(value)
    admin.post(undo["url"], fields)
    assert set(states.all()) == {"ready"}


def test_several_at_once_are_all_or_none(make_blog: MakeBlog, admin: Client) -> None:
    blogs = [make_blog(address) for address in ("one-blog", "two-blog")]
    suspend_tenant(blogs[1], by=None, reason="before")
    sure = {"verb": "suspend", "sure": "1", "reason": "because"}
    response = admin.post("/admin/blogs/bulk/", {**sure, "picked": [str(b.pk) for b in blogs]})
    assert response.status_code == 422
    assert "is suspended already" in response.content.decode()
    assert Tenant.objects.filter(state="suspended").count() == 1


def test_bulk_with_nothing_or_nonsense(admin: Client) -> None:
    assert admin.post("/admin/blogs/bulk/", {"verb": "suspend"}).status_code == 302
    for fields in ({"verb": "rename"}, {"verb": "eat"}, {}, {"verb": "list", "picked": "x"}):
        assert admin.post("/admin/blogs/bulk/", fields).status_code == 404


def test_nobody_disables_themselves(admin: Client, ada: User) -> None:
    page = f"/admin/people/{ada.pk}/"
    assert 'href="disable/"' not in admin.get(page).content.decode()
    response = admin.post(f"{page}disable/", {"reason": "because"})
    assert response.status_code == 422
    assert "your own account" in response.content.decode()
    assert User.objects.get(pk=ada.pk).is_active


@pytest.mark.parametrize("verb", ["disable", "sign-out"])
def test_sessions_end_at_once(verb: str, stage: Stage, admin: Client) -> None:
    make_session(stage.owner, host="inkstead.localhost")
    make_session(stage.owner, host="alice.inkstead.localhost", tenant_id=stage.blog.pk)
    admin.post(f"/admin/people/{stage.owner.pk}/{verb}/", {"reason": "because"})
    assert not Session.objects.filter(user=stage.owner).exists()
