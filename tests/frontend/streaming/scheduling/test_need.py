"""How much speech an utterance still needs is read from its text, its segments and its stream."""

import msgspec
import pytest

from frontend.protocol.endpoints import Endpoint
from frontend.streaming.delivery.backend_choice import BackendChoice
from frontend.streaming.delivery.in_flight import InFlightSegments
from frontend.streaming.delivery.ledger import Entry
from frontend.streaming.scheduling.load import Load
from frontend.streaming.scheduling.need import Need
from frontend.streaming.scheduling.text_buffer import TextBuffer
from frontend.streaming.signals import Signals
from frontend.streaming.stream import Stream
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.metrics.meter import Meter
from frontend.telemetry.observer import SegmentObserver
from tests.support.core import VOICE
from tests.support.memory_cluster import MemoryCluster
from tests.support.segment_tasks import TASK, first_second
from tests.support.tickets import Clock

RATE_HZ = 100
TWO_SECONDS = "x" * 30  # as long as nothing has been spoken


class Speech:
    """An utterance whose parts are moved by hand."""

    def __init__(self) -> None:
        metrics, self.clock = Metrics(["tone"]), Clock()
        load = Load(MemoryCluster(workers=0)).of("")
        self.text = TextBuffer(VOICE, 10_000)
        observer = SegmentObserver("u", metrics)
        self.segments = InFlightSegments("u", load, Signals.for_stream(), observer, self.clock)
        self.stream = Stream(RATE_HZ, Meter(metrics, Endpoint.TTS), self.clock)
        self.need = Need(self.text, self.segments, BackendChoice(), self.stream, self.clock)

    def launch(self, index: int) -> Entry:
        task = msgspec.structs.replace(TASK, segment_index=index, text=TWO_SECONDS)
        entry = Entry(task, VOICE.backend, self.clock())
        self.segments.record(entry, starts=index == 0, words=0)
        self.stream.expect(index, TWO_SECONDS, VOICE)
        return entry

    def begin(self, index: int) -> None:
        """Have a worker send one second of a segment."""
        for message in first_second(index, RATE_HZ):
            self.segments.receive(message)

    def hear(self) -> None:
        """Have the listener take all there is."""
        while message := self.segments.pop():
            list(self.stream.translate(message))


@pytest.fixture
def speech() -> Speech:
    return Speech()


def test_a_text_that_is_being_written_needs_five_seconds_at_least(speech: Speech) -> None:
    assert speech.need.seconds == 5.0
    speech.text.write("x" * 150, now=0)  # ten seconds
    assert speech.need.seconds == pytest.approx(10.0)


def test_a_complete_one_needs_what_is_not_made_of_it(speech: Speech) -> None:
    speech.text.write("x" * 30, now=0)
    speech.text.end()
    assert speech.need.seconds == pytest.approx(2.0)
    while speech.text.cut(0):
        pass
    speech.text.pop()
    assert speech.need.seconds == 0.0
    speech.launch(0)
    assert speech.need.seconds == pytest.approx(2.0)
    speech.begin(0)
    assert speech.need.seconds == pytest.approx(1.0)


def test_only_what_a_worker_speaks_has_begun(speech: Speech) -> None:
    speech.launch(0)
    speech.launch(1)
    assert speech.need.begun_s == 0.0
    speech.begin(0)
    assert speech.need.begun_s == pytest.approx(1.0)


def test_who_has_heard_nothing_yet_has_nothing_in_hand(speech: Speech) -> None:
    speech.launch(0)
    speech.launch(1)
    speech.begin(0)
    assert speech.need.lead_s == 0.0


def test_a_listener_has_in_hand_what_it_plays_what_is_here_and_what_is_being_spoken(
    speech: Speech,
) -> None:
    for index in range(3):
        speech.launch(index)
    speech.begin(0)
    speech.hear()
    speech.clock.now_s += 0.25
    speech.begin(1)
    assert speech.segments.unsent_s == pytest.approx(1.0)  # of the second, behind the first
    assert speech.need.lead_s == pytest.approx(0.75 + 1.0 + 2.0)


def test_who_waits_for_the_writer_has_nothing_in_hand(speech: Speech) -> None:
    speech.launch(0)
    speech.begin(0)
    speech.hear()
    assert speech.need.lead_s == 0.0
    speech.text.write("It goes on", now=0)
    assert speech.need.lead_s > 0.0


def test_what_comes_next_is_needed_of_whoever_speaks_it(speech: Speech) -> None:
    assert speech.need.backend == "tone"
