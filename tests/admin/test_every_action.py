"""Every address of the admin that takes a POST: exactly one entry in the audit, or says why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from inkstead.admin.blog_deeds import BLOGS
from inkstead.admin.people_deeds import PEOPLE
from journal.models import AuditEntry
from journal.work import run_platform_work
from tenants.actions.appeal import appeal, uphold_decision
from tenants.actions.ask_for_many import ask_for_many
from tenants.actions.ask_visit import ask_visit
from tenants.actions.decide_report import uphold_report
from tenants.actions.invite_to_sign_up import invite_to_sign_up
from tenants.actions.keep_report import keep_report
from tenants.actions.notices import make_notice, withdraw_notice
from tenants.actions.revoke_sign_up_invitation import revoke_sign_up_invitation
from tenants.actions.unlist_tenant import unlist_tenant
from tenants.plans.models import Plan
from tenants.signups.models import Application
from tenants.watch.decisions import Decision
from tenants.watch.queue import Review
from tests.admin.places import names
from tests.admin.test_deeds import (  # noqa: F401
    FIELDS,
    WITH_BLOGS,
    Stage,
    path_of,
    prepare,
    stage,
)
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

WHY = {"reason": "because"}
SAFE_ONLY = ("_page", "_export")  # pages and files: 405 for a POST
LISTS = {"index", "nothing", "blogs", "people", "signups", "invites", "audit", "messages", "work"}

type Act = Callable[[Client, Stage], tuple[str, dict[str, Any]]]


def rules(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
    return "/admin/signups/rules/", {**WHY, "mode": "closed"}


def application(verb: str) -> Act:
    def act(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
        row = Application.objects.create(email="rhea@post.example", about="Hello.")
        return f"/admin/signups/{row.pk}/{verb}/", WHY

    return act


def applications(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
    row = Application.objects.create(email="rhea@post.example", about="Hello.")
    picked = {"verb": "refuse", "picked": [str(row.pk)], "sure": "1"}
    return "/admin/signups/bulk/", {**WHY, **picked}


def blogs(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
    picked = {"verb": "suspend", "picked": [str(stage.blog.pk)], "sure": "1"}
    return "/admin/blogs/bulk/", {**WHY, **picked}


def invite(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
    return "/admin/invites/new/", {**WHY, "days": "7", "uses": "3"}


def invited(verb: str) -> Act:
    def act(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
        row = invite_to_sign_up(by=None, days=1, reason="because")
        if verb == "renew":
            revoke_sign_up_invitation(row, by=None, reason="because")
        return f"/admin/invites/{row.pk}/{verb}/", WHY

    return act


def job(verb: str) -> Act:
    def act(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
        row = ask_for_many("lock", [stage.blog.pk], by=None, reason="because")
        while verb == "undo" and run_platform_work():
            pass
        return f"/admin/many/{row.pk}/{verb}/", WHY

    return act


def watch_rules(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
    return "/admin/watch/rules/", {**WHY, "words": "casino"}


def report(verb: str) -> Act:
    def act(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
        row = keep_report(stage.blog, path="/", category="spam", text="Look.")
        if verb == "reopen":
            uphold_report(row, by=None, reason="before")
        return f"/admin/reports/{row.pk}/{verb}/", WHY

    return act


def reviewed(verb: str, **fields: str) -> Act:
    def act(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
        keep_report(stage.blog, path="/", category="spam", text="Look.")
        row = Review.objects.get(pk=stage.blog.pk)
        if verb == "back":
            admin.post(f"/admin/review/{row.pk}/trust/", {"seen": row.version})
            return "/admin/review/back/", {}
        return f"/admin/review/{row.pk}/{verb}/", {"seen": str(row.version), **fields}

    return act


def decided(verb: str) -> Act:
    def act(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
        unlist_tenant(stage.blog, by=None, reason="before")
        row = appeal(Decision.objects.get(), by=stage.owner, text="It is not.")
        if verb == "reopen":
            uphold_decision(row, by=None, reason="before")
        return f"/admin/decisions/{row.pk}/{verb}/", WHY

    return act


def new_notice(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
    said = {"text": "Hello.", "severity": "info", "to": "all", "days": "1"}
    return "/admin/notices/new/", {**WHY, **said}


def told(verb: str) -> Act:
    def act(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
        now = timezone.now()
        until = now + timedelta(days=1)
        row = make_notice(by=None, reason="before", text="Hello.", since=now, until=until)
        if verb == "restore":
            withdraw_notice(row, by=None, reason="before")
        return f"/admin/notices/{row.pk}/{verb}/", WHY

    return act


def mode(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
    return "/admin/house/mode/", {**WHY, "mode": "reading"}


def switch(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
    return "/admin/house/switch/", {**WHY, "name": "discover", "on": "no"}


def new_plan(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
    return "/admin/plans/new/", {**WHY, "name": "Large"}


def other_plan(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
    row = Plan.objects.create(name="Small", posts=3)
    return f"/admin/plans/{row.pk}/edit/", {**WHY, "name": "Small", "posts": "4"}


def visit(admin: Client, stage: Stage) -> tuple[str, dict[str, Any]]:  # noqa: F811
    by = User.objects.get(is_staff=True)
    row = ask_visit(stage.blog, person=stage.owner, by=by, reason="before")
    return f"/admin/visits/{row.pk}/end/", WHY


OTHERS: dict[str, Act] = {
    "visits_end": visit,
    "signups_rules": rules,
    "signups_bulk": applications,
    "signups_approve": application("approve"),
    "signups_refuse": application("refuse"),
    "blogs_bulk": blogs,
    "invites_new": invite,
    "invites_revoke": invited("revoke"),
    "invites_renew": invited("renew"),
    "reports_uphold": report("uphold"),
    "reports_dismiss": report("dismiss"),
    "reports_reopen": report("reopen"),
    "review_trust": reviewed("trust"),
    "review_suspend": reviewed("suspend", ground="spam", text="because"),
    "review_later": reviewed("later"),
    "review_back": reviewed("back"),
    "decisions_uphold": decided("uphold"),
    "decisions_reverse": decided("reverse"),
    "decisions_reopen": decided("reopen"),
    "house_mode": mode,
    "house_switch": switch,
    "notices_new": new_notice,
    "notices_withdraw": told("withdraw"),
    "notices_restore": told("restore"),
    "plans_new": new_plan,
    "watch_rules": watch_rules,
    "plans_edit": other_plan,
    "many_undo": job("undo"),
    "many_stop": job("stop"),
}
# The queue asks for no reason where a key says enough.
SAYS = {
    "review_trust": "Looked at in the review.",
    "review_later": "Put off.",
    "review_back": "Undone.",
}
DEEDS = {
    f"{room}_{deed.verb}": deed
    for room, all_ in (("blogs", BLOGS), ("people", PEOPLE))
    for deed in all_
}


def test_every_action_is_here() -> None:
    lists = LISTS | {"many", "plans", "watch", "reports", "visits"}
    lists |= {"review", "decisions", "notices", "house", "domains"}
    acting = {n for n in names() if n not in lists and not n.endswith(SAFE_ONLY)}
    assert acting == DEEDS.keys() | OTHERS.keys()


@pytest.mark.parametrize("name", sorted(DEEDS.keys() | OTHERS.keys()))
def test_it_leaves_exactly_one_entry_with_its_reason(
    name: str,
    stage: Stage,  # noqa: F811
    admin: Client,
    ada: User,
    make_blog: MakeBlog,
) -> None:
    if name in DEEDS:
        prepare(DEEDS[name], stage)
        path, fields = path_of(DEEDS[name], stage), {**WHY, **FIELDS.get(DEEDS[name].verb, {})}
    else:
        path, fields = OTHERS[name](admin, stage)
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    answer = admin.post(path, fields)
    assert answer.status_code == 302, answer.content.decode()
    new = [entry for entry in AuditEntry.objects.all() if entry.pk not in before]
    if name == "signups_approve":  # it makes an account and a blog, which have their own
        new = [entry for entry in new if entry.action.startswith("signups.")]
    if name.startswith("people_") and DEEDS[name].verb in WITH_BLOGS:
        assert [(e.actor_id, e.tenant_id) for e in new if e.tenant_id] == [(ada.pk, stage.blog.pk)]
        new = [entry for entry in new if entry.tenant_id is None]
    [entry] = new
    assert entry.actor_id == ada.pk
    assert entry.details["reason"] == SAYS.get(name, "because")
