"""Seeds in; how the shipped example policies do on the simulated days of these seeds together, out.

The figures in `src/fairwater/examples/community/README.md` come from
`python tools/measure_examples.py --seeds 201 202 203`.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator
from importlib.resources import as_file
from itertools import islice

from fairwater.connect.policies import Runnable, cache_folder, ready
from fairwater.engine import Engine
from fairwater.events.batch import EventBatch
from fairwater.events.decode import EventDecoder
from fairwater.events.record import Event
from fairwater.examples import community
from fairwater.replay.score import Truth, score
from fairwater.simulate import simulate

GROUP = 16_384


def day(made: Runnable, accounts: int, seed: int, truths: list[Truth]) -> Iterator[tuple[str, str]]:
    """Findings (event, rule) of one simulated day; its labels go to `truths`. Ids get the seed before them."""
    engine = Engine(made.plan, made.schema, made.library, made.lists, cache_folder())
    decoder = EventDecoder(made.schema)
    source = simulate(accounts, 24, seed)
    while group := list(islice(source, GROUP)):
        events = [event for one in group if isinstance(event := decoder.convert(one.event), Event)]
        for one in group:
            truth = one.truth
            truths.append(truth._replace(event=f"{seed} {truth.event}", account=f"{seed} {truth.account}"))
        batch = EventBatch.from_events(events, made.schema, ("event.kind", *engine.fields))
        for hit in engine.batch(batch, batch.times()).hits:
            ids = batch.column("event.id").take(hit.rows).to_pylist()
            yield from ((f"{seed} {event}", hit.view.rule.name) for event in ids)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[201, 202, 203])
    parser.add_argument("--accounts", type=int, default=20_000)
    given = parser.parse_args()
    with as_file(community()) as folder:
        made = ready(folder, cache_folder())
    if not isinstance(made, Runnable):
        print("the example policies have errors: run `fairwater check` on them", file=sys.stderr)
        return 1
    truths: list[Truth] = []
    findings: list[tuple[str, str]] = []
    for seed in given.seeds:
        findings += day(made, given.accounts, seed, truths)
        gc.freeze()  # what was found stays: the collector need not look at it again and again
    harms = {rule.name: rule.harm for rule in made.plan.rules}
    print(f"{len(truths):,} events, {sum(truth.y for truth in truths):,} of them breaches\n")
    print(score(findings, truths, harms).table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
