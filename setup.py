"""Builds the compiled parts: one extension for each .pyx under src/. Everything else is in pyproject.toml."""

from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

SOURCES = Path(__file__).parent / "src"

extensions = [
    Extension(
        ".".join(path.relative_to(SOURCES).with_suffix("").parts),
        [str(path.relative_to(Path(__file__).parent))],
        extra_compile_args=["-O3", "-fno-strict-aliasing"],
    )
    for path in sorted(SOURCES.rglob("*.pyx"))
]

setup(ext_modules=cythonize(extensions, compiler_directives={"language_level": "3"}))
