"""The functions of every signal come in, the `Library` of the policy language goes out.

To add a signal: one file that makes its `Function`s, and its tuple named here.
"""

from __future__ import annotations

from functools import cache

from fairwater.policy.functions import Library
from fairwater.signals import links
from fairwater.signals.standard import FUNCTIONS


@cache
def standard_library() -> Library:
    """All functions that a policy may use."""
    return Library.of((*FUNCTIONS, *links.FUNCTIONS))
