"""`manage.py house open|reading|closed|on|off|show`: the whole platform's mode and features."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tenants.actions.change import Refused
from tenants.actions.set_house import set_mode, set_switch
from tenants.house.models import House, Mode
from tenants.house.switches import SWITCHES
from tenants.models import Domain, Tenant

MODES = {
    Mode.OPEN: "everybody reads and writes",
    Mode.READING: "nobody writes; readers go on",
    Mode.CLOSED: "a page for everybody but admins",
}


class Command(BaseCommand):
    """It holds in every process within a second."""

    help = "Say or show who may do what on the whole platform, and which features are on."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("show", help="what holds now, as JSON")
        for mode, words in MODES.items():
            one = verbs.add_parser(mode.value, help=words)
            one.add_argument("--words", default="", help="a sentence for those who are kept out")
            one.add_argument("--minutes", type=int, help="for about how long")
            one.add_argument("--reason", default="at the server", help="kept for good")
        for verb in ("on", "off"):
            one = verbs.add_parser(verb, help=f"switch a feature {verb}")
            one.add_argument("feature", choices=list(SWITCHES))
            one.add_argument("--blog", default="", metavar="ADDRESS", help="there alone")
            one.add_argument("--reason", default="at the server", help="kept for good")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            row = self._do(options)
        except Refused as error:
            raise CommandError(str(error)) from None
        facts = {"mode": row.mode, "words": row.words, "switches": row.switches}
        until = row.until.isoformat() if row.until else None
        self.stdout.write(json.dumps({**facts, "until": until}, indent=2))

    def _do(self, options: dict[str, Any]) -> House:
        verb = options["verb"]
        if verb == "show":
            return House.objects.first() or House()
        why = {"by": None, "reason": options["reason"]}
        if verb in {"on", "off"}:
            names = {"name": options["feature"], "tenant": _blog(options["blog"])}
            return set_switch(**why, **names, on=verb == "on")
        minutes = options["minutes"]
        until = timezone.now() + timedelta(minutes=minutes) if minutes else None
        return set_mode(**why, mode=verb, words=options["words"], until=until)


def _blog(address: str) -> Tenant | None:
    if not address:
        return None
    found = Domain.objects.answering().filter(domain=address).select_related("tenant").first()
    if found is None:
        raise CommandError(f"No blog is at {address}.")
    tenant: Tenant = found.tenant
    return tenant
