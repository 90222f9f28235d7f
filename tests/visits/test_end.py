"""How a visit ends: by its time, by a button, by whom it concerns, by what it rested on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.actions.disable_user import disable_user
from accounts.actions.end_sessions import end_all_sessions
from accounts.models import Session, User
from journal.models import AuditEntry
from journal.work import run_platform_work
from tenants.actions.ask_visit import ask_visit
from tenants.actions.begin_visit import begin_visit
from tenants.actions.remove_member import remove_member
from tenants.models import Membership
from tenants.visits.models import LIFE, Ended, Visit
from tests.blog.studio.conftest import House
from tests.conftest import Join, MakeBlog
from tests.support.tokens import without_tokens
from tests.support.visits import go_in

pytestmark = pytest.mark.django_db


def assert_over(client: Client, why: Ended, *, at_once: bool = False) -> None:
    """With this request it is said, and with the next one the browser is a stranger's.

    Where somebody ended it, it is so `at_once`: the session is gone.
    """
    if not at_once:
        answer = client.get("/studio/posts/")
        assert answer.status_code == 403
        assert str(why.label) in unescape(answer.content.decode())
    assert client.get("/studio/posts/").status_code == 302
    visit = Visit.objects.get()
    assert visit.end_reason == why
    assert not Session.objects.filter(tenant_id=visit.tenant_id, user=visit.admin_id).exists()
    assert AuditEntry.objects.filter(action="visit.ended").count() == 1


def test_half_an_hour_is_half_an_hour(visiting: Callable[..., Client]) -> None:
    client = visiting()
    ends = client.visit.ends_at  # type: ignore[attr-defined]
    with time_machine.travel(ends - timedelta(seconds=1), tick=False):
        assert client.get("/studio/posts/").status_code == 200
    with time_machine.travel(ends, tick=False):
        assert_over(client, Ended.TIME)


def test_it_ends_without_anybody_coming_by(visiting: Callable[..., Client]) -> None:
    client = visiting()
    with time_machine.travel(timezone.now() + LIFE + timedelta(seconds=1), tick=False):
        while run_platform_work():
            pass
    visit = Visit.objects.get()
    assert (visit.end_reason, visit.ended_at is not None) == (Ended.TIME, True)
    assert not Session.objects.filter(tenant_id=visit.tenant_id, user=visit.admin_id).exists()
    assert client.get("/studio/posts/").status_code == 302
    assert AuditEntry.objects.get(action="visit.ended").actor_id is None


def test_the_button_ends_it_and_leaves_the_admin_signed_in(
    admin: Client, ada: User, house: House, asked: Callable[..., Visit]
) -> None:
    blog = go_in(admin, house.client(), asked())
    page = blog.post("/logout/").content.decode()
    assert "The visit is over" in page
    assert "is here as" not in page
    assert blog.get("/studio/posts/").status_code == 302
    assert admin.get("/admin/").status_code == 200
    entry = AuditEntry.objects.get(action="visit.ended")
    assert (entry.actor_id, entry.details["why"]) == (ada.pk, "left")


def test_the_owner_sees_it_in_the_history_and_ends_it(
    house: House, alice: User, visiting: Callable[..., Client]
) -> None:
    client = visiting()
    client.get("/studio/pages/")
    path = f"/studio/visits/{client.visit.pk}/"  # type: ignore[attr-defined]
    history = house.as_owner.get("/studio/settings/history/").content.decode()
    assert path in history
    assert "because" in history
    assert "Ada" not in without_tokens(history)
    assert "/studio/pages/" in house.as_owner.get(path).content.decode()
    assert house.as_owner.post(path).status_code == 302
    assert_over(client, Ended.OBJECTED, at_once=True)
    assert AuditEntry.objects.get(action="visit.ended").actor_id == alice.pk
    assert "End it now" not in house.as_owner.get("/studio/settings/history/").content.decode()


def test_the_person_ends_it_whatever_their_role_and_others_of_it_cannot(
    house: House, bob: User, charlie: User, join: Join, visiting: Callable[..., Client]
) -> None:
    join(bob, house.tenant, "contributor")
    join(charlie, house.tenant, "contributor")
    client = visiting(bob)
    path = f"/studio/visits/{client.visit.pk}/"  # type: ignore[attr-defined]
    for method in ("get", "post"):
        assert getattr(house.client(charlie), method)(path).status_code == 404
    assert house.client(bob).post(path).status_code == 302
    assert_over(client, Ended.OBJECTED, at_once=True)


def test_it_is_ended_while_the_blog_is_locked(
    house: House, visiting: Callable[..., Client]
) -> None:
    from tenants.actions.lock_writing import lock_writing

    client = visiting()
    lock_writing(house.tenant, by=None, reason="because")
    house.as_owner.post(f"/studio/visits/{client.visit.pk}/")  # type: ignore[attr-defined]
    assert_over(client, Ended.OBJECTED, at_once=True)


@pytest.mark.parametrize(
    "change",
    [
        {"is_staff": False},
        {"is_active": False},
    ],
)
def test_an_admin_who_is_none_any_more_is_out(
    ada: User, visiting: Callable[..., Client], change: dict[str, bool]
) -> None:
    client = visiting()
    User.objects.filter(pk=ada.pk).update(**change)
    if change == {"is_active": False}:  # whose session is nobody's: a stranger's page
        assert client.get("/studio/posts/").status_code in {302, 403}
        assert client.get("/studio/posts/").status_code == 302
    else:
        assert_over(client, Ended.CHANGED)


@pytest.mark.parametrize("what", ["disabled", "everywhere", "here"])
def test_an_admin_who_signs_out_or_is_disabled_takes_the_visit_along(
    admin: Client, ada: User, house: House, asked: Callable[..., Visit], what: str
) -> None:
    blog = go_in(admin, house.client(), asked())
    assert blog.get("/studio/posts/").status_code == 200
    if what == "disabled":
        disable_user(ada, by=None, reason="because")
    elif what == "everywhere":
        end_all_sessions(ada, by=ada)
    else:
        admin.post("/accounts/logout/")
    assert blog.get("/studio/posts/").status_code == 302


@pytest.mark.parametrize("what", ["staff", "closed", "epoch", "removed"])
def test_a_person_who_is_another_one_now_is_visited_no_longer(
    house: House, alice: User, bob: User, join: Join, visiting: Callable[..., Client], what: str
) -> None:
    join(bob, house.tenant, "author")
    client = visiting(bob)
    own = User.objects.filter(pk=bob.pk)
    if what == "staff":
        own.update(is_staff=True)
    elif what == "closed":
        own.update(is_active=False)
    elif what == "epoch":
        own.update(session_epoch=F("session_epoch") + 1)
    else:
        remove_member(house.tenant.pk, user_id=bob.pk, by=alice)
    assert_over(client, Ended.CHANGED)


def test_going_on_to_another_one_ends_the_first_and_says_so_before(
    admin: Client, house: House, bob: User, join: Join, asked: Callable[..., Visit]
) -> None:
    join(bob, house.tenant, "author")
    first, blog = asked(), house.client()
    go_in(admin, blog, first)
    second = asked(bob)
    page = admin.get(f"/admin/visits/{second.pk}/").content.decode()
    assert "ends the visit that you are on, in the studio of Marginalia as Alice" in page
    go_in(admin, blog, second)
    first.refresh_from_db()
    assert (first.end_reason, list(Visit.objects.running())) == (Ended.NEXT, [second])
    assert "is here as <strong>Bob</strong>" in blog.get("/studio/posts/").content.decode()


def test_also_where_the_other_one_is_on_another_blog(
    house: House, ada: User, alice: User, make_blog: MakeBlog, visiting: Callable[..., Client]
) -> None:
    client, other = visiting(), make_blog("other", alice)
    second = ask_visit(other, person=alice, by=ada, reason="because")
    assert begin_visit(second.pk, by=ada, session_key="another")
    assert client.get("/studio/posts/").status_code == 302
    assert list(Visit.objects.running()) == [second]


def test_a_key_that_is_not_the_visits_own_opens_nothing(
    visiting: Callable[..., Client],
) -> None:
    client = visiting()
    Visit.objects.update(session_key="another")
    assert client.get("/studio/posts/").status_code == 403


def test_an_admin_ends_one_of_another_admin(
    admin: Client, ada: User, visiting: Callable[..., Client]
) -> None:
    client = visiting()
    path = f"/admin/visits/{client.visit.pk}/end/"  # type: ignore[attr-defined]
    assert admin.post(path, {"reason": "enough"}).status_code == 302
    assert_over(client, Ended.STOPPED, at_once=True)


def test_the_persons_own_sessions_are_their_own(
    house: House, alice: User, visiting: Callable[..., Client]
) -> None:
    visiting().post("/logout/")
    assert house.as_owner.get("/studio/posts/").status_code == 200
    assert Membership.objects.filter(user=alice).exists()
