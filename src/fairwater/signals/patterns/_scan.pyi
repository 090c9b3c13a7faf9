"""Types of the compiled scanner: see `_scan.pyx`."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

class _Column(Protocol):
    @property
    def offset(self) -> int: ...
    def __len__(self) -> int: ...

class _Matcher(Protocol):
    def found(self, view: bytes) -> list[int]: ...
    def found_in_column(self, views: bytes, starts: list[int]) -> list[tuple[int, int]]: ...

CHUNK_BYTES: int

class Scanner:
    def __init__(
        self,
        n_patterns: int,
        databases: tuple[bytes | None, bytes | None],
        rest: tuple[_Matcher | None, _Matcher | None],
        engine: str,
    ) -> None: ...
    @property
    def n_patterns(self) -> int: ...
    @property
    def engine(self) -> str: ...
    def scan(self, text: str) -> list[int]: ...
    def scan_batch(self, column: _Column) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]: ...
