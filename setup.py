"""Builds the compiled parts: one extension for each .pyx under src/. Everything else is in pyproject.toml."""

import os
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

ROOT = Path(__file__).parent
CORES = os.cpu_count() or 1

extensions = [
    Extension(
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts),
        [str(path.relative_to(ROOT))],
        extra_compile_args=["-O3", "-g0", "-fno-strict-aliasing"],
    )
    for path in sorted((ROOT / "src").rglob("*.pyx"))
]

setup(
    ext_modules=cythonize(extensions, compiler_directives={"language_level": "3"}, nthreads=CORES),
    options={"build_ext": {"parallel": CORES}},
)
