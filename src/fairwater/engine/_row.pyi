from datetime import datetime
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

class Kind(IntEnum):
    K_BOOL = 0
    K_INT = 1
    K_FLOAT = 2
    K_OBJECT = 3

class Op(IntEnum):
    O_GENERIC = 0
    O_CONST = 1
    O_FIELD = 2
    O_NOT = 3
    O_AND = 4
    O_OR = 5
    O_CMP_INT = 6
    O_CMP_FLOAT = 7
    O_CMP_STR = 8
    O_ADD = 9
    O_SUB = 10
    O_MUL = 11
    O_NEG = 12
    O_DIV = 13
    O_TOFLOAT = 14
    O_KNOWN = 15
    O_KNOWNOR = 16
    O_IFELSE = 17
    O_IN_CONST = 18
    O_MATCH = 19
    O_WINDOW = 20
    O_GEN = 21

class Fetch(IntEnum):
    F_PLAIN = 0
    F_TIME = 1
    F_DURATION = 2
    F_READ = 3

def micros(when: datetime) -> int:
    """Microseconds since 1970 of an aware datetime."""

class RowMachine:
    """Runs one plan, one event at a time. Its layout comes from `engine.layout.machine_layout`."""

    unknown: npt.NDArray[np.int64]
    failures: dict[str, int]
    def __init__(self, layout: dict[str, Any]) -> None: ...
    def run(self, event: Any, time: int) -> list[Any]:
        """Findings of one event. `time`: effective time, microseconds, never before that of the event before."""
    def value(self, node: int) -> Any:
        """The value of any node for the event of the latest `run`, None when unknown. Raises IndexError."""
