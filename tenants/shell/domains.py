"""`manage.py blog domains`: a blog's own domains, for the server's shell."""

from __future__ import annotations

from typing import Any

from django.core.management import CommandError

from tenants.actions.add_domain import add_domain
from tenants.actions.check_domain import check_domain
from tenants.actions.choose_domain import choose_domain
from tenants.actions.remove_domain import remove_domain, restore_domain
from tenants.archive.progress import Progress
from tenants.domains.check import check
from tenants.domains.findings import sentence
from tenants.domains.models import DomainClaim
from tenants.domains.records import records_of
from tenants.models import Domain, Tenant
from tenants.shell.find import find

DEEDS = {
    "add": "claim it; its owner sets the records",
    "check": "look at DNS now, here",
    "main": "lead readers to it",
    "remove": "undo: --restore",
    "restore": "have it back",
}


def domains(options: dict[str, Any], progress: Progress) -> tuple[str, dict[str, Any]]:
    """Do what was asked, if anything; then each domain with its records. Raises Refused."""
    tenant = find(options["address"])
    verb = next((verb for verb in DEEDS if options[verb]), "")
    if verb:
        _do(verb, tenant, options[verb])
    found = [_facts(claim) for claim in DomainClaim.objects.of(tenant.pk)]
    lines = [line for facts in found for line in _lines(facts)]
    return "\n".join(lines) or f"{tenant} has no domain of its own.", {"domains": found}


def _do(verb: str, tenant: Tenant, typed: str) -> None:
    if verb == "add":
        add_domain(tenant, by=None, domain=typed)
        return
    claim = DomainClaim.objects.filter(tenant=tenant, domain=typed.lower()).first()
    if claim is None:
        raise CommandError(f"{tenant} has no domain {typed!r}.")
    if verb == "check":
        planned = check_domain(tenant, claim.pk, by=None)
        check({"claim": str(planned.pk), "look": planned.looks})
    elif verb == "main":
        choose_domain(tenant, claim.pk, by=None)
    elif verb == "remove":
        remove_domain(tenant, claim.pk, by=None)
    else:
        restore_domain(tenant, claim.pk, by=None)


def _facts(claim: DomainClaim) -> dict[str, Any]:
    leads = Domain.objects.filter(domain=claim.domain, tenant_id=claim.tenant_id, is_canonical=True)
    return {
        "domain": claim.domain,
        "state": claim.state,
        "canonical": leads.exists(),
        "failing_since": _iso(claim.failing_since),
        "looked_at": _iso(claim.looked_at),
        "look_due_at": _iso(claim.look_due_at),
        "findings": [sentence(finding) for finding in claim.found],
        "records": [
            {"type": one.kind, "name": one.name, "value": one.value, "seen": one.found}
            for one in records_of(claim)
        ],
    }


def _lines(facts: dict[str, Any]) -> list[str]:
    leads = ", readers are led there" if facts["canonical"] else ""
    return [
        f"{facts['domain']}: {facts['state']}{leads}",
        *(f"  {one['type']:<6} {one['name']}  {one['value']}" for one in facts["records"]),
        *(f"  - {reason}" for reason in facts["findings"]),
    ]


def _iso(when: Any) -> str | None:
    return when.isoformat(timespec="seconds") if when else None
