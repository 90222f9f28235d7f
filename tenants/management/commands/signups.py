"""`manage.py signups open|invite|approve|close|show`: who may make an account."""

from __future__ import annotations

import json
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from tenants.actions.change import Refused, checked_reason
from tenants.actions.change_sign_ups import change_sign_ups
from tenants.signups.models import Mode, SignUpRules
from tenants.signups.rules import current

VERBS = {
    "open": (Mode.OPEN, "everybody may sign up"),
    "invite": (Mode.INVITE, "whoever was invited, by an admin or to a blog's team"),
    "approve": (Mode.APPROVE, "whoever was approved by an admin, or invited"),
    "close": (Mode.CLOSED, "nobody; those who have an account go on"),
}
FIELDS = (
    *("mode", "new_blogs", "new_blogs_trusted"),
    *("allowed_domains", "denied_domains", "refuse_disposable"),
)


class Command(BaseCommand):
    """It holds in every process from the next request on."""

    help = "Say or show who may make an account."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        verbs.add_parser("show", help="the rules as they are")
        for verb, (_mode, words) in VERBS.items():
            one = verbs.add_parser(verb, help=words)
            one.add_argument("--reason", default="at the server", help="kept for good")
            one.add_argument(
                "--new-blogs",
                choices=["yes", "no"],
                help="whether people with an account may make more blogs",
            )
            one.add_argument(
                "--trust",
                choices=["yes", "no"],
                help="whether new blogs are trusted at once",
            )
        for one in verbs.choices.values():
            one.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        rules = current() if options["verb"] == "show" else self._change(options)
        facts = {name: getattr(rules, name) for name in FIELDS}
        if options["json"]:
            self.stdout.write(json.dumps(facts, indent=2))
            return
        for name, value in facts.items():
            self.stdout.write(f"{name:<18} {_words(value)}")

    def _change(self, options: dict[str, Any]) -> SignUpRules:
        rules: dict[str, Any] = {"mode": VERBS[options["verb"]][0].value}
        if options["new_blogs"]:
            rules["new_blogs"] = options["new_blogs"] == "yes"
        if options["trust"]:
            rules["new_blogs_trusted"] = options["trust"] == "yes"
        try:
            reason = checked_reason(options["reason"])
        except Refused as error:
            raise CommandError(str(error)) from None
        return change_sign_ups(by=None, reason=reason, **rules)


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) or "-" if isinstance(value, list) else str(value)
