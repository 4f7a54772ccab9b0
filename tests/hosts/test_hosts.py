"""A server over two hosts: both speak one utterance, and one that is cut off costs a moment."""

import time
from collections.abc import Iterator

import pytest

from tests.hosts.listener import Listener
from tests.hosts.machines import REPLICAS, Machines, running
from tests.hosts.network import Host, NoNamespaces, joined_hosts
from tests.support.processes import wait_until
from tests.support.tones import expected_pcm, segments_of

pytestmark = pytest.mark.hosts

# Short sentences: the replay log keeps 512 frames, one for each character of the tone.
TEXT = " ".join(f"This is the number {n}." for n in range(10, 24))
SEGMENTS = len(segments_of(TEXT))
# A character is 0.06 s of speech, so that four workers speak four times as fast as it is heard.
SLOWLY = {"part_s": 0.05}
PATIENCE_S = 60
# What is held is given to others after 3 s of silence, and spoken then; the rest is for slow days.
LONGEST_WAIT_S = 20
BLIP_S = 1.5
# Longer than a worker's call (15 s), the broker's wait for an answer (21 s), TCP's probes (45 s).
LONG_S = 50


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    try:
        with joined_hosts("one", "two") as (one, two):
            machines = Machines(one, two, tmp_path_factory.mktemp("hosts"))
            with running(machines):
                yield machines
    except NoNamespaces as error:
        pytest.skip(str(error))


def speak(machines: Machines, **options: float) -> Listener:
    return Listener(machines.url, text=TEXT, options=options)


def check_heard_whole(listener: Listener) -> None:
    assert listener.hear_out() == "done"
    assert listener.pcm == expected_pcm(TEXT)


def hosts_of(machines: Machines, listener: Listener) -> set[str]:
    """Return the hosts whose workers have spoken what was heard."""
    speakers = machines.speakers(listener.utterance)
    assert sorted(speakers) == list(range(SEGMENTS))
    return {machines.home(worker) for worker in speakers.values()}


def until_both_hold(machines: Machines, listener: Listener) -> None:
    """Wait until the listener hears something, and workers of both hosts hold segments."""
    both = {machines.one.name, machines.two.name}
    wait_until(lambda: listener.pcm, PATIENCE_S)
    wait_until(lambda: machines.holding(listener.utterance, SEGMENTS) == both, PATIENCE_S)


def until_all_speak(machines: Machines) -> None:
    """Wait until every worker of both hosts takes its share of an utterance."""

    def all_speak() -> bool:
        listener = speak(machines)
        check_heard_whole(listener)
        return len(set(machines.speakers(listener.utterance).values())) == 2 * REPLICAS

    wait_until(all_speak, PATIENCE_S)


def tell(listener: Listener, what: str) -> None:
    """Print what a listener noticed; how fast this machine is is nothing to assert."""
    print(
        f"\n{what}: nothing came for {listener.longest_wait_s():.1f} s,",
        f"{listener.silence_s():.1f} s of silence",
    )


def cut_off_while_it_speaks(machines: Machines) -> Listener:
    """Cut host two off as it holds segments, and return what was heard once it is known gone."""
    listener = speak(machines, **SLOWLY)
    until_both_hold(machines, listener)
    machines.two.cut_off()
    check_heard_whole(listener)
    assert listener.longest_wait_s() < LONGEST_WAIT_S
    machines.until_serving(machines.one)
    return listener


def join_again(machines: Machines) -> None:
    """Let host two back, and wait until it has its share again."""
    machines.two.join()
    joined = time.monotonic()
    machines.until_serving(machines.one, machines.two)
    listed_s = time.monotonic() - joined
    until_all_speak(machines)
    print(f"listed after {listed_s:.1f} s, all speak after {time.monotonic() - joined:.1f} s")


def test_one_utterance_is_spoken_by_both_hosts_in_order(machines: Machines) -> None:
    listener = speak(machines)
    check_heard_whole(listener)
    assert hosts_of(machines, listener) == {machines.one.name, machines.two.name}


def test_a_host_cut_off_in_the_middle_costs_a_moment(machines: Machines) -> None:
    try:
        tell(cut_off_while_it_speaks(machines), "cut off")
        listener = speak(machines)
        check_heard_whole(listener)
        assert hosts_of(machines, listener) == {machines.one.name}
    finally:
        join_again(machines)


def test_a_host_cut_off_for_long_comes_back_by_itself(machines: Machines) -> None:
    try:
        cut_off_while_it_speaks(machines)
        time.sleep(LONG_S)
    finally:
        join_again(machines)
    assert "Traceback" not in machines.log_of(machines.two)


@pytest.mark.parametrize("where", ["one", "two"])
def test_a_blip_is_hardly_noticed(machines: Machines, where: str) -> None:
    """A client on host two is cut off itself."""
    home: Host = getattr(machines, where)
    with home.entered():
        listener = speak(machines, **SLOWLY)
    until_both_hold(machines, listener)
    machines.two.cut_off()
    time.sleep(BLIP_S)
    machines.two.join()
    check_heard_whole(listener)
    tell(listener, f"a blip, heard on host {where}")
    assert listener.longest_wait_s() < LONGEST_WAIT_S
    assert machines.serving() == {machines.one.name: REPLICAS, machines.two.name: REPLICAS}
