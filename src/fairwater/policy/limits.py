"""How large, deep and costly a policy file may be: what a hostile file is measured against before it is parsed."""

from __future__ import annotations

from fairwater.events.types import DAY

MAX_FILES = 1_000
"""Policy files in one repository."""

MAX_FILE_BYTES = 512 * 1024
"""Bytes in one policy file."""

MAX_TOKENS = 50_000
"""Names, numbers, strings and signs in one policy file."""

MAX_BRACKETS = 50
"""Brackets open at one time."""

MAX_SIGNS_IN_A_ROW = 20
"""Operators that follow each other without a value between them (`- - - x`, `not not x`)."""

MAX_OPERATORS = 1_000
"""Operators, dots and calls between two commas."""

MAX_DEPTH = 100
"""Levels of one expression as written."""

MAX_EXPANDED_DEPTH = 200
"""Levels of one expression with the names in it written out."""

MAX_EXPANDED_SIZE = 20_000
"""Parts of one expression with the names in it written out."""

MAX_NUMBER_LENGTH = 40
"""Characters of a number."""

MAX_LIST_ITEMS = 10_000
"""Items of one constant list; longer ones belong in a managed list."""

MAX_TEXT_LENGTH = 100_000
"""Characters of one constant text."""

MAX_PROBLEMS = 200
"""Errors, and also warnings, reported for one file; the rest is left out, and the last one says so."""

MAX_FOLDED = 2_000_000
"""Items and characters of all constants of one file that are joined or converted."""

MAX_PATTERNS = 10_000
"""Patterns of one file, repetitions included."""

MAX_PATTERN_CHARACTERS = 200_000
"""Characters of all patterns of one file, repetitions included."""

MAX_PATTERN_SETS = 500
"""Large sets of characters (`\\w`, `\\D`, ranges of other scripts) in the patterns of one file: each costs 2 ms."""

MAX_WITHIN = 400 * DAY
"""The longest window, in microseconds."""

MAX_CASE_EVENTS = 100_000
"""Events of one case, repetitions written out."""

MAX_FILE_CASE_EVENTS = 400_000
"""Events of all cases of one file, repetitions written out."""
