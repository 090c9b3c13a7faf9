"""A policy folder and a job in; one JSON line about a fresh process out: how long it took to start, its memory.

Run as `python -m fairwater.bench.child start DIR CACHE EVENTS` or `... keys COUNT`.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any


def resident_megabytes() -> float:
    """Resident memory of this process now, in MB (10^6 bytes); the peak where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def process_age() -> float:
    """Seconds since this process was made, by the system's clock of processes."""
    ticks = int(Path("/proc/self/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[19])
    import os

    uptime = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
    return uptime - ticks / os.sysconf("SC_CLK_TCK")


def start(folder: str, cache: str, events: str) -> dict[str, Any]:
    """From nothing to the finding of the first events: imports, checking, compiling, reading lists."""
    begin = time.process_time()
    from fairwater.connect.policies import Runnable, ready
    from fairwater.engine import Engine

    made = ready(Path(folder), Path(cache))
    assert isinstance(made, Runnable)
    engine = Engine(made.plan, made.schema, made.library, made.lists, Path(cache))
    from fairwater.events.clock import micros
    from fairwater.events.decode import EventDecoder
    from fairwater.events.record import Event

    decoder = EventDecoder(made.schema)
    lines = Path(events).read_bytes().splitlines()
    first = decoder.decode(lines[0])
    assert isinstance(first, Event)
    engine.one(first, micros(first.time))
    started, cpu = process_age(), time.process_time() - begin
    for line in lines[1:]:
        event = decoder.decode(line)
        assert isinstance(event, Event)
        engine.one(event, micros(event.time))
    return {"seconds": started, "cpu_seconds": cpu, "megabytes": resident_megabytes()}


def keys(count: int) -> dict[str, Any]:
    """Memory of one window with so many live keys, beyond the process that holds it."""
    import numpy as np

    from fairwater.signals._fingerprint import fingerprint_ints
    from fairwater.signals.windows import WindowTable

    table = WindowTable("count", 3_600_000_000)
    step = 10_000
    before = resident_megabytes()
    for first in range(0, count, step):
        numbers = np.arange(first, first + step, dtype=np.int64)
        k0, k1 = fingerprint_ints(numbers)
        table.observe_many(numbers, k0, k1)
    return {"live_keys": table.live_keys, "megabytes": resident_megabytes() - before}


def main(arguments: list[str]) -> None:
    """Do the job named first."""
    found = start(*arguments[1:]) if arguments[0] == "start" else keys(int(arguments[1]))
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
