#!/bin/sh
# Provisioning, migrations, isolation and due work in the mode for several servers: one statement at
# a time, no role for each blog. On the Citus cluster at DATABASE_URL, whose database must be empty
# and named for tests; with --on-plain-postgres on the throw-away one of `make test`.
set -eu

cd "$(dirname "$0")/.."
python=.venv/bin/python
selection='
tests/engine_rules/test_mode.py
tests/provisioning/test_template.py
tests/provisioning/test_spares.py
tests/fleet/test_migrate.py
tests/fleet/test_look.py
tests/fleet/test_books.py
tests/tenants/test_tenant_transaction.py
tests/tenants/test_without_roles.py
tests/isolation/test_crossing.py::test_through_the_real_pool
tests/due/test_run.py
tests/due/test_tenant_task.py
'
export TENANT_ROLES=0 DB_STATEMENT_AT_A_TIME=1 INKSTEAD_EVERY_TEST_COMMITS=1

loudly() { printf '\n  *** %s\n' "$*" >&2; }

if [ "${1:-}" = --on-plain-postgres ]; then
    shift
    unset DATABASE_URL
    # shellcheck disable=SC2086 # a list of words
    exec "$python" -m pytest $selection -m 'not needs_roles' "$@"
fi

if [ -z "${DATABASE_URL:-}" ]; then
    loudly 'NOT RUN ON CITUS, for want of a cluster: make test-citus DATABASE_URL=postgres://…/inkstead_test'
    loudly "What did not run: $(printf '%s' "$selection" | tr '\n' ' ')"
    loudly 'docs/scaling.md says how to set a cluster up for it.'
    exit 2
fi
"$python" -m tests.engine_rules.cluster
export INKSTEAD_TEST_THE_DATABASE_ITSELF=1
# shellcheck disable=SC2086
exec "$python" -m pytest $selection -m 'not needs_roles' --reuse-db "$@"
