"""The second wall: with every Python check out of the way, the database itself refuses."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from blog.models import Post
from tenants.db.scope import tenant_transaction
from tenants.models import Tenant
from tests.conftest import MakeBlog
from tests.support.facts import record

pytestmark = pytest.mark.django_db

CANARY = "canary-of-the-other-blog"

ATTEMPTS = {
    "a qualified name": "SELECT title FROM {other}.blog_post",
    "a qualified write": "UPDATE {other}.blog_post SET title = 'crossed'",
    "a qualified delete": "DELETE FROM {other}.blog_post",
    "a join across schemas": "SELECT * FROM blog_post JOIN {other}.blog_post o USING (id)",
    "a wrong search_path": "SET LOCAL search_path = {other}; SELECT title FROM blog_post",
    "one's own role again": "SET LOCAL ROLE {mine}; SELECT * FROM {other}.blog_post",
    "users": "SELECT email, password FROM public.accounts_user",
    "sessions": "SELECT * FROM public.accounts_session",
    "hand-off codes": "SELECT * FROM public.tenants_handoffcode",
    "the list of tenants": "SELECT * FROM public.tenants_tenant",
    "the audit": "INSERT INTO public.journal_auditentry (action) VALUES ('x')",
    "public through the path": "SET LOCAL search_path = public; SELECT * FROM accounts_user",
    "a table of one's own": "CREATE TABLE {mine}.mine (id int)",
    "a drop": "DROP TABLE blog_post",
    "a truncate": "TRUNCATE blog_post",
    "another schema": "CREATE SCHEMA t_00000000000000000000000000000000",
    "the migrations' book": "DELETE FROM django_migrations",
    "a file": "SELECT pg_read_file('postgresql.conf')",
    "a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "a role": "CREATE ROLE crossed",
}


@pytest.fixture
def two(make_blog: MakeBlog) -> tuple[Tenant, Tenant]:
    mine, other = make_blog("mine"), make_blog("other")
    with tenant_transaction(other):
        Post.objects.create(title=CANARY, slug="same")
    with tenant_transaction(mine):
        Post.objects.create(title="Mine", slug="same")
    return mine, other


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_database_refuses(attempt: str, two: tuple[Tenant, Tenant]) -> None:
    mine, other = two
    query = ATTEMPTS[attempt].format(mine=mine.schema_name, other=other.schema_name)
    with pytest.raises(DatabaseError) as caught, tenant_transaction(mine), connection.cursor() as c:
        c.execute(query)
    refusals = (
        "permission denied",
        "must be",
        "does not exist",
    )  # a closed schema is not looked in
    assert any(refusal in str(caught.value) for refusal in refusals)
    with tenant_transaction(other):
        assert list(Post.objects.filter(slug="same").values_list("title", flat=True)) == [CANARY]
    record("database wall", **{attempt: 1})


def test_the_orm_sees_its_own_blog_only(two: tuple[Tenant, Tenant]) -> None:
    mine, other = two
    with tenant_transaction(mine):
        assert not Post.objects.filter(title=CANARY).exists()
        assert Post.objects.get(slug="same").title == "Mine"
    with tenant_transaction(other):
        assert Post.objects.get(slug="same").title == CANARY


def test_an_unqualified_name_outside_a_transaction_finds_nothing(
    two: tuple[Tenant, Tenant],
) -> None:
    for table in (
        "blog_post",
        "blog_category",
        "blog_author",
        "blog_tag",
        "blog_page",
        "contact_message",
    ):
        with (
            pytest.raises(DatabaseError, match="does not exist"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT * FROM {table}")
