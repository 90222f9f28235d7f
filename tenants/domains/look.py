"""One look at a domain: its token, where it leads, its certificate. Takes seconds; no database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address, ip_network

from django.conf import settings

from tenants.domains import dns
from tenants.domains.course import Points, Seen
from tenants.domains.dns import Answer, Fault
from tenants.domains.edge import certificate_of
from tenants.domains.findings import Code, Finding, Part, listed
from tenants.domains.names import token_name

TOKEN_PREFIX = "inkstead-verify="  # noqa: S105

# Who stands in front of other people's names, so often that it has a sentence of its own.
PROXIES = {
    "Cloudflare": [
        ip_network(net)
        for net in (
            "104.16.0.0/13", "104.24.0.0/14", "108.162.192.0/18", "141.101.64.0/18",
            "162.158.0.0/15", "172.64.0.0/13", "173.245.48.0/20", "188.114.96.0/20",
            "190.93.240.0/20", "197.234.240.0/22", "198.41.128.0/17", "2400:cb00::/32",
            "2606:4700::/32", "2803:f800::/32", "2405:b500::/32", "2405:8100::/32",
            "2a06:98c0::/29", "2c0f:f248::/32",
        )
    ],
}  # fmt: skip
_FAULTS = {
    Fault.SERVER_FAILS: Code.SERVER_FAILS,
    Fault.SILENT: Code.SILENT,
    Fault.BROKEN: Code.BROKEN,
}


class ResolverAway(RuntimeError):
    """Not even our own name can be resolved: nothing can be said about anybody's."""


def txt_value(token: str) -> str:
    """What the TXT record says."""
    return f"{TOKEN_PREFIX}{token}"


def look_at(domain: str, token: str) -> Seen:
    """What is right and wrong with `domain` now. Raises ResolverAway."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        wanted = pool.submit(our_addresses)
        texts = pool.submit(dns.texts, token_name(domain))
        four = pool.submit(dns.addresses, domain, version=4)
        six = pool.submit(dns.addresses, domain, version=6)
        points, wrong = _where(domain, four.result(), six.result(), wanted.result())
        findings = [*_token(domain, token, texts.result()), *wrong]
    certificate = None
    if not findings:
        certificate, findings = _certificate(domain)
    return Seen(points, tuple(findings), certificate)


def our_addresses() -> frozenset[str]:
    """Where domains are to lead: as configured, else where our own name leads now."""
    if settings.DOMAINS_ADDRESSES:
        return frozenset(str(ip_address(one)) for one in settings.DOMAINS_ADDRESSES)
    answers = [dns.addresses(settings.DOMAINS_TARGET, version=version) for version in (4, 6)]
    found = answers[0].values | answers[1].values
    if not found:
        raise ResolverAway(f"{settings.DOMAINS_TARGET}: {answers[0].fault}")
    return found


def _certificate(domain: str) -> tuple[bool | None, list[Finding]]:
    works, findings = certificate_of(domain)
    return works, list(findings)


def _token(domain: str, token: str, answer: Answer) -> list[Finding]:
    """Nothing, if the token stands where it should. Records of other blogs may stand beside it."""
    name = token_name(domain)
    if answer.fault in _FAULTS:
        return [Finding(Part.TOKEN, _FAULTS[answer.fault], {"name": name})]
    if answer.target:
        values = {"name": name, "target": answer.target}
        return [Finding(Part.TOKEN, Code.TOKEN_LED_ON, values)]
    if any(value.strip().strip('"') == txt_value(token) for value in answer.values):
        return []
    if answer.values:
        values = {"name": name, "seen": listed(answer.values)}
        return [Finding(Part.TOKEN, Code.TOKEN_OTHER, values)]
    return [Finding(Part.TOKEN, Code.TOKEN_MISSING, {"name": name})]


def _where(
    domain: str, four: Answer, six: Answer, ours: frozenset[str]
) -> tuple[Points, list[Finding]]:
    for answer in (four, six):
        if answer.fault in _FAULTS:
            wrong = Finding(Part.POINTS, _FAULTS[answer.fault], {"name": domain})
            return Points.UNSURE, [wrong]
    found = four.values | six.values
    strange = found - ours
    if found and not strange:
        return Points.HERE, []
    target = four.target or six.target
    code, values = _elsewhere(domain, found, ours, target, four.fault)
    # A name that leads here as well is not let go of: some of its readers do arrive.
    points = Points.HERE if found & ours else Points.ELSEWHERE
    return points, [Finding(Part.POINTS, code, {"name": domain, **values})]


def _elsewhere(
    domain: str, found: frozenset[str], ours: frozenset[str], target: str, fault: Fault | None
) -> tuple[Code, dict[str, str]]:
    strange = found - ours
    proxy = next((proxy for one in strange if (proxy := _proxy(one))), "")
    wanted = {"wanted": listed(ours)}
    if proxy:
        return Code.PROXIED, {"proxy": proxy}
    if found & ours:
        return Code.PARTLY, {"seen": listed(strange)}
    if target:
        return Code.LEADS_ELSEWHERE, {"target": listed([target]), "wanted": settings.DOMAINS_TARGET}
    if found:
        return Code.ELSEWHERE, {"seen": listed(found), **wanted}
    return (Code.NO_NAME if fault is Fault.NO_NAME else Code.NO_ADDRESS), {}


def _proxy(address: str) -> str:
    one = ip_address(address)
    return next((name for name, nets in PROXIES.items() if any(one in net for net in nets)), "")
