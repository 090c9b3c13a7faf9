#!/bin/sh
# Comes in: pyproject.toml. Goes out: requirements/runtime.txt and requirements/dev.txt, every package pinned with its
# hashes, for every platform and Python that Fairwater supports. Run it with `make lock` after changing dependencies;
# `make lock UPGRADE=--upgrade` also moves what is pinned already. The tool lives in a folder of its own.
set -eu
cd "$(dirname "$0")/.."

UV=0.13.9
TOOL=build/lock

if [ "$("$TOOL/bin/uv" --version 2>/dev/null | cut -d' ' -f2)" != "$UV" ]; then
    "${PYTHON:-python3}" -m venv --clear "$TOOL"
    "$TOOL/bin/python" -m pip --disable-pip-version-check install --quiet "uv==$UV"
fi

compile() {
    output=$1
    shift
    "$TOOL/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --custom-compile-command "make lock" --output-file "$output" ${UPGRADE:-} "$@" pyproject.toml requirements/build.in
    echo "$output: $(grep -c '^[a-z0-9].*==' "$output") packages"
}

compile requirements/runtime.txt
compile requirements/dev.txt --extra dev --constraint requirements/runtime.txt
