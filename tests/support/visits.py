"""Admins on visits: the whole way in, and a session that is already there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client

from tests.support.handoff import host_of, path_of, query_of, target_of

if TYPE_CHECKING:
    from tenants.visits.models import Visit


def go_in(platform: Client, blog: Client, visit: Visit) -> Client:
    """Take the browser from the visit's page to the blog; returns its client there."""
    start = path_of(target_of(blog.get("/login/", {"visit": str(visit.pk)})))  # type: ignore[arg-type]
    code = query_of(target_of(platform.get(start)))["code"]  # type: ignore[arg-type]
    answer = blog.get("/handoff/", {"code": code})
    assert answer.status_code == 302, answer.content
    return blog


def visit_client(visit: Visit) -> Client:
    """A browser in the session of a visit that has begun without one."""
    from accounts.bound_session import start_session
    from accounts.sessions import SessionStore
    from tenants.visits.hold import KEY
    from tenants.visits.models import Visit as Visits

    host, tenant = host_of(visit.tenant), visit.tenant_id
    session = SessionStore(host=host, tenant_id=tenant)
    start_session(session, visit.admin, host=host, tenant_id=tenant, parent=None)
    session[KEY] = str(visit.pk)
    session.save()
    Visits.objects.filter(pk=visit.pk).update(session_key=session.session_key)
    client = Client(HTTP_HOST=host)
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client
