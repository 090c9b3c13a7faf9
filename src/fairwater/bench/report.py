"""The choice of workloads in; all measurements of one run out, as JSON and as a table."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from fairwater.bench.measure import (
    BATCH,
    Prepared,
    Result,
    closures_speed,
    columns_of,
    from_parquet,
    in_batches,
    machine,
    median_run,
    one_by_one,
    percentile,
    prepare,
    repeated,
    write_parquet,
    write_repository,
)
from fairwater.bench.workloads import Workload, mixed_workload, patterns_workload, rules_workload, with_window

WORKLOADS: dict[str, Callable[[], Workload]] = {
    "R10": partial(rules_workload, 10),
    "R100": partial(rules_workload, 100),
    "R500": partial(rules_workload, 500),
    "RU": mixed_workload,
}
BASELINE = "closures"
BASELINE_WORDS = "plain closures: json.loads, then each rule as a Python closure that stops at its first false part"
CURVE_RULES = (1, 10, 50, 100, 200, 500, 1000)
"""Numbers of rules for the curve of cost."""
CURVE_PATTERNS = (10, 50, 100, 500, 1000, 5000)
"""Numbers of patterns, shared by ten rules, for the other curve."""
KEYS = 1_000_000

Say = Callable[[str], None]


def run_benchmark(names: Sequence[str], events: int, say: Say, curve: bool = False) -> dict[str, Any]:
    """Measure the named workloads on `events` events each. `say` hears what is being measured."""
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="fairwater-bench-") as folder:
        root = Path(folder)
        for name in names:
            results += measure_workload(WORKLOADS[name](), events, root / name, say)
        found: dict[str, Any] = {
            "machine": machine(),
            "baseline": BASELINE_WORDS,
            "results": [result.to_json() for result in results],
        }
        if "R500" in names:
            say("start-up and memory of a fresh process at R500")
            found["process"] = process_figures(root / "process")
        if curve:
            every = [rules_workload(count) for count in CURVE_RULES]
            every += [patterns_workload(count) for count in CURVE_PATTERNS]
            found["curve"] = [point for workload in every for point in curve_point(workload, events // 4, root, say)]
    return found


def measure_workload(workload: Workload, events: int, root: Path, say: Say) -> list[Result]:
    """All modes of one workload and the baseline."""
    say(f"{workload.name}: events")
    lines = workload.lines(events)
    write_repository(workload, root / "rules")
    prepared = prepare(root / "rules", root / "cache")
    few = lines[: max(1000, min(len(lines), 200_000 // (len(prepared.plan.rules) or 1)))]
    say(f"{workload.name}: plain closures on {len(few):,} events")
    base, base_hits = closures_speed(workload.closures, few)
    results = [Result(workload.name, BASELINE, base, 1e3 / base, 1e3 / base, 1.0, base_hits, len(few))]

    def add(mode: str, measured: int, run: Callable[[], tuple[float, list[int], int]]) -> None:
        say(f"{workload.name}: {mode}")
        speed, walls, found = median_run(run)
        p50, p99 = percentile(walls, 0.5), percentile(walls, 0.99)
        results.append(Result(workload.name, mode, speed, p50, p99, speed / base, found, measured))

    check_against_closures(prepared, few, base_hits, workload.name)
    add("one", len(lines), lambda: one_by_one(prepared, lines))
    batches = repeated(columns_of(prepared, lines, prepared.engine().fields), max(events, 2 * BATCH))
    add("batch", sum(map(len, batches)), lambda: in_batches(prepared, batches))
    windowed = workload if workload.name == "RU" else with_window(workload)
    write_repository(windowed, root / "windowed")
    with_windows = prepare(root / "windowed", root / "cache")
    path = root / "history.parquet"
    history = columns_of(with_windows, lines)
    recorded = repeated(history, max(events, 2 * BATCH))
    write_parquet(recorded, path)
    add("replay", sum(map(len, recorded)), lambda: from_parquet(with_windows, path))
    return results


def check_against_closures(prepared: Prepared, lines: list[bytes], hits: int, name: str) -> None:
    """The baseline must find the same, or the comparison means nothing. RU: within 1 %, since Python's own pattern
    language knows other word boundaries in some scripts.
    """
    _, _, found = one_by_one(prepared, lines)
    allowed = max(2, hits // 100) if name == "RU" else 0
    if abs(found - hits) > allowed:
        raise RuntimeError(f"{name}: the closures find {hits} and the engine {found}: one of them is wrong")


def curve_point(workload: Workload, events: int, root: Path, say: Say) -> list[dict[str, Any]]:
    """Cost of one event for some number of rules or patterns."""
    say(f"curve: {workload.name}")
    place = root / f"curve-{workload.name}"
    write_repository(workload, place)
    prepared = prepare(place, root / "cache")
    lines = workload.lines(max(events, 2000))
    batches = columns_of(prepared, lines, prepared.engine().fields)
    points = []
    one, _, _ = median_run(lambda: one_by_one(prepared, lines))
    batch, _, _ = median_run(lambda: in_batches(prepared, repeated(batches, BATCH)))
    patterns = sum(len(scan.patterns) for scan in prepared.plan.scans)
    rules = len(prepared.plan.rules)
    few = lines[: max(200, min(len(lines), 100_000 // max(rules, patterns)))]
    closures, _ = closures_speed(workload.closures, few)
    for mode, speed in (("one", one), ("batch", batch), (BASELINE, closures)):
        points.append(
            {
                "against": "patterns" if workload.name.startswith("P") else "rules",
                "rules": rules,
                "patterns": patterns,
                "mode": mode,
                "microseconds_per_event": round(1e6 / speed, 4),
            }
        )
    return points


def process_figures(root: Path) -> dict[str, Any]:
    """Start-up (first and later) and memory of fresh processes at R500, and the memory of a million window keys."""
    workload = rules_workload(500)
    write_repository(workload, root / "rules")
    events = root / "events.jsonl"
    events.write_bytes(b"\n".join(workload.lines(2000)))
    cache = root / "cache"
    first = child("start", str(root / "rules"), str(cache), str(events))
    later = sorted(
        (child("start", str(root / "rules"), str(cache), str(events)) for _ in range(3)),
        key=lambda found: float(found["seconds"]),
    )[1]
    live = child("keys", str(KEYS))
    return {
        "first_start_seconds": round(first["seconds"], 2),
        "later_start_seconds": round(later["seconds"], 2),
        "later_start_cpu_seconds": round(later["cpu_seconds"], 2),
        "megabytes_at_R500": round(later["megabytes"]),
        "megabytes_for_a_million_window_keys": round(live["megabytes"]),
    }


def child(*arguments: str) -> dict[str, Any]:
    """What a fresh process says."""
    command = [sys.executable, "-m", "fairwater.bench.child", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)  # noqa: S603
    if done.returncode != 0:
        raise RuntimeError(f"the measured process failed: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def table(found: dict[str, Any]) -> str:
    """The measurements as a table in Markdown."""
    where = found["machine"]
    lines = [
        f"{where['processor']}, one core, Python {where['python']}, {where['system']}.",
        f"Baseline: {found['baseline']}.",
        "",
        "| workload | mode | events per CPU second | times the baseline | p50 | p99 | findings | of events |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in found["results"]:
        unit = "ms" if one["mode"] in ("one", BASELINE) else "ms a batch"
        p50 = f"{one['p50_wall_ms']:.3f} {unit}" if one["mode"] != BASELINE else ""
        p99 = f"{one['p99_wall_ms']:.3f} {unit}" if one["mode"] != BASELINE else ""
        lines.append(
            f"| {one['workload']} | {one['mode']} | {one['events_per_cpu_second']:,} | "
            f"{one['ratio_to_closures']:.1f} | {p50} | {p99} | {one['findings']:,} | {one['events']:,} |"
        )
    process = found.get("process")
    if process:
        lines += [
            "",
            "| a process at R500 | |",
            "| --- | ---: |",
            f"| first start ever | {process['first_start_seconds']:.2f} s |",
            f"| later starts | {process['later_start_seconds']:.2f} s |",
            f"| memory without windows | {process['megabytes_at_R500']} MB |",
            f"| a million live window keys more | {process['megabytes_for_a_million_window_keys']} MB |",
        ]
    return "\n".join(lines)
