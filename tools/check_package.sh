#!/bin/sh
# Comes in: the repository with .venv set up for development. Goes out: build/package with sdist and wheel, the wheel
# installed into an environment of its own and run there. The wheel is built from the sdist: so both are complete.
set -eu
cd "$(dirname "$0")/.."

PLACE=build/package
LOG=$PLACE/log
rm -rf "$PLACE"
mkdir -p "$PLACE"

quietly() {
    echo "$1"
    shift
    if ! "$@" >>"$LOG" 2>&1; then
        tail -n 40 "$LOG" >&2
        echo "package: this failed: $*" >&2
        exit 1
    fi
}

quietly "[1/3] Building sdist and wheel ..." .venv/bin/python -m build --no-isolation --outdir "$PLACE/dist" .
quietly "[2/3] Installing the wheel into $PLACE/venv ..." sh -c "
    .venv/bin/python -m venv '$PLACE/venv' &&
    '$PLACE/venv/bin/python' -m pip --disable-pip-version-check --no-input install --require-hashes -r requirements/runtime.txt &&
    '$PLACE/venv/bin/python' -m pip --disable-pip-version-check --no-input install --no-index --no-deps $PLACE/dist/*.whl &&
    '$PLACE/venv/bin/python' -m pip check"
# From another folder, so that nothing of the source tree can stand in for what the wheel lacks.
fairwater=$PWD/$PLACE/venv/bin/fairwater
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
echo "[3/3] Running it ..."
cd "$new"
"$fairwater" --help >help.txt
"$fairwater" new example >new.txt
"$fairwater" check example
echo "The package builds, installs and runs."
