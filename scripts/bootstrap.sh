#!/bin/sh
# Makes .venv from requirements.lock, hashes checked. Needs uv, or a Python the lock has wheels for;
# no root. When nothing has changed it leaves at once.
set -eu

cd "$(dirname "$0")/.."
root=$(pwd -P)
versions='3.13 3.12' # newest first: what the lock has wheels for
venv_python=.venv/bin/python

say() { printf '  %s\n' "$*"; }

# A line an argument: a terminal has 80 columns.
fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# The interpreter and the folder (a moved copy has scripts that point elsewhere), then the lock's sum.
place() { printf '%s %s' "$("$venv_python" -V 2>/dev/null)" "$root"; }
stamp() { printf '%s\n%s\n' "$(place)" "$(cksum <requirements.lock)"; }

is_current() { [ -x "$venv_python" ] && [ "$(cat .venv/.stamp 2>/dev/null)" = "$(stamp)" ]; }

# Good enough to be brought up to a new lock in place, under what may be running from it.
is_sound() { [ -x "$venv_python" ] && [ "$(head -n 1 .venv/.stamp 2>/dev/null)" = "$(place)" ]; }

# Names on PATH may be pyenv's, which fail unless that version is selected: only a run tells.
is_suitable() {
    "$1" -c 'import sys, sysconfig
fits = "%d.%d" % sys.version_info[:2] in sys.argv[1:] and sys.implementation.name == "cpython"
sys.exit(not fits or bool(sysconfig.get_config_var("Py_GIL_DISABLED")))' $versions >/dev/null 2>&1
}

on_path() {
    old_ifs=$IFS
    IFS=:
    for folder in $PATH; do
        [ -x "$folder/$1" ] && printf '%s\n' "$folder/$1"
    done
    IFS=$old_ifs
}

# Where pyenv is: where it says, at home, or where PATH has its shims, whoever's home that is.
pyenvs() {
    printf '%s\n' "${PYENV_ROOT:-${HOME:-/nonexistent}/.pyenv}"
    printf '%s\n' "$PATH" | tr ':' '\n' | sed -n 's|/shims/*$||p'
}

in_pyenv() {
    pyenvs | while read -r folder; do
        for python in "$folder/versions/$1".*/bin/python; do
            [ -x "$python" ] && printf '%s\n' "$python"
        done
    done | sort -r
}

candidates() {
    for version in $versions; do on_path "python$version"; done
    on_path python3
    for version in $versions; do in_pyenv "$version"; done
}

# The first that fits and passes a test of its own: `find_python true`.
find_python() {
    candidates | while read -r python; do
        if is_suitable "$python" && "$1" "$python"; then
            printf '%s\n' "$python"
            break
        fi
    done
}

has_pip() { "$1" -m pip --version >/dev/null 2>&1; }
has_venv() { "$1" -c 'import venv, ensurepip' >/dev/null 2>&1; }

has_installer() { has_pip "$1" || has_venv "$1"; }

# Without uv on PATH, pip fetches it into build/, its hash checked as well.
fetch_uv() {
    python=$1
    if ! has_pip "$python"; then
        rm -rf build/pip
        "$python" -m venv build/pip
        python=build/pip/bin/python
    fi
    rm -rf build/uv
    "$python" -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps --only-binary :all: \
        --require-hashes --target build/uv -r scripts/uv.txt
    rm -rf build/pip
}

find_uv() {
    for uv in "$(command -v uv 2>/dev/null)" "$root/build/uv/bin/uv"; do
        if "${uv:-false}" --version >/dev/null 2>&1; then
            printf '%s\n' "$uv"
            return
        fi
    done
}

# Two copies started at once from one checkout: the second waits for the first.
lock() {
    mkdir -p build
    until mkdir build/bootstrap.lock 2>/dev/null; do
        holder=$(cat build/bootstrap.lock/pid 2>/dev/null || true)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then rm -rf build/bootstrap.lock; fi
        sleep 0.3
    done
    echo $$ >build/bootstrap.lock/pid
    trap 'rm -rf build/bootstrap.lock' EXIT
    trap 'exit 130' INT TERM HUP
}

# The two source roots, for every program of the environment.
add_roots() {
    "$venv_python" - "$root" <<'PYTHON'
import pathlib, sys, sysconfig
path = pathlib.Path(sysconfig.get_path("purelib"), "inkstead.pth")
path.write_text(f"{sys.argv[1]}/platform\n{sys.argv[1]}\n", encoding="utf-8")
PYTHON
}

# pip asks the system which certificates to trust, uv only when told to: behind a company's proxy
# that is the difference between working and not.
trust_what_the_system_trusts() {
    for store in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem; do
        if [ -e "$store" ]; then export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"; fi
    done
}

make_environment() {
    python=$(find_python true)
    uv=$(find_uv)
    if [ -z "$uv" ]; then
        [ -n "$python" ] || fail "Inkstead needs Python 3.12 or 3.13, or uv (https://docs.astral.sh/uv/), which" \
            "brings one. Neither was found: install one of them, and start again."
        installer=$(find_python has_installer)
        [ -n "$installer" ] || fail "$python lacks its venv module. Install it (Debian, Ubuntu: apt install python3-venv)," \
            "or install uv (https://docs.astral.sh/uv/), and start again."
        fetch_uv "$installer"
        uv=$root/build/uv/bin/uv
    fi
    # What is there is used. Only where there is no Python may uv fetch one of its own.
    if [ -n "$python" ]; then
        export UV_PYTHON_DOWNLOADS=never
    else
        python='>=3.12,<3.14'
    fi
    trust_what_the_system_trusts
    unset VIRTUAL_ENV PYTHONHOME PYTHONPATH
    if ! is_sound; then
        rm -rf .venv
        "$uv" venv --quiet --no-project --python "$python" .venv
    fi
    rm -f .venv/.stamp
    "$uv" pip sync --quiet --python "$venv_python" --require-hashes requirements.lock
    add_roots
    stamp >.venv/.stamp
}

is_current && exit 0
lock
is_current && exit 0
say "Making the environment (.venv) from requirements.lock; once, about a minute without a cache."
make_environment
