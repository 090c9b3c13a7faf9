"""A workload and a mode in; where its CPU time goes out: `python benchmarks/where.py R500 batch [events]`."""

from __future__ import annotations

import cProfile
import pstats
import sys
import tempfile
from pathlib import Path

from fairwater.bench.measure import (
    columns_of,
    from_parquet,
    in_batches,
    one_by_one,
    prepare,
    write_parquet,
    write_repository,
)
from fairwater.bench.report import WORKLOADS
from fairwater.bench.workloads import with_window


def main(arguments: list[str]) -> int:
    """Profile one workload in one mode."""
    if len(arguments) < 2 or arguments[0] not in WORKLOADS or arguments[1] not in ("one", "batch", "replay"):
        print(f"usage: python benchmarks/where.py {'|'.join(WORKLOADS)} one|batch|replay [events]", file=sys.stderr)
        return 2
    name, mode, count = arguments[0], arguments[1], int(arguments[2]) if len(arguments) > 2 else 65_536
    workload = WORKLOADS[name]()
    if mode == "replay" and name != "RU":
        workload = with_window(workload)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_repository(workload, root / "rules")
        prepared = prepare(root / "rules", root / "cache")
        lines = workload.lines(count)
        batches = columns_of(prepared, lines, None if mode == "replay" else prepared.engine().fields)
        profiler = cProfile.Profile()
        if mode == "one":
            profiler.runcall(one_by_one, prepared, lines)
        elif mode == "batch":
            profiler.runcall(in_batches, prepared, batches)
        else:
            write_parquet(batches, root / "history.parquet")
            profiler.runcall(from_parquet, prepared, root / "history.parquet")
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(14)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
