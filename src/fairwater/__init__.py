"""Fairwater: governs what happens on an online service, in the open and under published rules."""

from typing import Any


def __getattr__(name: str) -> Any:
    """`__version__`, looked up when asked for: reading package metadata takes longer than most commands."""
    if name != "__version__":
        raise AttributeError(f"module 'fairwater' has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("fairwater")
    except PackageNotFoundError:  # a checkout that was never installed
        return "0.0.0"
