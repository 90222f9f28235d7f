"""The script that makes a tenant schema: what Django's migrations say, recorded once.

`migrate` records it by running all tenant migrations in a scratch schema. It is kept with the
migrations it came from; a script that lacks one of the code's is refused. One that has more is
not: during a deploy the code from before makes blogs that the code to come can use.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from tenants.db.scope import tenant_connection
from tenants.models import SchemaTemplate
from tenants.provisioning.recording import Recording, scratch_schema
from tenants.provisioning.version import Key, version_of

type Target = tuple[str, str | None]  # None: unapply all

# The script runs in one transaction, on tables without rows.
_CONCURRENTLY = re.compile(r"\b((?:CREATE\s+(?:UNIQUE\s+)?|DROP\s+)INDEX)\s+CONCURRENTLY\b", re.I)


class TemplateOutOfStep(RuntimeError):
    """The recorded script is missing or lacks a migration of the code: run `manage.py migrate`."""


def tenant_labels() -> set[str]:
    """The labels of the apps that live in tenant schemas."""
    return {
        config.label for config in apps.get_app_configs() if config.name in settings.TENANT_APPS
    }


def tenant_leaves(loader: MigrationLoader) -> list[Key]:
    """The last migrations of the tenant apps, sorted."""
    labels = tenant_labels()
    return sorted(leaf for leaf in loader.graph.leaf_nodes() if leaf[0] in labels)


def tenant_plan(loader: MigrationLoader) -> list[Key]:
    """Every migration that a tenant schema wants, in order."""
    plan: dict[Key, None] = {}
    for leaf in tenant_leaves(loader):
        plan.update(dict.fromkeys(loader.graph.forwards_plan(leaf)))
    return list(plan)


def leaves_hash(targets: Sequence[Target] = ()) -> str:
    """A hash of every tenant migration's name, in order, and of where they were taken back to."""
    words = [tenant_plan(MigrationLoader(None)), *targets]
    return hashlib.sha256(repr(words).encode()).hexdigest()


def current_template() -> SchemaTemplate:
    """The script for new blogs, its `statements` deferred; raises TemplateOutOfStep.

    Inside a transaction the row is held, so that `migrate` replaces it only when all blogs that
    are being made from it are there to be seen.
    """
    template = _held() or _held()  # the second look sees what replaced the row that was held
    if template is None or not _wanted_by_this_code() <= set(map(tuple, template.applied)):
        raise TemplateOutOfStep("No recorded schema matches the code: run `manage.py migrate`.")
    return template


def current_script() -> list[str]:
    """The statements that make a schema of today's code; raises TemplateOutOfStep."""
    statements: list[str] = current_template().statements
    return statements


def is_current() -> bool:
    """Whether a script that serves this code is recorded, so that blogs can be made."""
    try:
        current_template()
    except TemplateOutOfStep:
        return False
    return True


def _held() -> SchemaTemplate | None:
    rows = SchemaTemplate.objects.defer("statements").order_by("-pk")[:1]
    if not tenant_connection().in_atomic_block:
        return rows.first()
    # Django knows no FOR SHARE; with FOR UPDATE sign-ups would wait for each other.
    query, params = rows.query.sql_with_params()
    return next(iter(SchemaTemplate.objects.raw(f"{query} FOR SHARE", params)), None)


@cache
def _wanted_by_this_code() -> frozenset[Key]:
    return frozenset(tenant_plan(MigrationLoader(None)))  # code does not change under a process


def record_template(targets: Sequence[Target] = ()) -> SchemaTemplate:
    """Record the script unless it is there; others are dropped.

    It brings a schema to the code's last migrations, and from there to `targets`, as the fleet is.
    """
    wanted = leaves_hash(targets)
    template = SchemaTemplate.objects.filter(leaves_hash=wanted).exclude(version="").first()
    if template is None:
        template = _recorded(wanted, targets)
    SchemaTemplate.objects.exclude(pk=template.pk).delete()
    return template


def _recorded(wanted: str, targets: Sequence[Target]) -> SchemaTemplate:
    statements, applied = _record(targets)
    template, _made = SchemaTemplate.objects.update_or_create(
        leaves_hash=wanted,
        defaults={
            "statements": [*statements, *_applied_rows(applied)],
            "applied": applied,
            "version": version_of(applied),
        },
    )
    return template


def record_script(ends: Sequence[Key]) -> list[str]:
    """The statements that make a schema as it was at the migrations `ends`; nothing is kept."""
    connection = tenant_connection()
    recording = Recording(connection)
    with scratch_schema(connection), recording.running():
        executor = MigrationExecutor(connection)
        executor.migrate(list(ends))
        return [*_as_script(recording.statements), *_applied_rows(_applied(executor))]


def _record(targets: Sequence[Target]) -> tuple[list[str], list[Key]]:
    connection = tenant_connection()
    recording = Recording(connection)
    with scratch_schema(connection), recording.running():
        executor = MigrationExecutor(connection)
        executor.migrate(tenant_leaves(executor.loader))
        if targets:
            executor = MigrationExecutor(connection)
            executor.migrate(targets)
        return _as_script(recording.statements), _applied(executor)


def _as_script(statements: list[str]) -> list[str]:
    return [_CONCURRENTLY.sub(r"\1", text) for text in statements]


def _applied(executor: MigrationExecutor) -> list[Key]:
    return list(executor.recorder.migration_qs.order_by("pk").values_list("app", "name"))


def _applied_rows(applied: list[Key]) -> list[str]:
    rows = ", ".join(
        sql.SQL("({}, {}, now())").format(sql.Literal(app), sql.Literal(name)).as_string()
        for app, name in applied
    )
    if not rows:
        return []
    return [f"INSERT INTO django_migrations (app, name, applied) VALUES {rows}"]  # noqa: S608  # literals
