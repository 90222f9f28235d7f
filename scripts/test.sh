#!/bin/sh
# All that the project can check about itself, the quick and telling things first.
set -eu

cd "$(dirname "$0")/.."
python=.venv/bin/python
unset PYTHONDONTWRITEBYTECODE # hundreds of processes are started: each would compile everything anew

has_browser() {
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null; then return; fi
    done
    return 1
}

has_proxy() { command -v caddy >/dev/null; }

has_checker() { command -v java >/dev/null && [ -e node_modules/vnu-jar/build/dist/vnu.jar ]; }

has_bundler() { command -v node >/dev/null && [ -e node_modules/esbuild ]; }

loudly() { printf '\n  *** %s\n\n' "$*" >&2; }

# What a machine lacks is left out aloud; REQUIRE_BROWSER=1, REQUIRE_CADDY=1 and REQUIRE_NU=1 make
# that fail.
left_out=

leave_out() { # marker, what is missing, package, whether it is required
    if [ "$4" = 1 ]; then
        loudly "$2 is required here, and there is none: apt install $3"
        exit 1
    fi
    left_out="${left_out:+$left_out and }not $1"
}

has_browser || leave_out browser Chromium chromium "${REQUIRE_BROWSER:-}"
has_proxy || leave_out caddy Caddy caddy "${REQUIRE_CADDY:-}"

step() {
    printf '== %s\n' "$1"
    shift
    "$@"
}

# One or two that failed among thousands are tried once more, alone: what fails twice fails the run,
# and what does not is named at its end, since that is a fault as well. ONE_TRY=1 spares the second try.
try_again() { # pytest's exit status
    failed=$(wc -l <"$FAILED_TESTS")
    if [ "$1" != 1 ] || [ "$failed" = 0 ] || [ "$failed" -gt 2 ] || [ "${ONE_TRY:-}" = 1 ]; then exit "$1"; fi
    failed_at_first=$(cat "$FAILED_TESTS")
    loudly "FAILED, and tried once more, alone:" "$failed_at_first"
    step 'what failed, once more' env MUST_RUN=1 "$python" -m pytest "@$FAILED_TESTS"
}

# Types keep one processor busy for a minute, in which the other does what is short.
said_of_types=$(mktemp)
"$python" -m mypy >"$said_of_types" 2>&1 &
types=$!
trap 'kill "$types" 2>/dev/null || true; rm -f "$said_of_types"' EXIT

step 'lint, import contracts, templates' scripts/lint.sh
export DJANGO_SETTINGS_MODULE=inkstead.settings.build # the apps, and no servers
step 'system checks' "$python" manage.py check --fail-level WARNING
# Without a database it warns that it cannot look at what was applied; that is not asked here.
step 'migrations in step with models' \
    "$python" -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
unset DJANGO_SETTINGS_MODULE
step 'due work, migrations and isolation in the mode for several servers' \
    scripts/test-citus.sh --on-plain-postgres -n 2 --dist loadgroup
typed=0
wait "$types" || typed=$?
trap 'rm -f "$said_of_types"' EXIT
step 'types' cat "$said_of_types"
[ "$typed" = 0 ] || exit "$typed"
if has_bundler; then step 'the rich text is what its source gives' node tools/write.mjs --check; fi
# With more workers than processors some have work while others wait for browsers and servers.
FAILED_TESTS=$(mktemp)
export FAILED_TESTS
trap 'rm -f "$said_of_types" "$FAILED_TESTS"' EXIT
failed_at_first=
step 'tests' "$python" -m pytest -n "${TEST_WORKERS:-2}" --dist loadgroup ${left_out:+-m "$left_out"} "$@" ||
    try_again "$?"
[ -z "$failed_at_first" ] ||
    loudly 'FAILED AT FIRST and passed alone: these need mending, or what they test does:' "$failed_at_first"
loudly 'Citus tests did NOT RUN: there is no cluster here (make test-citus DATABASE_URL=…).'
"$python" -m tests.rolling.release ||
    loudly 'The last release was NOT RUN beside this code: this clone holds no tag and no commit of it.'
has_browser || loudly 'No Chromium was found: the browser tests were LEFT OUT. REQUIRE_BROWSER=1 makes that fail.'
has_proxy || loudly 'No Caddy was found: the deployment was NOT TRIED behind it. REQUIRE_CADDY=1 makes that fail.'
has_checker || loudly 'No Java, or no `make tools`: the pages’ HTML was NOT CHECKED. REQUIRE_NU=1 makes that fail.'
has_bundler || loudly 'No Node, or no `make tools`: static/app/write.js was NOT COMPARED with what assets/write/ gives.'
