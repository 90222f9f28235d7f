"""The connection owner: what a tenant transaction lets in, keeps out and leaves behind."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg import sql

from accounts.models import User
from blog.models import Category, Post
from tenants.db.scope import (
    TenantScopeError,
    current_tenant_id,
    owe_public,
    require_tenant_id,
    tenant_connection,
    tenant_transaction,
)
from tenants.models import ContentVersion, Tenant
from tests.conftest import MakeBlog

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(make_blog: MakeBlog) -> tuple[Tenant, Tenant]:
    return make_blog("first"), make_blog("second")


def ask(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.needs_roles
def test_role_and_path_hold_inside_and_are_gone_outside(two: tuple[Tenant, Tenant]) -> None:
    before = ask("SELECT current_user, current_schema()")
    with tenant_transaction(two[0]):
        assert current_tenant_id() == two[0].id
        assert ask("SELECT current_user, current_schema()") == [(two[0].schema_name,) * 2]
    assert ask("SELECT current_user, current_schema()") == before
    assert current_tenant_id() is None


def test_an_exception_takes_writes_role_and_path_with_it(two: tuple[Tenant, Tenant]) -> None:
    with pytest.raises(ZeroDivisionError), tenant_transaction(two[0]):
        Category.objects.create(name="Lost", slug="lost")
        _ = 1 / 0
    assert ask("SELECT current_user")[0][0] != two[0].schema_name
    with tenant_transaction(two[0]):
        assert not Category.objects.filter(slug="lost").exists()


def test_a_database_error_inside_leaves_the_connection_usable(two: tuple[Tenant, Tenant]) -> None:
    with pytest.raises(DatabaseError), tenant_transaction(two[0]):
        ask("SELECT * FROM no_such_table")
    assert User.objects.count() >= 2


@pytest.mark.needs_roles
def test_a_savepoint_rollback_keeps_role_and_path(two: tuple[Tenant, Tenant]) -> None:
    with tenant_transaction(two[0]):
        with pytest.raises(IntegrityError), transaction.atomic():
            Category.objects.create(name="Once", slug="once")
            Category.objects.create(name="Twice", slug="once")
        assert ask("SELECT current_user, current_schema()") == [(two[0].schema_name,) * 2]
        assert not Category.objects.filter(slug="once").exists()


def test_one_transaction_one_tenant(two: tuple[Tenant, Tenant]) -> None:
    with (
        tenant_transaction(two[0]),
        pytest.raises(TenantScopeError, match="another one is open"),
        tenant_transaction(two[1]),
    ):
        pass


def test_tenant_tables_do_not_resolve_outside(two: tuple[Tenant, Tenant]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        ask("SELECT * FROM blog_post")
    with pytest.raises(TenantScopeError):
        Post.objects.count()
    with pytest.raises(TenantScopeError):
        require_tenant_id()


def test_a_queryset_of_one_blog_raises_under_another(two: tuple[Tenant, Tenant]) -> None:
    with tenant_transaction(two[0]):
        posts, single = Post.objects.all(), Post.objects.filter(pk=1)
    with tenant_transaction(two[1]):
        for use in (
            list,
            len,
            bool,
            lambda q: q.count(),
            lambda q: q.exists(),
            lambda q: q.first(),
        ):
            with pytest.raises(TenantScopeError, match="built under another blog"):
                use(posts.all())
        with pytest.raises(TenantScopeError):
            single.update(title="crossed")
        with pytest.raises(TenantScopeError):
            single.delete()
        with pytest.raises(TenantScopeError):
            list(posts.iterator())
        with pytest.raises(TenantScopeError):
            posts.aggregate()


def test_an_object_of_one_blog_is_not_saved_over_its_twin(two: tuple[Tenant, Tenant]) -> None:
    with tenant_transaction(two[0]):
        post = Post.objects.create(title="Mine", slug="mine")
    with tenant_transaction(two[1]):
        for write in (post.save, post.delete, post.refresh_from_db):
            with pytest.raises(TenantScopeError, match="another blog"):
                write()


def test_an_object_made_outside_belongs_to_the_blog_that_saves_it_first(
    two: tuple[Tenant, Tenant],
) -> None:
    category = Category(name="Adopted", slug="adopted")
    with tenant_transaction(two[0]):
        category.save()
    with tenant_transaction(two[1]), pytest.raises(TenantScopeError):
        category.save()


def test_what_is_owed_to_public_is_written_at_the_end(two: tuple[Tenant, Tenant]) -> None:
    bump = sql.SQL("UPDATE tenants_contentversion SET version = 77 WHERE tenant_id = {}").format(
        sql.Literal(two[0].id)
    )
    with tenant_transaction(two[0]):
        owe_public("content_version", bump)
        owe_public("content_version", bump)
    assert ContentVersion.objects.get(pk=two[0].id).version == 77


def test_what_is_owed_is_forgotten_on_rollback(two: tuple[Tenant, Tenant]) -> None:
    bump = sql.SQL("UPDATE tenants_contentversion SET version = 78")
    with pytest.raises(ZeroDivisionError), tenant_transaction(two[0]):
        owe_public("content_version", bump)
        _ = 1 / 0
    assert not ContentVersion.objects.filter(version=78).exists()


def test_a_connection_cannot_be_switched_for_good(two: tuple[Tenant, Tenant]) -> None:
    with pytest.raises(ImproperlyConfigured):
        connection.set_tenant(two[0])  # type: ignore[attr-defined]
    with pytest.raises(ImproperlyConfigured), two[0]:
        pass
    with pytest.raises(ImproperlyConfigured):
        two[0].activate()


@pytest.mark.django_db(transaction=True)
def test_a_one_query_page_takes_three_round_trips(make_blog: MakeBlog) -> None:
    tenant = make_blog("trips")
    before = tenant_connection().round_trips
    with tenant_transaction(tenant):
        list(Post.objects.all())
    assert tenant_connection().round_trips - before == 3


@pytest.mark.django_db(transaction=True)
def test_after_commit_nothing_is_left_on_the_connection(make_blog: MakeBlog) -> None:
    tenant = make_blog("clean")
    before = ask("SELECT current_user, current_setting('search_path')")
    with tenant_transaction(tenant):
        Category.objects.create(name="Kept", slug="kept")
        owe_public("nothing", sql.SQL("UPDATE tenants_contentversion SET version = 5"))
    assert ask("SELECT current_user, current_setting('search_path')") == before
    with tenant_transaction(tenant):
        assert Category.objects.filter(slug="kept").exists()
    assert ContentVersion.objects.get(pk=tenant.id).version == 5


@pytest.mark.django_db(transaction=True)
def test_a_script_that_is_the_first_thing_in_a_transaction_goes_back_with_it() -> None:
    connection.ensure_connection()
    with transaction.atomic():
        tenant_connection().run_script([b"CREATE TABLE public.first_of_all (x int)"])
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.first_of_all')")
        assert cursor.fetchone() == (None,)
