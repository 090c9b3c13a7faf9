"""What is shipped to start from: a community's policy repository, and mapping files for events of other shapes."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def community() -> Traversable:
    """The example policy repository."""
    return files(__name__) / "community"


def charter_text() -> str:
    """The example charter."""
    return (community() / "charter.toml").read_text(encoding="utf-8")
