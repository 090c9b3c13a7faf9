"""All text patterns of all rules, looked for in one pass over each text: `build_scanner` makes the `Scanner`."""

from fairwater.signals.patterns._scan import Scanner
from fairwater.signals.patterns.build import MATCHER_VARIABLE, build_scanner, engine_available

__all__ = ["MATCHER_VARIABLE", "Scanner", "build_scanner", "engine_available"]
