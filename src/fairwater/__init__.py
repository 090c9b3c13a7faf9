"""Fairwater: governs what happens on an online service, in the open and under published rules."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("fairwater")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0.0.0"
