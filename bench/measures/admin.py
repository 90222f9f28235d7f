"""The admin's list of blogs at 2,000, and how soon readers see that a blog is suspended."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlencode

from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings

from accounts.bound_session import start_session
from accounts.models import User
from accounts.sessions import SessionStore
from bench import content
from bench.browser import Browser, Page
from bench.figures import Figure
from bench.stage import HOST, Stage, url_of
from bench.wire_proxy import WireProxy
from tenants.models import ContentVersion, Domain, Membership, State, Tenant, TenantStats

FEW, MANY = 60, 2000  # both fill a page of the list, which has 50 rows
ROWS = 50
SAMPLES = 40
TRIES = 5
GIVE_UP_SECONDS = 10
WITHIN = 0.3
SUSPENDED = 10
VISIBLE_WITHIN = 1.0
QUIET_SECONDS = 2.0
QUERIES: dict[str, dict[str, str]] = {
    "list": {},
    "search": {"q": "filler"},
    "filter": {"state": "ready", "age": "week", "sort": "posts"},
}


def admin(stage: Stage) -> Iterator[Figure]:
    """Rows in the public schema alone: no list looks into a blog."""
    user = User.objects.create_user("admin@bench.example", is_staff=True)
    TOTP.activate(user, generate_totp_secret())
    with stage.watched(keeps_pages=True) as (other, proxy), stage.open() as browser:
        for one in (other, browser):
            sign_in(one, user)
        fill(0, FEW)
        few = {name: trips(partial(_ask, other, query), proxy) for name, query in QUERIES.items()}
        fill(FEW, MANY)
        for name, query in QUERIES.items():
            many = trips(partial(_ask, other, query), proxy)
            yield from _list(name, few[name], many, _times(browser, query))
        yield suspend_to_visible(admin=browser, reader=other)


def _list(name: str, few: int, many: int, times: list[float]) -> Iterator[Figure]:
    yield Figure(
        name=f"admin, {name} of {MANY:,} blogs, round trips; no more than of {FEW}",
        value=many,
        unit="round trips",
        n=TRIES,
        at_most=few,
    )
    yield Figure(
        name=f"admin, {name} of {MANY:,} blogs, p95",
        value=sorted(times)[int(len(times) * 0.95)],
        unit="s",
        n=len(times),
        at_most=WITHIN,
    )


def suspend_to_visible(*, admin: Browser, reader: Browser) -> Figure:
    """From the admin's click to the first reader who is told, each at a web server of their own."""
    tenant = content.blog("suspended-often")
    return Figure(
        name="suspend to visible on another web server, the longest",
        value=max(_one_round(admin, reader, tenant) for _ in range(SUSPENDED)),
        unit="s",
        n=SUSPENDED,
        at_most=VISIBLE_WITHIN,
    )


def _one_round(admin: Browser, reader: Browser, tenant: Tenant) -> float:
    blog = url_of(content.host_of(tenant), "/blog/")
    _wait_for(reader, blog, 200)
    seconds = time.perf_counter()
    _do(admin, tenant, "suspend")
    _wait_for(reader, blog, 403)
    seconds = time.perf_counter() - seconds
    _do(admin, tenant, "resume")
    return seconds


def _do(admin: Browser, tenant: Tenant, verb: str) -> None:
    url = url_of(HOST, f"/admin/blogs/{tenant.id}/{verb}/")
    fields = Page.of(admin.get(url).text).form("reason")[1] | {"reason": "Measured"}
    answer = admin.post(url, fields)
    if answer.status != 302:
        raise RuntimeError(f"{verb} answered {answer.status}:\n{answer.text[:2000]}")


def _wait_for(reader: Browser, url: str, status: int) -> None:
    end = time.monotonic() + GIVE_UP_SECONDS
    while reader.get(url).status != status:
        if time.monotonic() > end:
            raise RuntimeError(f"{url} never answered {status}")
        time.sleep(0.01)


def sign_in(browser: Browser, user: User) -> None:
    """A session in which the second factor was used, as the sign-in leaves it."""
    session = SessionStore(host=HOST)
    start_session(session, user, host=HOST, tenant_id=None, parent=None)
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp"}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
    browser.cookies[HOST] = {settings.SESSION_COOKIE_NAME: str(session.session_key)}


def trips(ask: Callable[[], object], proxy: WireProxy) -> int:
    """The most that a page took, but for the connection that asks what changed."""
    ask()
    mark = proxy.mark()
    time.sleep(QUIET_SECONDS)
    others = {trip.connection for trip in proxy.since(mark)}
    counts = []
    for _ in range(TRIES):
        mark = proxy.mark()
        ask()
        counts.append(sum(trip.connection not in others for trip in proxy.since(mark)))
    return max(counts)


def _times(browser: Browser, query: dict[str, str]) -> list[float]:
    _ask(browser, query)
    return [_ask(browser, query) for _ in range(SAMPLES)]


def _ask(browser: Browser, query: dict[str, str]) -> float:
    answer = browser.get(url_of(HOST, f"/admin/blogs/?{urlencode(query)}"))
    if answer.status != 200 or answer.text.count('name="picked"') != ROWS:
        raise RuntimeError(f"Not a full list: {answer.status} {answer.url}")
    return answer.seconds


def fill(first: int, last: int) -> None:
    """Blogs `filler-<first>` to the one before `filler-<last>`, with all that their rows have."""
    numbers = range(first, last)
    blogs = Tenant.objects.bulk_create(
        Tenant(name=f"Filler {number}", state=State.READY) for number in numbers
    )
    people = User.objects.bulk_create(
        User(email=f"filler-{number}@bench.example") for number in numbers
    )
    hosts = [f"filler-{number}.{settings.BLOGS_DOMAIN}" for number in numbers]
    Domain.objects.bulk_create(
        Domain(tenant=blog, domain=host, skeleton=host)
        for blog, host in zip(blogs, hosts, strict=True)
    )
    Membership.objects.bulk_create(
        Membership(user=person, tenant=blog, role="owner")
        for person, blog in zip(people, blogs, strict=True)
    )
    ContentVersion.objects.bulk_create(ContentVersion(tenant=blog) for blog in blogs)
    TenantStats.objects.bulk_create(
        TenantStats(tenant=blog, posts=number) for number, blog in zip(numbers, blogs, strict=True)
    )
