"""Reading /metrics as Prometheus does."""

from collections.abc import Callable, Iterator
from typing import Self

import httpx
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from tests.support.processes import wait_until

WAIT_S = 30


class Scrape:
    """What one frontend says of itself at one moment."""

    def __init__(self, url: str) -> None:
        answer = httpx.get(f"{url}/metrics")
        assert answer.status_code == 200, answer.text
        families = list(text_string_to_metric_families(answer.text))
        self._samples = [sample for family in families for sample in family.samples]
        # A histogram is one figure, whose samples have names of their own.
        self.families = {
            family.name if family.type == "histogram" else sample.name
            for family in families
            for sample in family.samples
        }

    @property
    def names(self) -> set[str]:
        return {sample.name for sample in self._samples}

    def labels_of(self, name: str) -> set[str]:
        """Return the labels that the samples of that name have."""
        return {label for sample in self._samples if sample.name == name for label in sample.labels}

    def value(self, name: str, **labels: str) -> float:
        """Return the sum over the samples that have these labels; 0 if there are none."""
        return sum(sample.value for sample in self._with(name, labels))

    def has(self, name: str, **labels: str) -> bool:
        return any(self._with(name, labels))

    def labels(self, name: str) -> set[str]:
        """Return all values that a label has anywhere."""
        return {sample.labels[name] for sample in self._samples if name in sample.labels}

    def _with(self, name: str, labels: dict[str, str]) -> Iterator[Sample]:
        for sample in self._samples:
            if sample.name == f"voice_server_{name}" and labels.items() <= sample.labels.items():
                yield sample


class Growth:
    """How much a frontend's counters have grown since this was made."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._before = Scrape(url)
        self._now = self._before

    @classmethod
    def from_rest(cls, url: str) -> Self:
        """Return one that begins once the streams of others are over."""
        wait_until(lambda: Scrape(url).value("active_streams") == 0, WAIT_S)
        return cls(url)

    def looked_at(self) -> Self:
        """Scrape anew, then return this."""
        self._now = Scrape(self._url)
        return self

    def of(self, name: str, **labels: str) -> float:
        return self._now.value(name, **labels) - self._before.value(name, **labels)


def when(growth: Growth, holds: Callable[[Growth], bool]) -> Growth:
    """Wait until it holds of what has grown: streams end a moment after their last byte."""
    wait_until(lambda: holds(growth.looked_at()), WAIT_S)
    return growth


def ended(growth: Growth, endpoint: str, count: int = 1) -> Growth:
    return when(growth, lambda growth: growth.of("utterances_total", door=endpoint) == count)
