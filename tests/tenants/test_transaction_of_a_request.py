"""What TenantTransactionMiddleware keeps of a request, and what it takes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from blog.models import Category
from tenants.db.scope import current_tenant_id, tenant_transaction
from tenants.directory import find
from tenants.middleware import TenantTransactionMiddleware
from tenants.models import State, Tenant
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db

type View = Callable[[HttpRequest], HttpResponse]


def writes(status: int) -> View:
    def view(request: HttpRequest) -> HttpResponse:
        Category.objects.create(name="Written", slug="written")
        return HttpResponse(status=status)

    return view


def pass_through(view: View, tenant: Tenant, path: str = "/") -> HttpResponse:
    request = RequestFactory().get(path)
    request.tenant = find(tenant.domains.get().domain)  # type: ignore[attr-defined]
    request.membership, request.memberships = None, []  # type: ignore[attr-defined]
    return TenantTransactionMiddleware(view)(request)


def was_written(tenant: Tenant) -> bool:
    with tenant_transaction(tenant):
        return Category.objects.filter(slug="written").exists()


@pytest.mark.parametrize("status", [200, 302, 404, 499])
def test_what_was_written_stays(make_blog: MakeBlog, status: int) -> None:
    tenant = make_blog()
    assert pass_through(writes(status), tenant).status_code == status
    assert was_written(tenant)


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_error_takes_it_back(make_blog: MakeBlog, status: int) -> None:
    tenant = make_blog()
    assert pass_through(writes(status), tenant).status_code == status
    assert not was_written(tenant)


def test_so_does_an_exception(make_blog: MakeBlog) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        writes(200)(request)
        raise ZeroDivisionError

    tenant = make_blog()
    with pytest.raises(ZeroDivisionError):
        pass_through(view, tenant)
    assert not was_written(tenant)


@pytest.mark.parametrize("path", ["/login/", "/handoff/"])
def test_signing_in_happens_outside(make_blog: MakeBlog, path: str) -> None:
    seen = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(current_tenant_id())
        return HttpResponse()

    pass_through(view, make_blog(), path)
    assert seen == [None]


def test_a_blog_that_is_not_ready_is_not_entered(make_blog: MakeBlog) -> None:
    tenant = make_blog()
    Tenant.objects.filter(pk=tenant.pk).update(state=State.SUSPENDED)
    seen = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(current_tenant_id())
        return HttpResponse()

    pass_through(view, tenant)
    assert seen == [None]
