"""A batch gives each sentence what it gets alone: upstream's classes with tiny random weights."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.backend_queues.rendering import prepare_environment, run_in_environment

pytestmark = pytest.mark.weights

SCRIPT = Path(__file__).with_name("batched.py")
SAME_DB = 100  # in float64 anything below is a mistake
HALF_DB = 30  # ten bits of the mantissa, through thirty layers
GPU_DB = 60  # in float32, where the order of sums is free


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("batched")
    prepare_environment("kokoro-pytorch")
    run_in_environment("kokoro-pytorch", SCRIPT, str(folder))
    found: dict[str, Any] = json.loads((folder / "report.json").read_text())
    return found


@pytest.mark.parametrize(
    "way", ["alone", "in a batch", "in a batch of three, padded", "alone, padded"]
)
def test_each_sentence_is_what_upstream_says_alone(report: dict[str, Any], way: str) -> None:
    alike = report["beside_upstream"]["alike"][way]
    assert len(alike) >= 3 and min(alike) > SAME_DB


def test_durations_in_a_batch_are_upstreams(report: dict[str, Any]) -> None:
    found = report["beside_upstream"]
    assert found["durations"] == found["upstreams durations"]
    assert len({sum(durations) for durations in found["durations"].values()}) >= 3


def test_the_sentences_are_partly_voiced_and_another_seed_is_another_noise(
    report: dict[str, Any],
) -> None:
    assert any(0 < share < 1 for share in report["beside_upstream"]["voiced"])
    assert report["beside_upstream"]["another seed"] < SAME_DB / 2


@pytest.mark.parametrize("way", ["in a batch", "padded"])
def test_windows_of_a_batch_are_those_of_a_sentence_alone(report: dict[str, Any], way: str) -> None:
    assert min(report["in_windows"][way]) > SAME_DB


def test_windows_with_the_sentences_own_statistics_are_the_whole(report: dict[str, Any]) -> None:
    assert min(report["in_windows"]["whole"]) > SAME_DB


def test_the_beginnings_come_first_and_a_short_sentence_ends_before_a_long_one(
    report: dict[str, Any],
) -> None:
    order = report["in_windows"]["order"]
    assert sorted(number for number, _, _ in order[:4]) == [0, 1, 2, 3]
    ends = [number for number, _, is_last in order if is_last]
    assert ends.index(0) < ends.index(1) and sorted(ends) == [0, 1, 2, 3]
    after = {n: [k for k, (m, _, _) in enumerate(order) if m == n][-1] for n in range(4)}
    assert all(order[place][2] for place in after.values())


def test_a_cancelled_sentence_ends_and_the_others_do_not_notice(report: dict[str, Any]) -> None:
    assert min(report["cancelling"]["others"]) > SAME_DB
    [first, last] = report["cancelling"]["cancelled"]
    assert first[0] > 0 and not first[1]
    assert last == [0, True]


def test_a_run_that_nobody_wants_ends_between_two_layers(report: dict[str, Any]) -> None:
    assert report["cancelling"]["all"] == 0
    assert report["cancelling"]["asked"] == 10


def test_what_is_seen_at_load_suffices(report: dict[str, Any]) -> None:
    assert report["shapes"]["at load"] > 0
    assert report["shapes"]["new"] == 0


def test_a_generator_in_float16_says_nearly_the_same(report: dict[str, Any]) -> None:
    alike = report["in_float16"]["alike"]
    assert len(alike) == 4 and all(HALF_DB < decibels < SAME_DB for decibels in alike)


def test_recorded_work_is_the_work_itself(report: dict[str, Any]) -> None:
    if not report["on_a_gpu"]:
        pytest.skip("There is no GPU here to record CUDA graphs on.")
    assert min(report["on_a_gpu"]["alike"]) > GPU_DB


def test_a_precision_that_there_is_not_is_refused_with_those_there_are(
    report: dict[str, Any],
) -> None:
    refusal = report["in_float16"]["refusal"]
    assert "options.precision: 'half'" in refusal and "float32, tf32, float16" in refusal
