#!/bin/sh
# All that the project can check about itself, the quick and telling things first.
set -eu

cd "$(dirname "$0")/.."
python=.venv/bin/python

find_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return
    done
    mac='/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
    if [ -x "$mac" ]; then printf '%s\n' "$mac"; fi
}

loudly() { printf '\n  *** %s\n\n' "$*" >&2; }

browser=${CHROMIUM:-$(find_browser)}
if [ -n "$browser" ]; then
    export CHROMIUM="$browser"
elif [ "${REQUIRE_BROWSER:-}" = 1 ]; then
    loudly 'REQUIRE_BROWSER=1, and there is no Chromium: install one (apt install chromium).'
    exit 1
fi

step() {
    printf '== %s\n' "$1"
    shift
    "$@"
}

step 'lint, import contracts, templates' scripts/lint.sh
step 'types' "$python" -m mypy
export DJANGO_SETTINGS_MODULE=inkstead.settings.test
step 'system checks' "$python" manage.py check --fail-level WARNING
step 'migrations in step with models' "$python" manage.py makemigrations --check --dry-run
unset DJANGO_SETTINGS_MODULE
if [ -n "$browser" ]; then
    step 'tests' "$python" -m pytest -n 2 --dist loadgroup "$@"
else
    step 'tests' "$python" -m pytest -n 2 --dist loadgroup -m 'not browser' "$@"
    loudly 'No Chromium was found: the browser tests were left out. REQUIRE_BROWSER=1 makes this fail.'
fi
