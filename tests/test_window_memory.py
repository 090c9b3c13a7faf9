"""Windows free memory as they slide, and when there is none left they say so and stay whole."""

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fairwater.signals._fingerprint import fingerprint_ints
from fairwater.signals.windows import WindowTable
from window_model import KINDS

CHUNK = 4096


def slide(table: WindowTable, start: int, count: int, keys: int) -> None:
    """Feeds `count` events, one a microsecond, with keys taken in turn from a stock of `keys`."""
    for first in range(start, start + count, CHUNK):
        times = np.arange(first, min(first + CHUNK, start + count))
        k0, k1 = fingerprint_ints(times % keys)
        values: Any = None
        if table.op == "distinct":
            values = fingerprint_ints(times)
        elif table.op == "sum":
            values = times * 1e-3 if table.value_kind == "float" else times
        table.observe_many(times, k0, k1, None, None, values)


def resident_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    pytest.skip("this system does not tell its resident memory")


@pytest.mark.parametrize(("op", "kind"), KINDS)
def test_memory_follows_what_is_in_the_window(op: str, kind: str | None) -> None:
    table = WindowTable(op, 60_000, kind)
    empty = table.memory_bytes
    slide(table, 0, 60_000, 10**9)
    full = table.memory_bytes
    assert table.live_keys == 60_000
    assert full <= 60_000 * 200
    slide(table, 60_000, 240_000, 10**9)
    assert table.memory_bytes <= full * 1.1
    table.observe(400_000, 1, 1, counted=False)
    assert (table.live_keys, table.live_events) == (0, 0)
    assert table.memory_bytes <= empty + 4096


@pytest.mark.parametrize(("op", "kind"), KINDS)
def test_memory_shrinks_when_fewer_keys_come(op: str, kind: str | None) -> None:
    table = WindowTable(op, 50_000, kind)
    slide(table, 0, 50_000, 10**9)
    full = table.memory_bytes
    slide(table, 50_000, 100_000, 10)
    assert table.live_keys == 10
    # 50,000 events of ten keys are still held, but for most ops no more than the time, key and value of each.
    most = {"distinct": 0.7, "sum": 0.4, "count": 0.4, "first_seen": 0.5, "seconds_since_last": 0.01}[op]
    assert table.memory_bytes <= full * most


def test_a_million_live_keys_take_less_than_150_mb() -> None:
    table = WindowTable("count", 10**9)
    slide(table, 0, CHUNK, 10**9)
    before = resident_mb()
    slide(table, CHUNK, 1_000_000, 10**9)
    assert table.live_keys > 1_000_000
    assert table.memory_bytes < 150e6
    assert resident_mb() - before < 150


def test_resident_memory_has_no_trend_over_a_long_slide() -> None:
    tables = [WindowTable(op, 20_000, kind) for op, kind in KINDS]
    for table in tables:
        slide(table, 0, 60_000, 10**9)
    before = resident_mb()
    for table in tables:
        slide(table, 60_000, 200_000, 10**9)
    assert resident_mb() - before < 8


OUT_OF_MEMORY = """
    import resource, sys
    import numpy as np
    from fairwater.signals._fingerprint import fingerprint_ints
    from fairwater.signals.windows import WindowTable

    op, kind = sys.argv[1], sys.argv[2] or None
    table = WindowTable(op, 10**9, kind)
    used = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmSize")) * 1024
    resource.setrlimit(resource.RLIMIT_AS, (used + 24_000_000, used + 24_000_000))
    value = {"str": (5, 5), "float": 1.5, None: None}.get(kind, 2)
    added = 0
    try:
        while added < 5_000_000:
            table.observe(added, added, 7, value=value)
            added += 1
    except MemoryError as error:
        assert "memory" in str(error), error
    assert 10_000 < added < 5_000_000, added
    wanted = {"count": 1, "distinct": 1, "sum": value}
    for key in (0, 1, added // 2, added - 1):
        known, got = table.observe(added, key, 7, counted=False)
        assert known and got == wanted.get(op, key if op == "first_seen" else added - key), (key, got)
    assert table.observe(added, added, 7, counted=False)[1] in (0, None), "the event that did not fit was added"
    assert table.live_keys == table.live_events == added
    # Half of the events leave, then all of them, and new ones fit again.
    table.observe(10**9 + added // 2, 1, 1, counted=False)
    assert table.live_keys == added - added // 2 - 1
    assert table.observe(10**9 + added // 2, added - 1, 7, counted=False)[0]
    table.observe(3 * 10**9, 3, 3, value=value)
    assert table.live_keys == 1
    assert table.memory_bytes < 100_000
"""


@pytest.mark.parametrize(("op", "kind"), KINDS)
@pytest.mark.skipif(sys.platform != "linux", reason="limits the address space, which only Linux keeps to")
def test_without_memory_a_table_says_so_and_stays_whole(op: str, kind: str | None) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(OUT_OF_MEMORY), op, kind or ""],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
