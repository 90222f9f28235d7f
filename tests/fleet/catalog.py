"""All that Postgres knows about a schema, but for the order of columns, as comparable lines."""

from __future__ import annotations

from django.db import connection

_IN = "= (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)"

# Each query gives rows that become one line; {in_schema} holds oid of namespace to compare with.
QUERIES = {
    "schema": "SELECT pg_get_userbyid(nspowner), nspacl, obj_description(oid, 'pg_namespace')"
    " FROM pg_namespace WHERE nspname = %(schema)s",
    "default grant": "SELECT defaclobjtype, defaclacl FROM pg_default_acl"
    f" WHERE defaclnamespace {_IN}",
    "relation": "SELECT relname, relkind, relpersistence, relrowsecurity, relforcerowsecurity,"
    " relreplident, relispartition, reloptions, relacl, pg_get_userbyid(relowner), amname,"
    " obj_description(c.oid, 'pg_class') FROM pg_class c LEFT JOIN pg_am a ON a.oid = relam"
    f" WHERE relnamespace {_IN}",
    "column": "SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,"
    " attgenerated, attstorage, attcompression, attstattarget, attacl, attoptions,"
    " (SELECT collname FROM pg_collation l WHERE l.oid = attcollation),"
    " pg_get_expr(adbin, adrelid), col_description(c.oid, attnum)"
    " FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped"
    " LEFT JOIN pg_attrdef d ON adrelid = c.oid AND adnum = attnum"
    f" WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace {_IN}",
    "constraint": "SELECT conrelid::regclass, conname, contype, condeferrable, condeferred,"
    " convalidated, connoinherit, pg_get_constraintdef(oid),"
    f" obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE connamespace {_IN}",
    "index": "SELECT pg_get_indexdef(indexrelid), indisunique, indisprimary, indisvalid,"
    " indisready, indimmediate, indisclustered, indisreplident FROM pg_index JOIN pg_class c"
    f" ON c.oid = indexrelid WHERE relnamespace {_IN}",
    "sequence": "SELECT c.relname, format_type(seqtypid, NULL), seqstart, seqincrement, seqmax,"
    " seqmin, seqcache, seqcycle, d.deptype, d.refobjid::regclass, attname FROM pg_sequence"
    " JOIN pg_class c ON c.oid = seqrelid LEFT JOIN pg_depend d ON d.objid = c.oid"
    " AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass"
    " LEFT JOIN pg_attribute ON attrelid = d.refobjid AND attnum = d.refobjsubid"
    f" WHERE relnamespace {_IN}",
    "trigger": "SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c"
    f" ON c.oid = tgrelid WHERE NOT tgisinternal AND relnamespace {_IN}",
    "rule": "SELECT pg_get_ruledef(r.oid) FROM pg_rewrite r JOIN pg_class c ON c.oid = ev_class"
    f" WHERE relnamespace {_IN}",
    "policy": "SELECT polname, polcmd, polroles::text, pg_get_expr(polqual, polrelid)"
    f" FROM pg_policy JOIN pg_class c ON c.oid = polrelid WHERE relnamespace {_IN}",
    "function": f"SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace {_IN}"
    " AND prokind <> 'a'",
    "type": "SELECT typname, typtype, typcategory, (SELECT array_agg(enumlabel ORDER BY"
    " enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) FROM pg_type t"
    f" WHERE typnamespace {_IN}",
    "statistics": f"SELECT stxname, pg_get_statisticsobjdef(oid) FROM pg_statistic_ext"
    f" WHERE stxnamespace {_IN}",
    "migration": "SELECT app, name FROM {schema}.django_migrations",
}


def catalog(schema: str) -> set[str]:
    """A line for each thing in `schema`, with its own name replaced wherever it stands."""
    lines: set[str] = set()
    with connection.cursor() as cursor:
        for kind, query in QUERIES.items():
            cursor.execute(query.replace("{schema}", f'"{schema}"'), {"schema": schema})
            for row in cursor.fetchall():
                words = [_same_order(value) for value in row]
                lines.add(f"{kind}: {' | '.join(words)}".replace(schema, "SCHEMA"))
    return lines


def _same_order(value: object) -> str:
    """Grants are a set: their order is that in which they were given."""
    text = str(value)
    if text.startswith("{") and text.endswith("}"):
        return "{" + ",".join(sorted(text[1:-1].split(","))) + "}"
    return text


def differences(one: str, other: str) -> list[str]:
    """What stands in one of two schemas only: `- line` or `+ line`."""
    left, right = catalog(one), catalog(other)
    gone = [f"- {line}" for line in sorted(left - right)]
    return gone + [f"+ {line}" for line in sorted(right - left)]
