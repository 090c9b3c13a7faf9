"""Seconds and a seed in; how many pairs of rule and event agreed, or the first counterexample, shrunk, out.

    python tools/fuzz_meaning.py --seconds 600 --seed 1

Runs random rules over random streams in every way of running a plan and compares with the reference interpreter.
Exit code 1 when they differ. Run `--seed` again to see the same cases.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from differential import held_to, judged, make_case, shrink


def main() -> int:
    parser = argparse.ArgumentParser(description="Hold every way of running a plan to the reference interpreter.")
    parser.add_argument("--seconds", type=float, default=60, help="how long to go on (default: 60)")
    parser.add_argument("--seed", type=int, default=0, help="which cases: the first of them (default: 0)")
    parser.add_argument("--length", type=int, default=100, help="events in a stream (default: 100)")
    parser.add_argument("--rules", type=int, default=16, help="most rules in a case (default: 16)")
    given = parser.parse_args()
    end = time.monotonic() + given.seconds
    pairs = fired = cases = 0
    seed = given.seed * 1_000_000_007
    while time.monotonic() < end:
        case = make_case(seed, given.length, given.rules)
        try:
            wanted = judged(case)
        except Exception:
            print(f"case {seed}: the reference failed: a function of the library may have raised", file=sys.stderr)
            raise
        found = held_to(case, wanted)
        if found is not None:
            print(f"case {seed} differs after {pairs:,} pairs that agreed; shrinking ...", file=sys.stderr)
            print(shrink(found))
            return 1
        pairs += case.pairs
        fired += len(wanted)
        cases += 1
        seed += 1
    share = fired / pairs if pairs else 0.0
    print(f"{pairs:,} pairs of rule and event in {cases:,} cases agree in every way; {share:.1%} of them fired")
    return 0


if __name__ == "__main__":
    sys.exit(main())
