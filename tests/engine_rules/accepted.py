"""What breaks a rule and stays: where, which rule, and why it does no harm there."""

from __future__ import annotations

from tests.engine_rules import rules

TEN_SPARES = "only where DB_STATEMENT_AT_A_TIME is off; with it, one in each transaction"
NONE_BARE = "there are none where DB_STATEMENT_AT_A_TIME is on"
SELF_GRANT = "of the role that is being made; never sent where DB_STATEMENT_AT_A_TIME is on"
ONE_A_QUERY = "only where DB_STATEMENT_AT_A_TIME is off; with it, one schema in each query"
FOR_A_LOOK = "the search_path alone, for a look at the catalog by a migration, and back again"
ITS_OWN_TWO = (
    "the one blog's schemas, the new one and that before: several servers would have to hold both"
    " in one place, or do it in steps, which nobody has built yet"
)
_LOOKING = "django_tenants/postgresql_backend/introspection.py"

# (file, function, rule): a function of the product on the way to the statement.
ACCEPTED: dict[tuple[str, str, str], str] = {
    ("tenants/db/base.py", "DatabaseWrapper.migrating", rules.SESSION): (
        "the search_path alone, for migrations that commit in between, on a straight connection"
    ),
    ("tenants/db/base.py", "DatabaseWrapper._reset_path", rules.SESSION): "it ends what that began",
    (_LOOKING, "DatabaseSchemaIntrospectionSearchPathContext.__enter__", rules.SESSION): FOR_A_LOOK,
    (_LOOKING, "DatabaseSchemaIntrospectionSearchPathContext.__exit__", rules.SESSION): FOR_A_LOOK,
    ("tenants/archive/copying.py", "speak_plainly", rules.MATTERS): (
        "how COPY writes rows down, which the server that is asked does and not the blog's own"
    ),
    ("tenants/archive/load.py", "_fill", rules.PUT_OFF): (
        "only sooner, and nicer: COMMIT finds the same, and then nothing is restored either"
    ),
    ("tenants/provisioning/spares.py", "_make_some", rules.TOGETHER): TEN_SPARES,
    ("tenants/provisioning/spares.py", "drop_spares", rules.TOGETHER): TEN_SPARES,
    ("tenants/provisioning/bare.py", "make_bare", rules.TOGETHER): NONE_BARE,
    ("tenants/provisioning/bare.py", "drop_bare", rules.TOGETHER): NONE_BARE,
    ("tenants/provisioning/schema.py", "create_bare", rules.MATTERS): SELF_GRANT,
    ("tenants/provisioning/schema.py", "create_schema", rules.MATTERS): SELF_GRANT,
    ("tenants/provisioning/rights.py", "give_rights", rules.MATTERS): SELF_GRANT,
    ("tenants/actions/restore_as.py", "restore_as", rules.TOGETHER): (
        "the scratch schema of a template, recorded there only where nobody has migrated yet"
    ),
    ("tenants/actions/restore_over.py", "restore_over", rules.TOGETHER): ITS_OWN_TWO,
    ("tenants/actions/purge_tenant.py", "_in_one_transaction", rules.TOGETHER): ITS_OWN_TWO,
    ("tenants/provisioning/rights.py", "give_rights", rules.TWO_TENANTS): (
        "it takes from one blog's role what it may do in another's schema; both are names to it"
    ),
    ("tenants/fleet/doctor/overdue.py", "_waiting", rules.TWO_TENANTS): ONE_A_QUERY,
    ("tenants/fleet/doctor/vital.py", "_empty", rules.TWO_TENANTS): ONE_A_QUERY,
    ("tenants/fleet/census.py", "_some_versions", rules.TWO_TENANTS): ONE_A_QUERY,
}
