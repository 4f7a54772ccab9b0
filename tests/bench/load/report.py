"""The results of a bench as JSON and as a table in Markdown."""

from pathlib import Path

import msgspec

from tests.bench.load.figures import Run, Spread
from tests.bench.load.machine import Machine
from tests.bench.load.speed import Speed

HEAD = (
    "| load | came | first byte | playable | audible | of those not queued | with gaps"
    " | time in gaps | longest gap | without a gap at once | queued | refused"
    " | real-time factor | cores |"
)


class Results(msgspec.Struct, kw_only=True):
    """One bench: what was asked, what it ran on, what came out."""

    command: str
    date: str
    backend: str
    workers: int
    seed: int
    machine: Machine
    speed: Speed
    runs: list[Run]


def write(results: Results, folder: Path, name: str) -> None:
    """Write NAME.json and NAME.md."""
    folder.mkdir(parents=True, exist_ok=True)
    data = msgspec.json.format(msgspec.json.encode(results), indent=1)
    (folder / f"{name}.json").write_bytes(data + b"\n")
    (folder / f"{name}.md").write_text(markdown(results, name))


def markdown(results: Results, name: str) -> str:
    machine, speed = results.machine, results.speed
    where = ", ".join([f"{machine.cores} cores of {machine.processor}", *machine.gpus])
    lines = [
        f"# {results.backend}, {results.workers} workers",
        "",
        f"`{results.command}`, {results.date}, commit {machine.commit}, on {where}; other work"
        f" on it before: load {machine.load_before}. Measured first: real-time factor"
        f" {speed.real_time_factor:.3f}, so a limit of {speed.limit:.1f} listeners;"
        f" one hears {speed.audio_s:.1f} s. Times are medians (99th percentiles) in seconds.",
        "",
        HEAD,
        "|" + "---|" * HEAD.count(" | ") + "---|",
        *(_row(run, speed) for run in results.runs),
        "",
        f"![First audio and gaps over the load]({name}.png)",
        "",
    ]
    return "\n".join(lines)


def _row(run: Run, speed: Speed) -> str:
    cores = ", ".join(f"{part} {used:.2f}" for part, used in sorted(run.cores.items()) if used)
    if run.gpu:
        cores += f", GPU {run.gpu.busy_percent:.0f} %"
    cells = [
        f"{run.share:.2f}" + ("" if run.is_valid else " (invalid: the generator was late)"),
        str(run.came),
        *(_spread(it) for it in (run.first_byte_s, run.playable_s, run.audible_s)),
        _spread(run.audible_at_once_s),
        f"{run.listeners_with_gaps:.1%}",
        f"{run.time_in_gaps:.2%}",
        f"{run.longest_gap_s:.2f}",
        f"{run.without_gaps_at_once:.1f} ({run.without_gaps_at_once / speed.limit:.0%})",
        str(run.queued),
        str(run.refused) + "".join(f", {it} {code}" for code, it in run.failed.items()),
        f"{run.real_time_factor:.3f}",
        cores,
    ]
    return f"| {' | '.join(cells)} |"


def _spread(spread: Spread | None) -> str:
    return f"{spread.median:.2f} ({spread.p99:.2f})" if spread else "-"
