#!/bin/sh
# What reads the source and needs no server.
set -eu

cd "$(dirname "$0")/.."
bin=.venv/bin
"$bin/python" -m ruff check --quiet
"$bin/python" -m ruff format --quiet --check
"$bin/lint-imports" --no-logo
git ls-files -z --cached --others --exclude-standard -- 'templates/*.html' '*/templates/*.html' |
    xargs -0 "$bin/djade" --check --target-version 6.1
