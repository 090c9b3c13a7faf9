"""The main job on a simulated day: `make demo` runs this. Everything it does is a command that you can run yourself.

It leaves a folder `demo/` with the policies, the events, the truth about them and the findings. Policies that are
there already (because you edited them) are kept.
"""

from __future__ import annotations

import gzip
import json
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "demo"
ACCOUNTS = os.environ.get("DEMO_ACCOUNTS", "20000")
SEED = "7"
TOLD = 4
"""Findings shown with their reasons."""


def main() -> int:
    """Run the demo. Returns the exit code."""
    begin = time.perf_counter()
    DEMO.mkdir(exist_ok=True)
    title(f"1. A day in a community of {int(ACCOUNTS):,} accounts, with the truth about every event")
    fairwater("simulate", "--accounts", ACCOUNTS, "--hours", "24", "--seed", SEED, "--out", "demo/events.jsonl.gz",
              "--truth", "demo/truth.jsonl.gz")  # fmt: skip
    title("2. Policies: what is forbidden in plain words, and rules that find it")
    if (DEMO / "policies").exists():
        print("demo/policies is there already and stays as it is")
    else:
        fairwater("new", "demo/policies")
    fairwater("check", "demo/policies")
    fairwater("test", "demo/policies", "--no-coverage")
    title("3. The policies over the day, held against the truth")
    fairwater("run", "demo/policies", "--events", "demo/events.jsonl.gz", "--out", "demo/findings.jsonl",
              "--truth", "demo/truth.jsonl.gz")  # fmt: skip
    tell()
    print(f"\nDone in {time.perf_counter() - begin:.0f} s. Yours to play with:")
    print("  demo/policies/policies/*.py   the rules: change one, then check, test and run again")
    print("  demo/findings.jsonl           every finding with the values that made the rule true")
    print("  .venv/bin/fairwater --help    all commands; docs/tutorial.md is a way in")
    return 0


def title(words: str) -> None:
    """A heading."""
    print(f"\n== {words}", flush=True)


def fairwater(*arguments: str) -> None:
    """Show a command and run it; a failure ends the demo with its exit code."""
    print(f"$ fairwater {shlex.join(arguments)}", flush=True)
    done = subprocess.run([sys.executable, "-m", "fairwater.cli", *arguments], cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def tell() -> None:
    """The most telling findings: of different policies, the events that most rules agree on, explained."""
    with gzip.open(DEMO / "truth.jsonl.gz", "rt", encoding="utf-8") as file:
        truth = {one["event"]: one for one in map(json.loads, file)}
    with (DEMO / "findings.jsonl").open(encoding="utf-8") as file:
        findings = [json.loads(line) for line in file]
    if not findings:
        return
    rules_of: dict[str, set[str]] = {}
    for finding in findings:
        rules_of.setdefault(finding["event"], set()).add(finding["rule"])
    right = [one for one in findings if truth[one["event"]]["y"]]
    right.sort(key=lambda one: (-len(rules_of[one["event"]]), one["time"]))
    title("4. The most telling findings, in the words that the affected person would read")
    told: dict[str, str] = {}
    for finding in right:
        if finding["policy"] not in told and len(told) < TOLD and finding["event"] not in told.values():
            told[finding["policy"]] = finding["event"]
            print(f"- {finding['policy']} / {finding['rule']}: {finding['because']}")
    wrong = next((one for one in findings if truth[one["event"]]["lookalike"]), None)
    if wrong is not None:
        kind = truth[wrong["event"]]["lookalike"].replace("_", " ")
        print(f"- and one that is wrong ({kind}, which is lawful) / {wrong['rule']}: {wrong['because']}")
    first = next(iter(told.values()), None)
    if first is not None:
        title("5. One of them in full: what every part of the condition was")
        rule = next(one["rule"] for one in right if one["event"] == first)
        fairwater("explain", "demo/policies", "--events", "demo/events.jsonl.gz", "--event", first, "--rule", rule)


if __name__ == "__main__":
    sys.exit(main())
