"""Where an engine has no role for each blog, the search_path alone keeps them apart."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import Settings

from blog.models import Category
from tenants.db.scope import tenant_transaction
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db


def ask(query: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


@pytest.mark.parametrize("roles", [True, False])
def test_the_path_is_the_blogs_schema_and_nothing_else(
    make_blog: MakeBlog, settings: Settings, roles: bool
) -> None:
    settings.TENANT_ROLES = roles
    tenant = make_blog()
    with tenant_transaction(tenant):
        assert ask("SELECT current_setting('search_path')") == tenant.schema_name
        assert ask("SELECT current_schema()") == tenant.schema_name


def test_the_applications_own_role_stays(make_blog: MakeBlog, settings: Settings) -> None:
    settings.TENANT_ROLES = False
    tenant, before = make_blog(), ask("SELECT current_user")
    with tenant_transaction(tenant):
        assert ask("SELECT current_user") == before
    roles = "SELECT count(*) FROM pg_roles WHERE rolname = '{}'"
    assert ask(roles.format(tenant.schema_name)) == 0


def test_blogs_are_still_apart(make_blog: MakeBlog, settings: Settings) -> None:
    settings.TENANT_ROLES = False
    mine, other = make_blog("mine"), make_blog("other")
    with tenant_transaction(other):
        Category.objects.create(name="Theirs", slug="theirs")
    with tenant_transaction(mine):
        assert not Category.objects.filter(slug="theirs").exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        ask("SELECT * FROM blog_category")
