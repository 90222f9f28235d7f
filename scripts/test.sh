#!/bin/sh
# All that the project can check about itself, the quick and telling things first.
set -eu

cd "$(dirname "$0")/.."
python=.venv/bin/python

has_browser() {
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null; then return; fi
    done
    return 1
}

loudly() { printf '\n  *** %s\n\n' "$*" >&2; }

if has_browser; then
    left_out=
elif [ "${REQUIRE_BROWSER:-}" = 1 ]; then
    loudly 'REQUIRE_BROWSER=1, and there is no Chromium: install one (apt install chromium).'
    exit 1
else
    left_out=browser
fi

step() {
    printf '== %s\n' "$1"
    shift
    "$@"
}

step 'lint, import contracts, templates' scripts/lint.sh
step 'types' "$python" -m mypy
export DJANGO_SETTINGS_MODULE=inkstead.settings.build # the apps, and no servers
step 'system checks' "$python" manage.py check --fail-level WARNING
# Without a database it warns that it cannot look at what was applied; that is not asked here.
step 'migrations in step with models' \
    "$python" -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
unset DJANGO_SETTINGS_MODULE
step 'tests' "$python" -m pytest -n 2 --dist loadgroup ${left_out:+-m "not $left_out"} "$@"
if [ -n "$left_out" ]; then
    loudly 'No Chromium was found: the browser tests were LEFT OUT. REQUIRE_BROWSER=1 makes that fail.'
fi
