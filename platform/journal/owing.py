"""Writing to the public schema from wherever one is: at once, or when the tenant's work is done."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from psycopg import sql


class _Owing(Protocol):
    def owe(self, key: str, statement: sql.Composable) -> None: ...


def owe(key: str, statement: sql.Composable) -> None:
    """Run `statement` in the public schema: inside a tenant transaction at its end, else now.

    The last statement of one `key` counts, and each must be idempotent (see `tenants.db.base`,
    whose connection does it).
    """
    cast(_Owing, connection).owe(key, statement)


def as_json(value: Any) -> Jsonb:
    """`value` as a jsonb literal; dates and ids are written as Django writes them."""
    return Jsonb(value, dumps=partial(json.dumps, cls=DjangoJSONEncoder))
