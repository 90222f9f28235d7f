"""The days are counted exactly, once or twice, late or in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.letters import KIND as LETTER
from accounts.models import User
from inkstead.models import DailyNumbers
from inkstead.overview.count import MOST, count_days
from inkstead.tasks import keep_days
from journal import audit
from journal.models import PlatformWork
from tenants.models import State, Tenant, TenantStats
from tenants.pagecache.shared import SharedShelf

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
TODAY = NOON.date()
DAY = timedelta(days=1)


class Shelf(SharedShelf):
    """What the page cache counted, by day."""

    def __init__(self, days: dict[str, dict[str, int]] | None = None) -> None:
        super().__init__()
        self.days = days or {}

    def counted(self, day: str) -> dict[str, int]:
        return self.days.get(day, {})


def on(day: date) -> DailyNumbers:
    return DailyNumbers.objects.get(day=day)


def count_at(moment: datetime, shelf: Shelf | None = None) -> int:
    with time_machine.travel(moment, tick=False):
        return count_days(pages=shelf or Shelf())


def person(email: str, joined: datetime) -> User:
    return User.objects.create_user(email, date_joined=joined)


def blog(made: datetime, *, size: int = 0, **fields: object) -> Tenant:
    tenant: Tenant = Tenant.objects.create(name="A blog", state="ready", created_at=made)
    Tenant.objects.filter(pk=tenant.pk).update(**fields)
    TenantStats.objects.create(tenant=tenant, storage_bytes=size)
    return tenant


def letter(key: str, done: datetime | None) -> None:
    PlatformWork.objects.create(kind=LETTER, key=key, done_at=done)


def publish(moment: datetime) -> None:
    with time_machine.travel(moment, tick=False):
        audit.record("post.published", by=None, tenant_id=None, target="A post")
        audit.record("post.unpublished", by=None, tenant_id=None, target="A post")


def test_a_day_has_what_happened_on_it_and_nothing_else() -> None:
    midnight = NOON.replace(hour=0)
    for name, joined in (
        ("last", midnight - timedelta(microseconds=1)),
        ("first", midnight),
        ("noon", NOON),
    ):
        person(f"{name}@post.example", joined)
        publish(joined)
        letter(f"letter:{name}", joined)
    letter("letter:waiting", None)
    PlatformWork.objects.create(kind="other", key="other", done_at=NOON)
    blog(NOON - 3 * DAY, size=700)
    blog(NOON, size=300)
    blog(NOON - 3 * DAY, state=State.DELETED, state_since=NOON)
    blog(NOON - 3 * DAY, state=State.SUSPENDED, state_since=NOON)
    shelf = Shelf({"2026-03-10": {"a hit": 5, "b hit": 2, "a miss": 3, "a stale": 1}})
    assert count_at(NOON, shelf) == 4
    today, yesterday = on(TODAY), on(TODAY - DAY)
    assert (today.sign_ups, today.posts, today.letters) == (2, 2, 2)
    assert (today.blogs, today.storage_bytes) == (3, 1000)
    assert (today.pages, today.kept_pages) == (11, 8)
    assert (yesterday.sign_ups, yesterday.posts, yesterday.letters) == (1, 1, 1)
    assert (yesterday.blogs, yesterday.storage_bytes, yesterday.pages) == (3, None, None)


def test_counting_twice_gives_the_same() -> None:
    person("one@post.example", NOON)
    blog(NOON, size=5)
    assert count_at(NOON) == 1
    before = list(DailyNumbers.objects.values())
    assert count_at(NOON) == 1
    assert list(DailyNumbers.objects.values()) == before


def test_a_day_is_counted_to_its_end_and_then_stands() -> None:
    ines = person("ines@post.example", NOON)
    count_at(NOON)
    publish(NOON.replace(hour=23, minute=59))
    count_at(NOON + timedelta(hours=12, minutes=30))
    assert on(TODAY).posts == 1
    count_at(NOON + timedelta(hours=14))
    ines.delete()
    count_at(NOON + timedelta(hours=15))
    assert on(TODAY).sign_ups == 1


def test_missed_days_are_caught_up_and_what_nobody_knows_stays_empty() -> None:
    blog(NOON - 10 * DAY, size=7)
    count_at(NOON - 5 * DAY)
    for back in (4, 2):
        person(f"{back}@post.example", NOON - back * DAY)
    assert count_at(NOON) == 6
    assert [on(TODAY - back * DAY).sign_ups for back in (5, 4, 3, 2, 1, 0)] == [0, 1, 0, 1, 0, 0]
    assert on(TODAY - 5 * DAY).storage_bytes == 7
    assert on(TODAY - 3 * DAY).storage_bytes is None
    assert on(TODAY).storage_bytes == 7
    assert count_at(NOON) == 1


def test_what_was_counted_in_its_time_outlives_its_source() -> None:
    blog(NOON, size=7)
    count_at(NOON, Shelf({"2026-03-10": {"a hit": 4}}))
    count_at(NOON + timedelta(hours=12, minutes=30), Shelf())
    assert (on(TODAY).pages, on(TODAY).kept_pages, on(TODAY).storage_bytes) == (4, 4, 7)


def test_letters_are_known_for_thirty_days_back() -> None:
    person("old@post.example", NOON - 40 * DAY)
    letter("letter:one", NOON - 29 * DAY)
    count_at(NOON)
    assert on(TODAY - 29 * DAY).letters == 1
    assert on(TODAY - 28 * DAY).letters == 0
    assert on(TODAY - 31 * DAY).letters is None


def test_the_first_count_goes_back_to_the_beginning_but_not_for_ever() -> None:
    person("old@post.example", NOON - 2000 * DAY)
    assert count_at(NOON) == MOST.days
    assert DailyNumbers.objects.order_by("day")[0].day == TODAY - MOST + DAY


def test_a_blog_that_is_gone_counts_until_it_went() -> None:
    blog(NOON - 5 * DAY, state=State.PURGED, state_since=NOON - 2 * DAY)
    count_at(NOON)
    assert [on(TODAY - back * DAY).blogs for back in (5, 3, 2, 0)] == [1, 1, 0, 0]


def test_an_empty_installation_has_a_row_of_noughts() -> None:
    keep_days()
    row = DailyNumbers.objects.get()
    assert row.day == timezone.now().astimezone(UTC).date()
    assert (row.blogs, row.sign_ups, row.posts, row.letters, row.storage_bytes) == (0, 0, 0, 0, 0)
