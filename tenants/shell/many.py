"""One deed on many blogs from the server's shell: said twice, shown as it goes, taken back."""

from __future__ import annotations

import sys
from typing import Any
from uuid import UUID

from django.core.management import CommandError, CommandParser
from django.db.models import Count

from kit.progress import Progress
from tenants.actions.ask_for_many import ask_for_many, undo_many
from tenants.actions.change import Refused
from tenants.many.models import ManyJob, Outcome
from tenants.many.verbs import VERBS
from tenants.many.work import do_next, end
from tenants.models import State, Tenant
from tenants.querysets import TenantQuerySet
from tenants.watch.decisions import Ground


def add_arguments(verbs: Any) -> None:
    """`all` and `undo-all`, beside the verbs for one blog."""
    every: CommandParser = verbs.add_parser("all", help="one verb on every blog that is found")
    every.add_argument("deed", choices=VERBS, metavar="VERB", help=", ".join(VERBS))
    every.add_argument("--state", choices=State.values)
    every.add_argument("--search", default="", metavar="TEXT")
    every.add_argument("--blogs", type=int, metavar="N", help="how many they are, to be sure")
    every.add_argument("--ground", choices=Ground.values, default="", help="of a measure")
    undo = verbs.add_parser("undo-all", help="take such a job back")
    undo.add_argument("job", type=UUID, metavar="JOB", help="its id, which `all` says")
    for one in (every, undo):
        one.add_argument("--reason", required=True, help="kept for good; their people read it")


def found(*, state: str | None, search: str) -> TenantQuerySet:
    """The blogs that `list` and `all` are about."""
    rows: TenantQuerySet = Tenant.objects.all()
    if state:
        rows = rows.filter(state=state)
    return rows.found_by(search) if search else rows


def do_to_all(options: dict[str, Any]) -> dict[str, Any]:
    """Do it here, or say how many it would be; the worker goes on where this is killed."""
    rows = found(state=options["state"], search=options["search"])
    count = rows.count()
    if options["blogs"] != count:
        raise CommandError(f"That would be {count} blogs. To do it, add --blogs {count}.")
    ids = rows.order_by("pk").values_list("pk", flat=True)
    ground = options["ground"] or (Ground.RULES if VERBS[options["deed"]].is_measure else "")
    why: dict[str, Any] = {"by": None, "reason": options["reason"], "ground": ground}
    return _done(lambda: ask_for_many(options["deed"], ids, **why))


def undo(options: dict[str, Any]) -> dict[str, Any]:
    """Change back what the job changed."""
    job = ManyJob.objects.filter(pk=options["job"]).first()
    if job is None:
        raise CommandError("There is no such job.")
    return _done(lambda: undo_many(job, by=None, reason=options["reason"]))


def lines(facts: dict[str, Any]) -> list[str]:
    """What became of it, for people."""
    width = max(map(len, facts))
    said = [f"{name.ljust(width)}  {value}" for name, value in facts.items() if name != "not_done"]
    return [*said, *(f"{address}: {why}" for address, why in facts["not_done"].items())]


def _done(ask: Any) -> dict[str, Any]:
    try:
        job: ManyJob = ask()
    except Refused as error:
        raise CommandError(str(error)) from None
    progress = Progress(sys.stderr, job.verb, job.parts.count())
    while do_next(job):
        progress.step()
    progress.close()
    end(job)
    return _facts(job)


def _facts(job: ManyJob) -> dict[str, Any]:
    counts = dict(job.parts.values_list("outcome").annotate(Count("pk")).order_by())
    bad = job.parts.filter(outcome__in=[Outcome.REFUSED, Outcome.FAILED])
    named = bad.filter(tenant__domains__is_primary=True).order_by("pk")
    return {
        "job": str(job.pk),
        **{outcome: counts.get(outcome, 0) for outcome in Outcome.values},
        "not_done": dict(named.values_list("tenant__domains__domain", "words")),
    }
