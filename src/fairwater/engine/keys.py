"""Columns of key values -> 128-bit fingerprints of each row's key, the same as the row machine makes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from fairwater.engine.program import type_name
from fairwater.engine.values import BatchValues
from fairwater.signals._fingerprint import (
    TAG_DURATION,
    TAG_INT,
    TAG_TIME,
    combine_columns,
    fingerprint,
    fingerprint_array,
    fingerprint_bools,
    fingerprint_floats,
    fingerprint_ints,
)

Halves = tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]

number_tags = {"int": TAG_INT, "time": TAG_TIME, "duration": TAG_DURATION}


def fingerprint_column(
    run: BatchValues, nodes: tuple[int, ...]
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64], npt.NDArray[np.bool_] | None]:
    """Fingerprints of some nodes together, row by row, and the rows where one of them is unknown (None: nowhere)."""
    unknown: npt.NDArray[np.bool_] | None = None
    parts: list[Halves] = []
    for node in nodes:
        known = run.known(node)
        if known is not run.all_true and not known.all():
            unknown = ~known if unknown is None else unknown | ~known
        parts.append(one_column(run, node))
    first, second = combine_columns([part[0] for part in parts], [part[1] for part in parts])
    return first, second, unknown


def one_column(run: BatchValues, node: int) -> Halves:
    """Fingerprints of one node; anything where it is unknown."""
    type_ = run.plan.nodes[node].type
    if type_.name == "bool":
        return fingerprint_bools(run.truth(node)[0])
    if type_.name == "str":
        return fingerprint_array(run.strings(node), "str")
    if type_.name == "list":
        name = type_name(type_)
        pairs: list[Any] = [(0, 0) if one is None else fingerprint(one, name) for one in run.objects(node)]
        halves = np.array(pairs, dtype=np.uint64).reshape(-1, 2)
        return np.ascontiguousarray(halves[:, 0]), np.ascontiguousarray(halves[:, 1])
    values = np.ascontiguousarray(run.column(node).values)
    if type_.name == "float":
        return fingerprint_floats(values)
    return fingerprint_ints(values, number_tags[type_.name])
