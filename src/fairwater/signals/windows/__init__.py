"""Events in order of time -> exact sliding windows over them; their state, saved and loaded."""

from fairwater.signals.windows._window import WindowTable
from fairwater.signals.windows.state import StateError, dump_state, load_state

__all__ = ["StateError", "WindowTable", "dump_state", "load_state"]
