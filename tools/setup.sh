#!/bin/sh
# Comes in: a machine with make and a shell. Goes out: .venv with Fairwater and its pinned packages.
#
#   sh tools/setup.sh runtime    what running Fairwater needs
#   sh tools/setup.sh dev        that, and what its tests and checks need
#
# On Debian and its kin, as root, missing system packages are installed; otherwise they are named and nothing is changed.
# Outside of .venv nothing else is touched. What is done already is not done again; an interrupted run is taken up.
set -eu
cd "$(dirname "$0")/.."

WANTED=${1:-runtime}
LOCK=requirements/$WANTED.txt
VENV=.venv
LOG=$VENV/setup.log
PIP="$VENV/bin/python -m pip --disable-pip-version-check --no-input"
MISSING=""
STARTED=$(date +%s)

if [ ! -f "$LOCK" ]; then
    echo "setup: '$WANTED' is neither runtime nor dev" >&2
    exit 2
fi

fail() {
    echo >&2
    echo "Fairwater could not be set up: $1" >&2
    shift
    for line in "$@"; do echo "  $line" >&2; done
    exit 1
}

# Runs a command with its output in the log: a line with the time it took, or the end of the log when it failed.
step() {
    say=$1
    shift
    begun=$(date +%s)
    printf '%s ' "$say"
    "$@" >>"$LOG" 2>&1 &
    job=$!
    trap 'kill "$job" 2>/dev/null; echo; exit 130' INT TERM
    if [ -t 1 ]; then
        while kill -0 "$job" 2>/dev/null; do
            printf '\r%s %ss ' "$say" "$(($(date +%s) - begun))"
            sleep 1
        done
        printf '\r%s ' "$say"
    fi
    status=0
    wait "$job" || status=$?
    trap - INT TERM
    if [ "$status" -ne 0 ]; then
        echo "failed"
        return "$status"
    fi
    echo "done in $(($(date +%s) - begun)) s"
}

network_failed() {
    tail -n 200 "$LOG" | grep -qiE 'name resolution|temporary failure|could not connect|unable to (fetch|locate)|failed to resolve|could not resolve|network is unreachable|connection (refused|reset|broken|aborted)|timed out|newconnectionerror|proxyerror|max retries|failed to fetch|no matching distribution|could not fetch'
}

explain_failure() {
    echo "--- the end of $LOG ---" >&2
    tail -n 25 "$LOG" >&2
    echo "---" >&2
    if network_failed; then
        fail "packages could not be downloaded." \
            "Check the network connection, then run the same command again: what is done is kept." \
            "Behind a mirror or proxy, pip's usual settings are used (pip config, HTTPS_PROXY)."
    fi
    fail "$1" "The whole log is in $LOG. Run the same command again once the cause is gone: what is done is kept."
}

# A hash of what the packages (of the lock) and the compiled parts are made from, and of the Python that made them.
packages_stamp() { { "$VENV/bin/python" -VV; cat "requirements/$1.txt"; } | cksum; }
install_stamp() { { "$VENV/bin/python" -VV; cat pyproject.toml setup.py; } | cksum; }
build_stamp() {
    { install_stamp; find src \( -name '*.pyx' -o -name '*.pxd' \) -print0 | LC_ALL=C sort -z | xargs -0 cat; } | cksum
}

packages_ready() {
    [ -x "$VENV/bin/python" ] || return 1
    for lock in dev "$WANTED"; do # what dev installs holds what runtime needs, in the same versions
        [ "$(cat "$VENV/packages-$lock.stamp" 2>/dev/null)" = "$(packages_stamp $lock 2>/dev/null)" ] && return 0
    done
    return 1
}

build_ready() {
    [ "$(cat "$VENV/build.stamp" 2>/dev/null)" = "$(build_stamp 2>/dev/null)" ] || return 1
    for source in $(find src -name '*.pyx'); do
        ls "${source%.pyx}".*.so >/dev/null 2>&1 || return 1
    done
}

python_works() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && python_works "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
}

# Names, in MISSING, the Debian packages without which nothing can be built.
look_for_tools() {
    MISSING=""
    python=$(find_python)
    if [ -z "$python" ]; then
        MISSING="python3 python3-venv python3-dev"
    else
        # Debian's packages for a Python that is not the system's own carry its version.
        prefix=python3
        own=$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true)
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        [ "$version" = "$own" ] || prefix=python$version
        "$python" -c 'import ensurepip, venv' 2>/dev/null || MISSING="$MISSING $prefix-venv"
        "$python" -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h")))' 2>/dev/null ||
            MISSING="$MISSING $prefix-dev"
    fi
    if ! echo '#include <stdlib.h>' | "${CC:-cc}" -fsyntax-only -x c - 2>/dev/null; then
        MISSING="$MISSING gcc libc6-dev"
    fi
    MISSING=${MISSING# }
}

install_tools() { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $MISSING </dev/null; }

if packages_ready && build_ready; then
    echo "Environment is ready in $VENV."
    exit 0
fi

echo "Setting up Fairwater in $VENV (this happens once; a few minutes)"

look_for_tools
if [ -n "$MISSING" ]; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
        LOG=${TMPDIR:-/tmp}/fairwater-apt-$$.log
        : >"$LOG"
        step "[1/4] Installing system packages: $MISSING ..." install_tools ||
            explain_failure "the packages $MISSING could not be installed."
        rm -f "$LOG"
        LOG=$VENV/setup.log
        look_for_tools
        [ -z "$MISSING" ] || fail "these are still missing after installing packages: $MISSING" \
            "Fairwater needs Python 3.11 or newer (Debian 12 has it), its headers, venv and a C compiler."
    elif command -v apt-get >/dev/null 2>&1; then
        fail "some system packages are missing. Install them, then run the same command again:" \
            "apt-get install $MISSING" "as root, or with sudo before it."
    else
        fail "something is missing on this machine. It needs, by the names of Debian's packages: $MISSING" \
            "That is: Python 3.11 or newer with venv and its C headers, and a C compiler."
    fi
else
    echo "[1/4] Python $version, headers and C compiler: found"
fi

if ! "$VENV/bin/python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    rm -rf "$VENV"
    mkdir "$VENV"
    : >"$LOG"
    step "[2/4] Making $VENV with Python $version ..." "$python" -m venv "$VENV" ||
        explain_failure "the environment could not be made."
else
    echo "[2/4] $VENV: there"
fi

if ! packages_ready; then
    count=$(grep -c '^[a-zA-Z0-9].*==' "$LOCK")
    step "[3/4] Installing $count pinned packages ..." $PIP install --require-hashes -r "$LOCK" ||
        explain_failure "the pinned packages of $LOCK could not be installed."
    packages_stamp "$WANTED" >"$VENV/packages-$WANTED.stamp"
else
    echo "[3/4] Pinned packages: there"
fi

if ! build_ready; then
    stamp=$(build_stamp)
    if [ "$(cat "$VENV/install.stamp" 2>/dev/null)" = "$(install_stamp)" ]; then
        # Installed, and only compiled parts have changed: build those alone.
        step "[4/4] Building the compiled parts that changed ..." "$VENV/bin/python" setup.py build_ext --inplace ||
            explain_failure "the compiled parts could not be built."
    else
        step "[4/4] Building the compiled parts ..." $PIP install --no-build-isolation --no-deps --editable . ||
            explain_failure "the compiled parts could not be built."
        install_stamp >"$VENV/install.stamp"
    fi
    echo "$stamp" >"$VENV/build.stamp"
else
    echo "[4/4] Compiled parts: there"
fi

echo "Ready after $(($(date +%s) - STARTED)) s: $VENV/bin/fairwater --help"
