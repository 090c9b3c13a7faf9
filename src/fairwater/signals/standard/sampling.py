"""A text comes in, whether it belongs to a sample goes out: the same answer in every mode and on every machine."""

from __future__ import annotations

import hashlib

from fairwater.events.types import BOOL, FLOAT, STR
from fairwater.policy.functions import Cost, Determinism, Function, Param


def _sampled(value: str, percent: float, salt: str) -> bool | None:
    """h < percent / 100 * 2^64, with h the first 8 bytes, big-endian, of SHA-256(salt, a zero byte, value) in UTF-8."""
    if not 0 <= percent <= 100:
        return None
    digest = hashlib.sha256(f"{salt}\0{value}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") < int(percent / 100 * 2.0**64)


FUNCTIONS: tuple[Function, ...] = (
    Function(
        "sampled",
        "function",
        (
            Param("value", STR),
            Param("percent", FLOAT, constant=True),
            Param("salt", STR, constant=True, default="", optional=True),
        ),
        BOOL,
        _sampled,
        Cost.CHEAP,
        Determinism.PURE,
        "Whether the value belongs to a fixed sample of so many percent: true when the first 8 bytes of"
        " SHA-256(salt + a zero byte + value), UTF-8, read as a big-endian number, are below percent / 100 * 2^64."
        " Two rules with different salts draw independent samples. Unknown outside 0 to 100 percent.",
        'sampled("account-1", 100) and not sampled("account-1", 0)',
    ),
)
"""The function that samples."""
