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
LABELS = ("rules (every second one searches the text for four words)", "patterns of two words, shared by ten rules")
NAMES = {"closures": "plain closures", "one": "one event at a time", "batch": "batch"}


def filled(page: str, made: str) -> str:
    """A page with the table between its markers. Raises ValueError when it has no markers."""
    start, end = page.index(BEGIN) + len(BEGIN), page.index(END)
    return f"{page[:start]}\n{made}\n{page[end:]}"


def draw(found: dict) -> None:
    """Microseconds an event against the number of rules and of patterns, all axes logarithmic."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "fairwater"
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, 2, figsize=(10.5, 4.2), layout="constrained", sharey=True)
    panels[0].set_ylabel("CPU microseconds an event")
    for axes, against, label in zip(panels, ("rules", "patterns"), LABELS, strict=True):
        for mode, colour in COLOURS.items():
            points = [point for point in found["curve"] if (point["mode"], point["against"]) == (mode, against)]
            x = [point[against] for point in points]
            y = [point["microseconds_per_event"] for point in points]
            axes.plot(x, y, marker="o", color=colour, label=NAMES[mode])
            said = f"{y[-1]:,.0f} µs" if y[-1] >= 10 else f"{y[-1]:.2g} µs"
            axes.annotate(said, (x[-1], y[-1]), xytext=(7, 0), textcoords="offset points", va="center", fontsize=9)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlim(right=axes.get_xlim()[1] * 2.2)
        axes.set_xlabel(label)
        axes.grid(True, which="major", alpha=0.25)
        axes.spines[["top", "right"]].set_visible(False)
    panels[0].legend(frameon=False, loc="upper left")
    panels[0].set_title("Cost of an event against the number of rules", loc="left", fontsize=11)
    panels[1].set_title("... and of patterns", loc="left", fontsize=11)
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
