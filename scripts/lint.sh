#!/bin/sh
# What reads the source and needs no server.
set -eu

cd "$(dirname "$0")/.."
bin=.venv/bin
"$bin/python" -m ruff check --quiet
"$bin/python" -m ruff format --quiet --check
"$bin/lint-imports" --no-logo
find accounts blog platform templates tenants -path '*templates/*' -name '*.html' -print0 |
    xargs -0 "$bin/djade" --check --target-version 6.1
