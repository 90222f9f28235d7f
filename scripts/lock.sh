#!/bin/sh
# Resolve the dependencies anew. uv.lock is not kept: it names download hosts.
# Lists of one resolution: what this checkout uses, what a server gets (no Postgres, no tests), and what
# one gets whose pictures lie in a bucket.
set -eu

cd "$(dirname "$0")/.."
trap 'rm -f uv.lock' EXIT
uv lock --quiet
uv export --quiet --format requirements-txt --no-emit-project --all-groups --no-header \
    -o requirements.lock
uv export --quiet --format requirements-txt --no-emit-project --no-default-groups --no-header \
    -o requirements-production.lock
uv export --quiet --format requirements-txt --no-emit-project --no-default-groups --extra s3 \
    --no-header -o requirements-s3.lock
printf 'uv\n' | uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
    -o scripts/uv.txt -
