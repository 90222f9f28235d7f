"""Reads that are put into SQL once a process, and asked with other values from then on.

To build a queryset and to compile it costs Django more than all else on a reader's page. The SQL of
such a read never changes, so it is kept: rows, relations and annotations come out as ever, since
Django's own iterable reads them.
"""

from __future__ import annotations

import copy
import inspect
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connections, models
from django.utils import timezone

from blog.models.base import TenantQuerySet
from blog.querysets import as_of
from tenants.db.scope import require_tenant_id

# What stands in for values while the SQL is made, told from all others by being itself.
_MOMENT = datetime(1, 2, 3, 4, 5, 6, 789, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Form:
    """A read as it was compiled. `names` says what each parameter is, "" for one that stays."""

    model: type[models.Model]
    queryset: type[TenantQuerySet[Any]]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    names: tuple[str, ...]
    converters: dict[int, Any]

    def filled(self, values: dict[str, Any]) -> tuple[Any, ...]:
        named = zip(self.names, self.params, strict=True)
        return tuple(values[name] if name else value for name, value in named)


class Prepared[M: models.Model]:
    """`build` makes the queryset; each of its parameters takes a text.

    It may slice and annotate, but not prefetch. What it says of "now" is the moment when it is
    asked, wherever in it that stands.
    """

    def __init__(self, build: Callable[..., models.QuerySet[M]]) -> None:
        self._build = build
        self._marks = {name: f"\ue000{name}\ue000" for name in inspect.signature(build).parameters}
        self._form: _Form | None = None
        self._lock = threading.Lock()

    def rows(self, **values: str) -> list[M]:
        """Ask; TenantScopeError outside a blog's transaction."""
        form, query = self._query(values)
        return list(form.queryset(model=form.model, query=query))

    def tuples(self, **values: str) -> list[tuple[Any, ...]]:
        """The same for many small rows: columns and then annotations, as the SQL has them."""
        require_tenant_id()
        form, query = self._query(values)
        compiler = query.get_compiler(using=form.compiler.using)
        return list(compiler.results_iter(tuple_expected=True))

    def first(self, **values: str) -> M | None:
        """The first row, or None."""
        return next(iter(self.rows(**values)), None)

    def _query(self, values: dict[str, str]) -> tuple[_Form, Any]:
        if self._form is None:
            with self._lock:
                self._form = self._form or self._compiled()
        form = self._form
        return form, _Kept(form, form.filled({**values, "": None, "now": timezone.now()}))

    def _compiled(self) -> _Form:
        with as_of(_MOMENT):
            queryset: Any = self._build(**self._marks)
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        marks = {mark: name for name, mark in self._marks.items()} | {_MOMENT: "now"}
        names = tuple(marks.get(value, "") if _may_be_mark(value) else "" for value in params)
        if set(names) - {"", "now"} != set(self._marks):
            raise TypeError(f"Not every value of a prepared read is in its SQL: {sql}")
        selected = [column[0] for column in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(selected)
        return _Form(
            queryset.model, type(queryset), compiler, sql, tuple(params), names, converters
        )


class _Kept:
    """Stands in for a Query whose SQL is known: all that an iterable asks of one."""

    def __init__(self, form: _Form, params: tuple[Any, ...]) -> None:
        self._form, self._params = form, params

    def get_compiler(self, using: str) -> Any:
        """A compiler on this thread's connection that has nothing left to do."""
        compiler = copy.copy(self._form.compiler)
        compiler.using, compiler.connection = using, connections[using]
        compiler.as_sql = lambda: (self._form.sql, self._params)
        compiler.get_converters = lambda _columns: self._form.converters
        return compiler


def _may_be_mark(value: object) -> bool:
    return isinstance(value, str | datetime)
