from __future__ import annotations

from uuid import uuid4

import pytest
from django.conf import settings

from accounts.bound_session import make_session
from accounts.models import Session, User
from journal.models import AuditEntry
from tests.conftest import PASSWORD, BlogClient
from tests.support.letters import deliver

pytestmark = pytest.mark.django_db
CHANGE = "/accounts/password/change/"
NEW = "quite another sentence"


def test_whoever_changes_it_stays_and_everybody_else_goes(
    platform_client: BlogClient, alice: User
) -> None:
    client, elsewhere = platform_client(alice), platform_client(alice)
    mine = client.cookies[settings.SESSION_COOKIE_NAME].value
    make_session(alice, host="a.inkstead.localhost", tenant_id=uuid4(), parent=mine)
    response = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW})
    assert response.status_code == 302
    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert client.get("/blogs/").status_code == 200
    assert elsewhere.get("/blogs/").status_code == 302
    assert Session.objects.filter(user=alice).count() == 1
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"user.password_changed", "user.sessions_ended"} <= actions
    (notice,) = deliver()
    assert (notice.subject, notice.to) == ("Your password was changed", [alice.email])


def test_the_current_one_is_asked_for(platform_client: BlogClient, alice: User) -> None:
    response = platform_client(alice).post(CHANGE, {"oldpassword": "wrong", "password1": NEW})
    assert "That is not your current password." in response.content.decode()
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_signs_in_first(platform_client: BlogClient, method: str) -> None:
    response = getattr(platform_client(), method)(CHANGE)
    assert response["Location"].startswith("/accounts/login/?next=")


def test_somebody_without_one_chooses_a_first(platform_client: BlogClient, alice: User) -> None:
    alice.set_unusable_password()
    alice.save()
    client = platform_client(alice)
    assert client.get(CHANGE)["Location"] == "/accounts/password/set/"
    client.post("/accounts/password/set/", {"password1": NEW})
    alice.refresh_from_db()
    assert alice.check_password(NEW)
