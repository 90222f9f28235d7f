"""The rules of an engine of several servers: Citus, with a schema for each tenant.

Pure: a statement, the schema that is entered, and what the transaction has written before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.apps import apps
from django.conf import settings

_LITERAL = re.compile(r"(?:\bE)?'(?:[^'\\]|''|\\.)*'", re.S)
_COMMENT = re.compile(r"/\*.*?\*/|--[^\n]*", re.S)
_SCHEMA = re.compile(r"\b(?:t_[0-9a-f]{32}|scratch_[0-9a-f]{32})\b")
_NUMBER = re.compile(r"\b\d+\b")
_WORD = re.compile(r'(?:"?(\w+)"?\s*\.\s*)?"?(\w+)"?')
_WRITES = re.compile(r"\A\s*(INSERT|UPDATE|DELETE|TRUNCATE|CREATE|ALTER|DROP|COPY)\b", re.I)
_COPY_OUT = re.compile(r"\A\s*COPY\b.*\bTO\s+STDOUT\b", re.I | re.S)
_BUILDS = re.compile(r"\A\s*(CREATE|ALTER|DROP)\b", re.I)
_OF_ROLES = re.compile(r"\A\s*(GRANT|REVOKE|(CREATE|ALTER|DROP)\s+ROLE|ALTER DEFAULT)\b", re.I)

# What is small, hardly ever written and the same for all: none so far.
REFERENCE_TABLES: frozenset[str] = frozenset()

_SETS = re.compile(r"\A\s*SET\s+LOCAL\b", re.I)
_TELLS_WORKERS = re.compile(r"\A\s*SET\s+LOCAL\s+citus\.propagate_set_commands", re.I)
_WAITS = re.compile(r"\A\s*SET\s+LOCAL\s+lock_timeout\b(?!.*DEFAULT)", re.I)

# Settings of a transaction that decide nothing about what a blog's SQL says.
_HARMLESS = re.compile(
    r"ROLE|SEARCH_PATH|LOCK_TIMEOUT|STATEMENT_TIMEOUT|SYNCHRONOUS_COMMIT|CITUS\.|INKSTEAD\.", re.I
)

PUT_OFF = "checks that are put off are no checks there"

ANYWHERE: dict[str, re.Pattern[str]] = {
    "a claim in IN (SELECT … SKIP LOCKED) may take more rows than its limit": re.compile(
        r"\bIN\s*\(\s*SELECT\b[^()]*(?:\([^()]*\)[^()]*)*\bSKIP\s+LOCKED", re.I
    ),
    "MERGE": re.compile(r"\A\s*MERGE\s+INTO\b", re.I),
    "current_user in RETURNING": re.compile(
        r"\bRETURNING\b.*\b(current|session)_user\b", re.I | re.S
    ),
    "what outlives the transaction does not pass a pooler": re.compile(
        r"\A\s*(LISTEN|PREPARE|CREATE\s+(LOCAL\s+)?TEMP(ORARY)?)\b|\bWITH\s+HOLD\b"
        r"|\bpg_(try_)?advisory_lock(_shared)?\s*\(",
        re.I,
    ),
    "setval reads its maximum in the same statement": re.compile(
        r"\bsetval\s*\(.*\bSELECT\b|\bSELECT\s+setval\s*\(.*\bFROM\b", re.I | re.S
    ),
}
OF_TENANTS: dict[str, re.Pattern[str]] = {
    "a trigger or a rule": re.compile(r"\A\s*CREATE\b.*\b(TRIGGER|RULE)\b", re.I | re.S),
    "inheritance": re.compile(
        r"\bINHERITS\b|\bPARTITION\s+OF\b|\A\s*ALTER\s+TABLE\b.*\sINHERIT\s", re.I | re.S
    ),
    "a function, or DDL inside one": re.compile(
        r"\A\s*(DO\b|CALL\b|CREATE\b.*\b(FUNCTION|PROCEDURE)\b)", re.I | re.S
    ),
    "a schema's name is for good": re.compile(r"\A\s*ALTER\s+SCHEMA\b.*\bRENAME\b", re.I | re.S),
    "a column that comes with its own CHECK": re.compile(
        r"\A\s*ALTER\s+TABLE\b.*\bADD\s+COLUMN\b.*\bCHECK\s*\(", re.I | re.S
    ),
    "an identity that comes later": re.compile(
        r"\A\s*ALTER\s+TABLE\b.*\b(ALTER|ADD)\s+COLUMN\b.*\b(ADD\s+GENERATED|AS\s+IDENTITY)\b",
        re.I | re.S,
    ),
    "a key of another type": re.compile(
        r'\A\s*ALTER\s+TABLE\b.*\bALTER\s+COLUMN\s+"?id"?\s+TYPE\b', re.I | re.S
    ),
    "a volatile function in UPDATE": re.compile(
        r"\A\s*UPDATE\b.*\b(random|gen_random_uuid|uuidv7|uuidv4|clock_timestamp|nextval|timeofday)"
        r"\s*\(",
        re.I | re.S,
    ),
    "a sub-select in VALUES": re.compile(
        r"\A\s*INSERT\b(?:(?!\bSELECT\b).)*\bVALUES\b(?:(?!\bON\s+CONFLICT\b).)*\(\s*SELECT\b",
        re.I | re.S,
    ),
    PUT_OFF: re.compile(r"\A\s*SET\s+CONSTRAINTS\b", re.I),
}

SEVERAL = "several statements in one that builds something"
TWO_TENANTS = "two tenants in one statement"
ANOTHERS = "another tenant's schema than the one that is entered"
WITH_PUBLIC = "a tenant's table together with a public one"
TOGETHER = "one transaction writes two tenants"
SESSION = "a setting that outlives its transaction"
MATTERS = "a setting that a tenant's SQL may depend on"
UNHEARD = "lock_timeout without telling the workers first"


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be told of a statement by itself."""

    tenants_tables: bool  # names a table that blogs have, without a schema
    public_tables: bool
    writes: bool
    problems: tuple[str, ...]


@dataclass(slots=True)
class Transaction:
    """What an open transaction has said so far."""

    written: set[str] = field(default_factory=set)
    told_workers: bool = False


def problems(text: str, *, schema: str | None = None, within: Transaction) -> Iterator[str]:
    """A sentence for each rule that `text` breaks; `within` learns from it.

    `schema`: the one that is entered, or None for public.
    """
    said = plain(text)
    schemas = set(_SCHEMA.findall(said))  # tenants' (and scratch ones) that it names
    told = facts(_shape(said, schemas), bool(schema or schemas or _SCHEMA.search(text)))
    yield from told.problems
    if len(schemas) > 1:
        yield TWO_TENANTS
    elif schema and schemas - {schema}:
        yield ANOTHERS
    if told.public_tables and (schemas or (schema and told.tenants_tables)):
        yield WITH_PUBLIC
    if told.writes:
        written = schemas or ({schema} if schema and not told.public_tables else set())
        if written and within.written - written:
            yield TOGETHER
        within.written |= written
    if _SETS.match(text):
        yield from _set(text, within)


def _set(text: str, within: Transaction) -> Iterator[str]:
    if _TELLS_WORKERS.match(text):
        within.told_workers = True
    if _WAITS.match(text) and not within.told_workers:
        yield UNHEARD


def _shape(said: str, schemas: set[str]) -> str:
    """The same for statements that differ in a tenant's name or a number: those are read once."""
    return _NUMBER.sub("0", _SCHEMA.sub("t_" + "0" * 32, said) if schemas else said)


def plain(text: str) -> str:
    """The statement without what is quoted and said beside it."""
    return _COMMENT.sub(" ", _LITERAL.sub("'?'", text)) if "'" in text or "-" in text else text


@lru_cache(maxsize=50_000)
def facts(text: str, of_tenant: bool) -> Facts:
    """Read one statement; `of_tenant`: it concerns a tenant's schema."""
    tenants, public = _named(text)
    writes = bool(_WRITES.match(text)) and not (_COPY_OUT.match(text) or _OF_ROLES.match(text))
    return Facts(tenants, public, writes, tuple(_by_itself(text, of_tenant)))


def _by_itself(text: str, of_tenant: bool) -> Iterator[str]:
    yield from (why for why, pattern in ANYWHERE.items() if pattern.search(text))
    if of_tenant:
        yield from (why for why, pattern in OF_TENANTS.items() if pattern.search(text))
        if ";" in text.rstrip().rstrip(";") and _BUILDS.match(text):
            yield SEVERAL
    for part in text.split(";"):
        if re.match(r"\A\s*(SET\s+(?!LOCAL|TRANSACTION|CONSTRAINTS)|RESET\s)", part, re.I):
            yield SESSION
        local = re.match(r"\A\s*SET\s+LOCAL\s+(\S+)", part, re.I)
        if local and not _HARMLESS.match(local[1]):
            yield MATTERS


def _named(text: str) -> tuple[bool, bool]:
    tenant_tables, public_tables = _tables()
    tenants, public = False, False
    for prefix, name in _WORD.findall(text):
        if prefix == "public" or (not prefix and name in public_tables):
            public = public or (name in public_tables and name not in REFERENCE_TABLES)
        elif not prefix and name in tenant_tables:
            tenants = True
        elif prefix in public_tables:  # a column
            public = public or prefix not in REFERENCE_TABLES
        elif prefix in tenant_tables:
            tenants = True
    return tenants, public


@lru_cache(maxsize=1)
def _tables() -> tuple[frozenset[str], frozenset[str]]:
    tenants = {
        model._meta.db_table
        for config in apps.get_app_configs()
        if config.name in settings.TENANT_APPS
        for model in config.get_models(include_auto_created=True)
    }
    everything = {m._meta.db_table for m in apps.get_models(include_auto_created=True)}
    return frozenset(tenants), frozenset(everything - tenants)
