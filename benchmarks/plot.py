"""benchmarks/results.json in; the figure and the tables of the docs out. `--check` only compares the tables."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fairwater.bench.report import table

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"
FIGURE = ROOT / "docs" / "img" / "cost.svg"
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
PAGES = (ROOT / "README.md", ROOT / "docs" / "reference" / "benchmark.md")
COLOURS = {"closures": "#8a8f98", "one": "#1f6feb", "batch": "#1a7f37"}
NAMES = {"closures": "plain closures", "one": "one event at a time", "batch": "batch"}


def filled(page: str, made: str) -> str:
    """A page with the table between its markers. Raises ValueError when it has no markers."""
    start, end = page.index(BEGIN) + len(BEGIN), page.index(END)
    return f"{page[:start]}\n{made}\n{page[end:]}"


def draw(found: dict) -> None:
    """Microseconds an event against the number of rules, both axes logarithmic."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "fairwater"
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(7.2, 4.2), layout="constrained")
    for mode, colour in COLOURS.items():
        points = [point for point in found["curve"] if point["mode"] == mode]
        x = [point["rules"] for point in points]
        y = [point["microseconds_per_event"] for point in points]
        axes.plot(x, y, marker="o", color=colour, label=NAMES[mode])
        axes.annotate(
            f"{y[-1]:.3g} µs", (x[-1], y[-1]), xytext=(6, 0), textcoords="offset points", va="center", fontsize=9
        )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(right=2500)
    axes.set_xlabel("rules (every second one searches the text for a pattern of four words)")
    axes.set_ylabel("CPU microseconds an event")
    axes.set_title("Cost of an event against the number of rules", loc="left")
    axes.grid(True, which="major", alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper left")
    figure.savefig(FIGURE, metadata={"Date": None})


def main(arguments: list[str]) -> int:
    """Write (or with --check compare) what the docs show of the results."""
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    made = table(found)
    stale = []
    for page in PAGES:
        before = page.read_text(encoding="utf-8")
        after = filled(before, made)
        if before != after:
            stale.append(page.relative_to(ROOT))
            if "--check" not in arguments:
                page.write_text(after, encoding="utf-8")
    if "--check" in arguments:
        for page in stale:
            print(f"{page} does not show benchmarks/results.json: run python benchmarks/plot.py")
        return 1 if stale else 0
    FIGURE.parent.mkdir(exist_ok=True)
    draw(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
