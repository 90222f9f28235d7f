"""The admin: every room, what is asked before a deed, and deeds on many."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client

from tests.gallery.places.place import Place
from tests.gallery.world import World
from tests.support.admin import admin_client


def admin_places(world: World) -> Iterator[Place]:
    """All of them."""
    ada = admin_client(world.people["ada"])
    yield from _rooms(world, ada)
    yield from _deeds(world, ada)
    yield from _filled_in_badly(world, ada)
    yield from _on_many(world, ada)


def _rooms(world: World, ada: Client) -> Iterator[Place]:
    blog, gone, mira = world.blogs["full"].pk, world.blogs["deleted"].pk, world.people["mira"].pk
    rows = world.rows
    for name, path in (
        ("overview", ""),
        ("overview-year", "?span=12-months"),
        ("blogs", "blogs/"),
        ("blogs-none", "blogs/?q=zzz"),
        ("people", "people/"),
        ("people-none", "people/?q=zzz"),
        ("messages", "messages/"),
        ("audit", "audit/"),
        ("work", "work/"),
        ("signups", "signups/"),
        ("signups-none", "signups/?q=zzz"),
        ("signups-rules", "signups/rules/"),
        ("application", f"signups/{rows['application0'].pk}/"),
        ("application-approve", f"signups/{rows['application0'].pk}/approve/"),
        ("application-refuse", f"signups/{rows['application0'].pk}/refuse/"),
        ("application-refused", f"signups/{rows['application2'].pk}/"),
        ("invites", "invites/"),
        ("invite-new", "invites/new/"),
        ("invite", f"invites/{rows['invite'].pk}/"),
        ("invite-letter", f"invites/{rows['invite_letter'].pk}/"),
        ("invite-revoke", f"invites/{rows['invite'].pk}/revoke/"),
        ("invite-renew", f"invites/{rows['invite_over'].pk}/renew/"),
        ("plans", "plans/"),
        ("plans-none", "plans/?q=zzz"),
        ("reports", "reports/"),
        ("reports-none", "reports/?q=zzz"),
        ("report", f"reports/{rows['report'].pk}/"),
        ("report-uphold", f"reports/{rows['report'].pk}/uphold/"),
        ("report-dismiss", f"reports/{rows['report'].pk}/dismiss/"),
        ("report-reopen", f"reports/{rows['report'].pk}/reopen/"),
        ("visits", "visits/"),
        ("visits-none", "visits/?q=zzz"),
        ("visit", f"visits/{rows['visit'].pk}/"),
        ("visit-over", f"visits/{rows['visit_over'].pk}/"),
        ("visit-end", f"visits/{rows['visit'].pk}/end/"),
        ("watch", "watch/"),
        ("watch-none", "watch/?q=zzz"),
        ("review", "review/"),
        ("review-one", f"review/{blog}/"),
        ("review-appeal", f"review/{world.blogs['suspended'].pk}/"),
        ("domains", "domains/"),
        ("domains-none", "domains/?q=zzz"),
        ("house", "house/"),
        ("house-mode", "house/mode/"),
        ("house-switch", "house/switch/"),
        ("notices", "notices/"),
        ("notices-none", "notices/?q=zzz"),
        ("notice", f"notices/{rows['notice'].pk}/"),
        ("notice-new", "notices/new/"),
        ("notice-withdraw", f"notices/{rows['notice'].pk}/withdraw/"),
        ("notice-restore", f"notices/{rows['notice'].pk}/restore/"),
        ("decisions", "decisions/"),
        ("decisions-none", "decisions/?q=zzz"),
        ("decision", f"decisions/{rows['appealed'].pk}/"),
        ("decision-uphold", f"decisions/{rows['appealed'].pk}/uphold/"),
        ("decision-reverse", f"decisions/{rows['appealed'].pk}/reverse/"),
        ("decision-reopen", f"decisions/{rows['appealed'].pk}/reopen/"),
        ("watch-rules", "watch/rules/"),
        ("plan", f"plans/{rows['plan'].pk}/"),
        ("plan-new", "plans/new/"),
        ("plan-change", f"plans/{rows['plan'].pk}/edit/"),
        ("blog", f"blogs/{blog}/"),
        ("blog-deleted", f"blogs/{gone}/"),
        ("blog-closely", f"blogs/{blog}/?closely"),
        ("many", "many/"),
        ("many-job", f"many/{rows['job'].pk}/"),
        ("many-none", f"many/{rows['job'].pk}/?outcome=waiting"),
        ("many-undo", f"many/{rows['job'].pk}/undo/"),
        ("many-stop", f"many/{rows['job'].pk}/stop/"),
        ("person", f"people/{mira}/"),
        ("entry", f"audit/{rows['entry']}/"),
        ("message", f"messages/{rows['letter']}/"),
        ("work-page", f"work/{rows['work']}/"),
    ):
        yield Place(name=f"admin-{name}", client=ada, path=f"/admin/{path}")
    yield Place(name="admin-404", client=ada, path="/admin/nothing/", status=404)


def _deeds(world: World, ada: Client) -> Iterator[Place]:
    """To one blog or one person."""
    ines, greta, nils = (world.people[name].pk for name in ("ines", "greta", "nils"))
    blog, gone, mira = world.blogs["full"].pk, world.blogs["deleted"].pk, world.people["mira"].pk
    for name, path in (
        *(
            (f"blog-{verb}", f"blogs/{blog}/{verb}/")
            for verb in (
                *("suspend", "lock", "distrust", "unlist", "hand-over", "rename", "delete"),
                *("back-up", "put-back", "take-back", "copy", "plan", "enter"),
            )
        ),
        *(
            (f"blog-{verb}", f"blogs/{gone}/{verb}/")
            for verb in ("resume", "list", "restore", "unlock", "trust", "purge")
        ),
        *(
            (f"person-{verb}", f"people/{mira}/{verb}/")
            for verb in ("sign-out", "disable", "enable", "enter-as")
        ),
        *((f"person-{verb}", f"people/{ines}/{verb}/") for verb in ("archive", "close")),
        *((f"person-{verb}", f"people/{greta}/{verb}/") for verb in ("reopen", "erase")),
        ("person-closed", f"people/{greta}/"),
    ):
        yield Place(name=f"admin-{name}", client=ada, path=f"/admin/{path}")
    yield Place(name="admin-person-erased", client=ada, path=f"/admin/people/{nils}/", status=410)


def _filled_in_badly(world: World, ada: Client) -> Iterator[Place]:
    blog, ines, greta = world.blogs["full"].pk, world.people["ines"].pk, world.people["greta"].pk
    for name, path, data in (
        ("blog-enter", f"blogs/{blog}/enter/", {"reason": ""}),
        ("blog-suspend", f"blogs/{blog}/suspend/", {"reason": ""}),
        ("blog-rename", f"blogs/{blog}/rename/", {"address": "-"}),
        ("signups-rules", "signups/rules/", {"denied_domains": "no domain", "reason": ""}),
        ("watch-rules", "watch/rules/", {"words": "x" * 90, "reason": ""}),
        ("review", f"review/{blog}/suspend/", {"seen": "1"}),
        ("house-mode", "house/mode/", {"mode": "reading", "minutes": "0", "reason": ""}),
        ("house-switch", "house/switch/", {"name": "domains", "address": "nowhere"}),
        ("notice-new", "notices/new/", {"to": "one", "address": "nowhere", "days": "0"}),
        ("plan-new", "plans/new/", {"name": "", "posts": "-1", "reason": ""}),
        ("person-close", f"people/{ines}/close/", {"reason": ""}),
        ("person-erase", f"people/{greta}/erase/", {"email": "ines@post.example", "reason": ""}),
        ("invite-new", "invites/new/", {"email": "no", "uses": "0", "days": ""}),
    ):
        path = f"/admin/{path}"
        yield Place(name=f"admin-{name}-errors", client=ada, path=path, data=data, status=422)


def _on_many(world: World, ada: Client) -> Iterator[Place]:
    """What was picked, or all that was found."""
    rows, blog = world.rows, world.blogs["full"].pk
    asked = {"verb": "refuse", "picked": [str(rows[f"application{n}"].pk) for n in (0, 1)]}
    yield Place(name="admin-signups-bulk", client=ada, path="/admin/signups/bulk/", data=asked)
    picked = {"verb": "suspend", "picked": [str(blog), str(world.blogs["long"].pk)]}
    yield Place(name="admin-bulk", client=ada, path="/admin/blogs/bulk/", data=picked)
    everything = {"verb": "suspend", "all": "1", "query": "state=ready"}
    yield Place(name="admin-all", client=ada, path="/admin/blogs/bulk/", data=everything)
