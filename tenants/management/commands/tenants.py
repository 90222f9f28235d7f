"""`manage.py tenants VERB`: what the admin's pages do, for the server's shell."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from tenants.actions.change import Refused
from tenants.actions.change_plan import change_plan
from tenants.actions.distrust_tenant import distrust_tenant
from tenants.actions.hand_over import LEAVES, hand_over
from tenants.actions.list_tenant import list_tenant
from tenants.actions.lock_writing import lock_writing
from tenants.actions.rename_tenant import rename_tenant
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.resume_tenant import resume_tenant
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.actions.trust_tenant import trust_tenant
from tenants.actions.unlist_tenant import unlist_tenant
from tenants.actions.unlock_writing import unlock_writing
from tenants.many.verbs import VERBS as MANY
from tenants.models import State, Tenant
from tenants.roles import GIVEN, Role
from tenants.shell import many
from tenants.shell.create import create
from tenants.shell.facts import columns, facts_of, page
from tenants.shell.find import find, find_plan
from tenants.watch.decisions import Ground

VERBS: dict[str, tuple[Callable[..., Tenant], str]] = {
    "suspend": (suspend_tenant, "close a blog for now; nothing is lost"),
    "resume": (resume_tenant, "open a suspended blog again"),
    "lock": (lock_writing, "readers go on, nobody writes; who tries reads the reason"),
    "unlock": (unlock_writing, "its people write again"),
    "trust": (trust_tenant, "search engines, discover and letters"),
    "distrust": (distrust_tenant, "no search engines, not in discover, no letters"),
    "hand-over": (hand_over, "another owner, by the e-mail of an account"),
    "rename": (rename_tenant, "another name or address; the old address leads to the new one"),
    "delete": (trash_tenant, "to the trash, for some days"),
    "restore": (restore_tenant, "out of the trash, as it was"),
    "list-in-discover": (list_tenant, "allow it in discover"),
    "unlist": (unlist_tenant, "keep it out of discover"),
    "plan": (change_plan, "give it another plan; what is published stays"),
}
MEASURES = {name for name, verb in MANY.items() if verb.is_measure}


class Command(BaseCommand):
    """Exit 1 and one sentence when something cannot be."""

    help = "Look after blogs: list, show, create, suspend, lock, trust, hand over, rename, delete."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        every = verbs.add_parser("list", help="all blogs, the newest first")
        every.add_argument("--state", choices=State.values)
        every.add_argument("--search", default="", metavar="TEXT")
        self._add(verbs, "show", "one blog")
        new = self._add(verbs, "create", "make a blog for somebody with an account")
        new.add_argument("--owner", required=True, metavar="EMAIL")
        new.add_argument("--name", default="")
        for verb, (_act, words) in VERBS.items():
            one = self._add(verbs, verb, words)
            one.add_argument("--reason", required=True, help="kept for good; its people read it")
            if verb in MEASURES:
                grounds = {"choices": Ground.values, "default": Ground.RULES.value}
                one.add_argument("--ground", help="on which; its owner reads it", **grounds)
            if verb == "plan":
                one.add_argument("plan", metavar="PLAN", help="the name of one of the plans")
            if verb == "hand-over":
                one.add_argument("--to", required=True, metavar="EMAIL", dest="email")
                stays = one.add_mutually_exclusive_group()
                stays.add_argument("--stays-as", choices=GIVEN, default=Role.ADMIN.value)
                stays.add_argument(
                    "--leaves", action="store_const", const=LEAVES, dest="stays_as",
                    help="the owner until now leaves the team",
                )  # fmt: skip
            if verb == "rename":
                one.add_argument("--name", default="")
                one.add_argument("--to", default="", metavar="ADDRESS", dest="new_address")
        many.add_arguments(verbs)
        for one in verbs.choices.values():
            one.add_argument("--json", action="store_true", help="for programs")

    def _add(self, verbs: Any, verb: str, words: str) -> Any:
        parser = verbs.add_parser(verb, help=words)
        parser.add_argument("address", metavar="ADDRESS", help="any address of the blog")
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "list":
            self._say(self._list(options), options, columns)
        elif options["verb"] == "all":
            self._say(many.do_to_all(options), options, many.lines)
        elif options["verb"] == "undo-all":
            self._say(many.undo(options), options, many.lines)
        else:
            self._say(self._one(options), options, page)

    def _list(self, options: dict[str, Any]) -> list[dict[str, Any]]:
        rows = many.found(state=options["state"], search=options["search"]).for_admins()
        return [facts_of(row) for row in rows.order_by("-created_at", "pk")]

    def _one(self, options: dict[str, Any]) -> dict[str, Any]:
        verb, address = options["verb"], options["address"]
        if verb == "create":
            tenant = create(address, owner=options["owner"], name=options["name"])
        else:
            tenant = find(address)
        if verb in VERBS:
            self._act(verb, tenant, options)
        return facts_of(Tenant.objects.for_admins().get(pk=tenant.pk))

    def _act(self, verb: str, tenant: Tenant, options: dict[str, Any]) -> None:
        fields: dict[str, Any] = {"reason": options["reason"]}
        if verb == "rename":
            fields |= {"name": options["name"], "address": options["new_address"]}
        if verb in MEASURES:
            fields["ground"] = options["ground"]
        if verb == "plan":
            fields["plan"] = find_plan(options["plan"])
        if verb == "hand-over":
            fields |= {"email": options["email"], "stays_as": options["stays_as"]}
        try:
            VERBS[verb][0](tenant, by=None, **fields)
        except Refused as error:
            raise CommandError(str(error)) from None

    def _say(self, facts: Any, options: dict[str, Any], lines: Callable[[Any], list[str]]) -> None:
        text = json.dumps(facts, indent=2) if options["json"] else "\n".join(lines(facts))
        self.stdout.write(text)
