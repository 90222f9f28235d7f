"""The script that makes a tenant schema: what Django's migrations say, recorded once.

`migrate` records it by running all tenant migrations in a scratch schema, inside a transaction
that is then rolled back. It is kept with a hash of the migrations' leaves; a script that is out
of step with the code is refused.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from tenants.db.base import DatabaseWrapper
from tenants.db.scope import tenant_connection
from tenants.models import SchemaTemplate

RECORDED = ("CREATE", "ALTER", "INSERT", "UPDATE", "DELETE", "DROP", "COMMENT")
OWN_TABLE = '"django_migrations"'


class TemplateOutOfStep(RuntimeError):
    """The recorded script is missing or belongs to other migrations: run `manage.py migrate`."""


def tenant_labels() -> set[str]:
    """The labels of the apps that live in tenant schemas."""
    return {
        config.label for config in apps.get_app_configs() if config.name in settings.TENANT_APPS
    }


def tenant_leaves(loader: MigrationLoader) -> list[tuple[str, str]]:
    """The last migrations of the tenant apps, sorted."""
    labels = tenant_labels()
    return sorted(leaf for leaf in loader.graph.leaf_nodes() if leaf[0] in labels)


def leaves_hash(loader: MigrationLoader | None = None) -> str:
    """A hash of every tenant migration's name, in order: what a script must match."""
    loader = loader or MigrationLoader(None)
    plan = [node for leaf in tenant_leaves(loader) for node in loader.graph.forwards_plan(leaf)]
    return hashlib.sha256(repr(plan).encode()).hexdigest()


def current_script() -> list[str]:
    """The statements that make a schema of today's code; raises TemplateOutOfStep."""
    template = SchemaTemplate.objects.filter(leaves_hash=_hash_of_this_code()).first()
    if template is None:
        raise TemplateOutOfStep("No recorded schema matches the code: run `manage.py migrate`.")
    statements: list[str] = template.statements
    return statements


def is_current() -> bool:
    """Whether the script of today's code is recorded, so that blogs can be made."""
    return SchemaTemplate.objects.filter(leaves_hash=_hash_of_this_code()).exists()


@cache
def _hash_of_this_code() -> str:
    return leaves_hash()  # the code on disk does not change under a process


def record_template() -> SchemaTemplate:
    """Record today's script unless it is there; older ones are dropped."""
    wanted = leaves_hash()
    with transaction.atomic():
        template, _created = SchemaTemplate.objects.get_or_create(
            leaves_hash=wanted, defaults={"statements": _record}
        )
        SchemaTemplate.objects.exclude(pk=template.pk).delete()
    return template


def _record() -> list[str]:
    connection = tenant_connection()
    recorder = _Recorder(connection)
    scratch = f"scratch_{uuid.uuid4().hex}"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(scratch)))
        with connection.migrating(scratch), connection.execute_wrapper(recorder):
            executor = MigrationExecutor(connection)
            executor.migrate(tenant_leaves(executor.loader))
        transaction.set_rollback(True)
    return [*recorder.statements, _applied_rows(recorder.applied)]


class _Recorder:
    """Keeps each statement that builds the schema, its parameters filled in."""

    def __init__(self, connection: DatabaseWrapper) -> None:
        self.connection = connection
        self.statements: list[str] = []
        self.applied: list[tuple[str, str]] = []

    def __call__(
        self, execute: Callable[..., Any], query: Any, params: Any, many: bool, context: Any
    ) -> Any:
        text = query if isinstance(query, str) else query.as_string(self.connection.connection)
        if text.startswith(f"INSERT INTO {OWN_TABLE}"):
            self.applied.append((params[0], params[1]))
        elif text.lstrip().upper().startswith(RECORDED):
            self.statements.append(self._filled_in(text, params))
        return execute(query, params, many, context)

    def _filled_in(self, text: str, params: Any) -> str:
        if not params:
            return text
        filled: str = self.connection.connection.cursor().mogrify(text, params)
        return filled


def _applied_rows(applied: list[tuple[str, str]]) -> str:
    rows = ", ".join(
        sql.SQL("({}, {}, now())").format(sql.Literal(app), sql.Literal(name)).as_string()
        for app, name in applied
    )
    return f"INSERT INTO {OWN_TABLE} (app, name, applied) VALUES {rows}"  # noqa: S608  # literals
