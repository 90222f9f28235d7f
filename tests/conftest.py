"""The cast, and blogs made the real way. Servers are started by inkstead.settings.test."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from accounts.models import User
    from tenants.models import SchemaTemplate, Tenant
    from tests.support.nursery import Nursery

PASSWORD = "a sentence is fine"

heard: list[int] = []  # different statements, by worker

type MakeUser = Callable[..., User]
type MakeBlog = Callable[..., Tenant]
type BlogClient = Callable[..., Client]
type Join = Callable[..., None]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On an engine of several servers a test's own transaction around two blogs is none of ours."""
    if os.environ.get("INKSTEAD_EVERY_TEST_COMMITS"):
        for item in items:
            if item.get_closest_marker("django_db"):
                item.add_marker(pytest.mark.django_db(transaction=True), append=False)


def pytest_collection_finish() -> None:
    """Thousands of tests stay in memory: the collector need not look them through each time."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`make chaos`: what is killed, cut off or done at once is tried several times."""
    rounds = int(os.environ.get("CHAOS_ROUNDS", "0"))
    if rounds > 1 and metafunc.definition.get_closest_marker("faults"):
        metafunc.fixturenames.append("chaos_round")
        metafunc.parametrize("chaos_round", range(1, rounds + 1))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A statement that broke the engine's rules fails the run, whatever its test made of it."""
    from tests.engine_rules import hearing
    from tests.support.failed import skipped_what_must_run

    if hasattr(session.config, "workerinput"):
        session.config.workeroutput["heard"] = hearing.heard()  # type: ignore[attr-defined]
    elif hearing.offences() or skipped_what_must_run(session.config):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add up what xdist's workers heard."""
    heard.append(getattr(node, "workeroutput", {}).get("heard", 0))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    """Say what was heard, and who broke which rule; write down what failed by itself."""
    from tests.engine_rules import hearing
    from tests.support.failed import is_whole, write_failed

    whole = is_whole(config, exitstatus) and not hearing.offences()
    write_failed(terminalreporter, whole=whole)
    count = max([hearing.heard(), *heard])
    terminalreporter.line(f"Rules of several servers: {count} different statements were judged.")
    for offence in hearing.offences():
        where = ":".join(offence["where"])
        terminalreporter.line(f"  {where} breaks a rule ({offence['why']}): {offence['said']}")
        terminalreporter.line(f"    in {offence['in'] or 'a process of its own'}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test run's database, and in it what the blogs of tests are made of."""
    from django.core.management.commands import flush

    from tests.support.ready_schemas import make_ready

    # A flush leaves what comes from the code: see FROM_CODE in tests/engine_rules.
    flush.emit_post_migrate_signal = lambda *_, **__: None  # type: ignore[attr-defined]  # no stub

    if not os.environ.get("INKSTEAD_EVERY_TEST_COMMITS"):  # nothing would be given back
        with django_db_blocker.unblock():
            make_ready()


@pytest.fixture(scope="session")
def nursery(django_db_setup: None) -> Iterator[Nursery]:
    """Where processes on the test's database are born, to be killed or to do things at once."""
    from tests.support.databases import environment
    from tests.support.nursery import Nursery

    with Nursery(environment()) as born:
        yield born


@pytest.fixture(autouse=True)
def _nothing_told() -> Iterator[None]:
    """What a process keeps of the whole platform is not another test's."""
    from tenants.house.now import house

    yield
    house.keep(None)


@pytest.fixture(autouse=True)
def _connections_are_given_back() -> Iterator[None]:
    """A thread that keeps its own would be missed by a test far from here."""
    from tests.support.hands import kept
    from tests.support.waiting import until

    before = kept()
    yield
    said = "Threads of this test keep their connections: see tests/support/hands.py."
    until(lambda: kept() <= before, seconds=30, or_say=said)


@pytest.fixture
def user_factory(db: None) -> MakeUser:
    """`user_factory("dora@post.example", **fields) -> User`, password PASSWORD."""
    from accounts.models import User

    def make(email: str = "dora@post.example", **fields: object) -> User:
        return User.objects.create_user(email, PASSWORD, **fields)

    return make


@pytest.fixture
def alice(user_factory: MakeUser) -> User:
    """Owns a blog."""
    return user_factory("alice@post.example", name="Alice")


@pytest.fixture
def bob(user_factory: MakeUser) -> User:
    """On Alice's team."""
    return user_factory("bob@post.example", name="Bob")


@pytest.fixture
def charlie(user_factory: MakeUser) -> User:
    """An outsider to Alice's blog."""
    return user_factory("charlie@post.example", name="Charlie")


@pytest.fixture
def make_blog(user_factory: MakeUser) -> MakeBlog:
    """`make_blog("alice", owner=alice, name="Alice writes") -> Tenant`, ready, with its seeds."""
    from tenants.actions.create_tenant import create_tenant
    from tenants.provisioning.provision import provision
    from tests.support.ready_schemas import lend_one

    ensure_template()

    def make(address: str = "alice", owner: User | None = None, name: str = "") -> Tenant:
        owner = owner or user_factory(f"{address}@owners.example")
        tenant = create_tenant(by=owner, name=name or address.title(), address=address)
        lend_one()
        provision(tenant.id)
        tenant.refresh_from_db()
        return tenant

    return make


@pytest.fixture
def join() -> Join:
    """`join(bob, tenant, "editor")`: put somebody on a blog's team."""
    from tenants.models import Membership

    def add(user: User, tenant: Tenant, role: str) -> None:
        Membership.objects.update_or_create(user=user, tenant=tenant, defaults={"role": role})

    return add


@pytest.fixture
def platform_client(db: None) -> BlogClient:
    """`platform_client(user=None) -> Client` on the platform's host."""

    def make(user: User | None = None) -> Client:
        return signed_in(Client(HTTP_HOST=settings.PLATFORM_HOST), user, None)

    return make


@pytest.fixture
def blog_client(db: None) -> BlogClient:
    """`blog_client(tenant, user=None) -> Client` on the blog's own host."""

    def make(tenant: Tenant, user: User | None = None) -> Client:
        host = tenant.domains.get(is_primary=True).domain
        return signed_in(Client(HTTP_HOST=host), user, tenant)

    return make


def signed_in(client: Client, user: User | None, tenant: Tenant | None) -> Client:
    """Give `client` a session bound to its host, as sign-in and hand-off would."""
    if user is not None:
        from accounts.bound_session import make_session

        host = str(client.defaults["HTTP_HOST"])
        key = make_session(user, host=host, tenant_id=tenant.id if tenant else None)
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


_template: list[SchemaTemplate] = []


def ensure_template() -> None:
    """Put the recorded script back where a flushed database lost it."""
    from tenants.models import SchemaTemplate
    from tenants.provisioning.template import record_template

    if not _template:
        _template.append(record_template())
    elif not SchemaTemplate.objects.exists():
        # Under a number of its own: one that is kept would collide with what `migrate` records.
        _template[0].pk = None
        _template[0].save(force_insert=True)
