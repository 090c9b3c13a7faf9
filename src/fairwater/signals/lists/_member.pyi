"""Types of `_member.pyx`: a string or a column of strings and a set of fingerprints come in; membership goes out."""

import numpy as np
import numpy.typing as npt

from fairwater.signals._fingerprint import FingerprintSet

def contains(held: FingerprintSet, value: str) -> bool:
    """Whether the set has the fingerprint of `value`."""

def contains_domain(held: FingerprintSet, host: str, below: bool) -> bool | None:
    """Whether the set has `host` or a parent domain of it; None when `host` is not in the normal form of `links_hosts`.

    `below`: the set also holds entries `*.x.example`, which stand for what is below x.example but not for itself.
    """

def contains_column(
    held: FingerprintSet,
    offsets: npt.NDArray[np.int32] | npt.NDArray[np.int64],
    data: npt.NDArray[np.uint8],
    start: int,
    count: int,
    by_domain: bool,
    below: bool,
) -> npt.NDArray[np.uint8]:
    """Membership of each string of an Arrow buffer pair, shape (count,): 1, 0, and for a domain list 2 for no host."""
