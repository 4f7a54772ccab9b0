"""Pictures of the results; they need the extra `bench`."""

from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from tests.bench.load.figures import Run, Spread
from tests.bench.load.report import Results


def draw(results: Results, path: Path) -> None:
    """Draw first audio, gaps, and who was served over the load."""
    mpl.use("Agg")
    figure, (first, gaps, served) = plt.subplots(1, 3, figsize=(15, 4.2), layout="constrained")
    figure.suptitle(
        f"{results.backend}, {results.workers} workers of real-time factor "
        f"{results.speed.real_time_factor:.2f}: a limit of {results.speed.limit:.1f} listeners"
    )
    _first_audio(first, results.runs)
    _gaps(gaps, results.runs)
    _served(served, results)
    for axes in (first, gaps, served):
        axes.set_xlabel("load, as a share of the limit")
        axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
        axes.legend()
    figure.savefig(path, dpi=100)
    plt.close(figure)


def _first_audio(axes: Axes, runs: list[Run]) -> None:
    axes.set_title("First audio of those admitted at once and all, s")
    _line(axes, runs, "all: first playable, median", [_of(it.playable_s, "median") for it in runs])
    _line(axes, runs, "all: first audible, median", [_of(it.audible_s, "median") for it in runs])
    _line(axes, runs, "all: first audible, 99 %", [_of(it.audible_s, "p99") for it in runs])
    at_once = [_of(it.audible_at_once_s, "p99") for it in runs]
    _line(axes, runs, "not queued: first audible, 99 %", at_once)


def _gaps(axes: Axes, runs: list[Run]) -> None:
    axes.set_title("Gaps over 20 ms, %")
    _line(axes, runs, "listeners with gaps", [100 * it.listeners_with_gaps for it in runs])
    _line(axes, runs, "time in gaps", [100 * it.time_in_gaps for it in runs])


def _served(axes: Axes, results: Results) -> None:
    runs, limit = results.runs, results.speed.limit
    axes.set_title("Who is served")
    served = [100 * it.without_gaps_at_once / limit for it in runs]
    _line(axes, runs, "without a gap at once, % of the limit", served)
    _line(axes, runs, "queued, % of who came", [100 * it.queued / max(1, it.came) for it in runs])
    _line(axes, runs, "refused, % of who came", [100 * it.refused / max(1, it.came) for it in runs])


def _line(axes: Axes, runs: list[Run], label: str, values: list[float]) -> None:
    axes.plot([run.share for run in runs], values, marker="o", label=label)


def _of(spread: Spread | None, name: str) -> float:
    return float(getattr(spread, name)) if spread else float("nan")
