"""`manage.py blog VERB`: one blog as a thing. `manage.py tenants` looks after many."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from tenants.actions.change import Refused
from tenants.shell import domains, one_blog
from tenants.shell.bar import Bar

type Said = dict[str, Any]

TAKES_REASON = ("restore", "take-back", "clone", "rename", "delete", "undelete", "purge")


class Command(BaseCommand):
    """Ends with 1 and a sentence when something cannot be, and with 2 when it is not understood."""

    help = "One blog: back up, verify, restore, clone, rename, delete, purge, export, domains."

    def add_arguments(self, parser: CommandParser) -> None:
        self._verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        one = self._add("backup", "write it into one file", "address")
        one.add_argument("--to", default="", metavar="FILE", help="default: by address and time")
        self._add("verify", "compare all of an archive with its sums", "archive")
        one = self._add("restore", "put it back as an archive says", "archive")
        where = one.add_mutually_exclusive_group(required=True)
        where.add_argument("--over", metavar="ADDRESS", help="the blog it is of; undo: take-back")
        where.add_argument("--as", metavar="ADDRESS", dest="new_address", help="as a new blog")
        one.add_argument("--owner", metavar="EMAIL", help="with --as: whose it is to be")
        one.add_argument("--name", default="", help="with --as: what it is to be called")
        self._add("take-back", "undo the last restore over it", "address")
        one = self._add("clone", "copy it to another address", "address")
        one.add_argument("--as", metavar="ADDRESS", dest="new_address", required=True)
        one.add_argument("--owner", metavar="EMAIL", help="default: the same person")
        one.add_argument("--name", default="", help="default: the same name")
        one = self._add("rename", "the old address leads to the new one for good", "address")
        one.add_argument("--to", metavar="ADDRESS", dest="new_address", default="")
        one.add_argument("--name", default="")
        self._add("delete", "to the trash, for thirty days", "address")
        self._add("undelete", "out of the trash, as it was", "address")
        one = self._add("purge", "remove what is in the trash from everywhere", "address")
        one.add_argument("--sure", metavar="ADDRESS", required=True, help="the address once more")
        one = self._add("export", "write its pages as a folder for any static host", "address")
        one.add_argument("--static", metavar="FOLDER", required=True, help="new, or empty")
        one.add_argument("--base", default="", metavar="ORIGIN", help="where it will be read at")
        self._add("backups", "the backups that are kept of it", "address")
        one = self._add("domains", "its own domains, their records and how they stand", "address")
        what = one.add_mutually_exclusive_group()
        for verb, words in domains.DEEDS.items():
            what.add_argument(f"--{verb}", metavar="DOMAIN", help=words)

    def _add(self, verb: str, words: str, what: str) -> CommandParser:
        parser: CommandParser = self._verbs.add_parser(verb, help=words)
        parser.add_argument(what, metavar=what.upper())
        parser.add_argument("--json", action="store_true", help="for programs")
        if verb in TAKES_REASON:
            parser.add_argument("--reason", required=True, help="kept for good")
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        act: Callable[..., tuple[str, Said]] = one_blog.VERBS[options["verb"]]
        quiet = options["json"] or not options["verbosity"]
        bar = Bar(None if quiet else self.stderr)
        try:
            sentence, facts = act(options, bar.show)
        except Refused as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename or 'A file'}: {error.strerror}") from None
        finally:
            bar.close()
        if options["json"]:
            self.stdout.write(json.dumps(facts, indent=2))
        elif options["verbosity"]:
            self.stdout.write(sentence)
