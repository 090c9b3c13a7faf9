"""A workload -> how fast it runs in each mode on one core, against the named baseline "plain closures" in the same run.

CPU time of this process counts (`time.process_time`), so that a busy machine disturbs less; latencies are wall time.
Every mode records findings with values. The baseline parses each line with `json` and asks every rule as a Python
closure that stops at the first false part; it records nothing.
"""

from __future__ import annotations

import gc
import math
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from fairwater.bench.workloads import FIELDS_TOML, Closure, Workload, run_closures
from fairwater.engine import Engine
from fairwater.events.batch import EventBatch
from fairwater.events.clock import micros
from fairwater.events.decode import EventDecoder
from fairwater.events.record import Event
from fairwater.examples import charter_text
from fairwater.policy.lower import lower
from fairwater.policy.plan import Plan
from fairwater.policy.repository import Repository, load_repository
from fairwater.signals.library import standard_library
from fairwater.signals.lists import ManagedLists

BATCH = 65_536
"""Events in one batch of the batch and replay modes."""
REPEATS = 3
"""Runs of each measurement; the median counts."""


@dataclass(frozen=True)
class Result:
    """One line of the table. Times in milliseconds an event (batch and replay: of a batch of `BATCH`)."""

    workload: str
    mode: str
    events_per_cpu_second: float
    p50_wall_ms: float
    p99_wall_ms: float
    ratio_to_closures: float
    findings: int
    events: int

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {
            "workload": self.workload,
            "mode": self.mode,
            "events_per_cpu_second": round(self.events_per_cpu_second),
            "p50_wall_ms": round(self.p50_wall_ms, 4),
            "p99_wall_ms": round(self.p99_wall_ms, 4),
            "ratio_to_closures": round(self.ratio_to_closures, 2),
            "findings": self.findings,
            "events": self.events,
        }


def write_repository(workload: Workload, root: Path) -> None:
    """Write the workload as a policy repository."""
    (root / "policies").mkdir(parents=True)
    (root / "lists").mkdir()
    (root / "charter.toml").write_text(charter_text(), encoding="utf-8")
    (root / "fields.toml").write_text(FIELDS_TOML, encoding="utf-8")
    for name, source in workload.files().items():
        (root / "policies" / name).write_text(source, encoding="utf-8")
    for name, entries in workload.lists.items():
        (root / "lists" / f"{name}.txt").write_text("# match: domain\n" + "\n".join(entries) + "\n", encoding="utf-8")


def load(root: Path) -> Repository:
    """The checked repository. Raises RuntimeError with its first problem: the workload is wrong then."""
    loaded = load_repository(root, standard_library())
    if loaded.repository is None:
        first = next(found for found in loaded.diagnostics if found.severity.value == "error")
        raise RuntimeError(f"the benchmark's policies are refused: {first.code} {first.message} at {first.span}")
    return loaded.repository


@dataclass
class Prepared:
    """A workload ready to run."""

    repository: Repository
    plan: Plan
    lists: ManagedLists
    decoder: EventDecoder
    cache: Path | None

    def engine(self) -> Engine:
        """A fresh engine with empty windows."""
        return Engine(self.plan, self.repository.schema, self.repository.library, self.lists, self.cache)


def prepare(root: Path, cache: Path | None) -> Prepared:
    """Compile the repository in a folder."""
    repository = load(root)
    plan = lower(repository.checked.rules, repository.schema, repository.library)
    lists = ManagedLists.load(root / "lists")
    return Prepared(repository, plan, lists, EventDecoder(repository.schema), cache)


def percentile(samples: list[int], share: float) -> float:
    """The value below which `share` of the samples lie, in milliseconds (samples in nanoseconds)."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] / 1e6


def median_run(run: Callable[[], tuple[float, list[int], int]]) -> tuple[float, list[int], int]:
    """The run of median speed out of `REPEATS`: (events per CPU second, wall nanoseconds, findings)."""
    runs = []
    for _ in range(REPEATS):
        gc.collect()
        runs.append(run())
    middle = statistics.median_low([speed for speed, _, _ in runs])
    return next(one for one in runs if one[0] == middle)


def closures_speed(make: Callable[[], list[Closure]], lines: list[bytes]) -> tuple[float, int]:
    """Events per CPU second and hits of the baseline."""

    def run() -> tuple[float, list[int], int]:
        rules = make()
        begin = time.process_time()
        hits = run_closures(rules, lines)
        return len(lines) / (time.process_time() - begin), [], hits

    speed, _, hits = median_run(run)
    return speed, hits


def one_by_one(prepared: Prepared, lines: list[bytes]) -> tuple[float, list[int], int]:
    """From JSON bytes, each line decoded and judged before the next."""
    engine, decode = prepared.engine(), prepared.decoder.decode
    walls: list[int] = []
    found = 0
    clock = time.perf_counter_ns
    for line in lines[:200]:  # first touches of pages and caches
        engine.machine.run(must_event(decode(line)), 0)
    engine = prepared.engine()
    one = engine.one
    begin = time.process_time()
    for line in lines:
        start = clock()
        event = decode(line)
        findings = one(event, micros(event.time))  # type: ignore[union-attr]
        walls.append(clock() - start)
        found += len(findings)
    return len(lines) / (time.process_time() - begin), walls, found


def must_event(decoded: Any) -> Event:
    """The event, or an error: the workload's lines are all good."""
    if not isinstance(decoded, Event):
        raise RuntimeError(f"the benchmark made a line that is refused: {decoded}")
    return decoded


def in_batches(prepared: Prepared, batches: list[EventBatch]) -> tuple[float, list[int], int]:
    """From Arrow columns in memory, findings in columns with their values."""
    engine = prepared.engine()
    walls: list[int] = []
    found = 0
    events = 0
    begin = time.process_time()
    for batch in batches:
        start = time.perf_counter_ns()
        found += len(engine.batch(batch, batch.times()))
        walls.append(time.perf_counter_ns() - start)
        events += len(batch)
    return events / (time.process_time() - begin), walls, found


def from_parquet(prepared: Prepared, path: Path) -> tuple[float, list[int], int]:
    """From a Parquet file: read the columns that the plan needs, check them, run, keep findings in columns."""
    engine = prepared.engine()
    schema = prepared.repository.schema
    walls: list[int] = []
    found = 0
    events = 0
    fields = ("event.kind", *engine.fields)
    columns = list(dict.fromkeys(schema.fields[path].column for path in fields))
    begin = time.process_time()
    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            start = time.perf_counter_ns()
            table = file.read_row_group(group, columns=columns, use_threads=False)
            batch, letters = EventBatch.from_table(table, schema, fields)
            if letters:
                raise RuntimeError(f"the benchmark made a row that is refused: {letters[0]}")
            found += len(engine.batch(batch, batch.times()))
            walls.append(time.perf_counter_ns() - start)
            events += len(batch)
    return events / (time.process_time() - begin), walls, found


def columns_of(prepared: Prepared, lines: list[bytes], fields: tuple[str, ...] | None = None) -> list[EventBatch]:
    """Decoded lines as batches."""
    schema = prepared.repository.schema
    batches = []
    for start in range(0, len(lines), BATCH):
        events = [must_event(prepared.decoder.decode(line)) for line in lines[start : start + BATCH]]
        batches.append(EventBatch.from_events(events, schema, fields))
    return batches


def write_parquet(batches: list[EventBatch], path: Path) -> None:
    """History as the product writes it: zstd, one row group a batch."""
    writer: Any = None
    for batch in batches:
        table = batch.to_arrow()
        if writer is None:
            writer = pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=BATCH)
    if writer is not None:
        writer.close()


def repeated(batches: list[EventBatch], count: int) -> list[EventBatch]:
    """The batches again and again, each time later by their whole span, until there are `count` events."""
    found: list[EventBatch] = []
    total = 0
    span = int(batches[-1].times()[-1]) - int(batches[0].times()[0]) + 1_000_000
    turn = 0
    while total < count:
        for batch in batches:
            found.append(batch if turn == 0 else later(batch, span * turn))
            total += len(batch)
            if total >= count:
                break
        turn += 1
    return found


def later(batch: EventBatch, shift: int) -> EventBatch:
    """The same events `shift` microseconds later."""
    import pyarrow as pa

    columns = dict(batch.columns)
    columns["time"] = pa.array(np.asarray(batch.times()) + shift)
    return EventBatch(batch.schema, batch.fields, columns, batch.length)


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    model = ""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    except OSError:
        pass
    return {
        "processor": model or platform.processor() or platform.machine(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "system": platform.system(),
    }
