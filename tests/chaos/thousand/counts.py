"""What was done to a server, what became of its streams, and whether that is as promised."""

import time
from collections import Counter
from dataclasses import dataclass, field

from tests.chaos.thousand.hearing import Hearing, Pause

HEARD_S = 0.02  # less is lost in what any player holds
LONGEST_PAUSE_S = 4.0
# While it is away, no server can have a segment spoken again.
REDIS_AWAY = {"Redis restarted empty", "Redis stopped", "Redis paused", "Redis' memory full"}
LONGEST_SEEN_S = 1.2  # where the death is seen, and another worker is free
# What a stream may be told of its end while things are as bad as they are made here.
RIGHT_ENDS = {"done", "vanished", "broken off", "unknown_utterance"}
RIGHT_FAILURES = {"segment_failed", "redis_unavailable", "no_worker", "shutting_down"}


@dataclass(frozen=True)
class Fault:
    """Something that was done, from then till then."""

    kind: str
    began_at: float
    ended_at: float


@dataclass
class Counts:
    seed: int
    faults: list[Fault] = field(default_factory=list)
    streams: Counter[str] = field(default_factory=Counter)  # by endpoint
    ends: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)  # by code
    resumed: int = 0
    samples: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: int = 0
    endless: int = 0
    slow: int = 0
    pauses: list[Pause] = field(default_factory=list)
    seen_deaths_s: list[float] = field(default_factory=list)  # until the next sample
    stalls_s: list[float] = field(default_factory=list)  # for want of a processor
    cut_bodies: int = 0  # of /tts, by a frontend that lived
    complaints: list[str] = field(default_factory=list)

    def ended(self, endpoint: str, end: str, hearing: Hearing, *, whole: bool) -> None:
        """Note the end of a stream, of which all was to be heard if it is `whole`."""
        self.streams[endpoint] += 1
        self.ends[end] += 1
        self.samples += hearing.samples
        self.doubled += hearing.surplus
        self.wrong += hearing.wrong
        self.lost += hearing.missing if whole else 0
        self.pauses += [pause for pause in hearing.pauses if pause.seconds >= HEARD_S]
        if end not in RIGHT_ENDS | RIGHT_FAILURES:
            self.complain(f"{endpoint} ended with {end}")
        if hearing.surplus or hearing.wrong or (whole and hearing.missing):
            self.complain(
                f"{endpoint} {end}: {hearing.missing} samples missing, {hearing.surplus} too many, "
                f"{hearing.wrong} wrong of {hearing.samples}"
            )

    def explain_cut_bodies(self, failures: int) -> None:
        """Compare with how many streams the frontends' logs say that they have failed."""
        told = sum(self.ends[code] for code in RIGHT_FAILURES)
        if self.cut_bodies > failures - told:
            self.complain(f"{self.cut_bodies} bodies broken off; {failures} failures, {told} told")

    def complain(self, what: str) -> None:
        self.complaints.append(what)
        print(f"WRONG: {what}", flush=True)

    def around(self, pause: Pause) -> list[str]:
        """Return the faults in which a pause may have its cause, and when, by its beginning."""
        return [
            f"{fault.kind} ({fault.began_at - pause.began_at:+.1f} to "
            f"{fault.ended_at - pause.began_at:+.1f})"
            for fault in self.faults
            if fault.began_at <= pause.ended_at
            and fault.ended_at >= pause.began_at - LONGEST_PAUSE_S
        ]

    def long_pauses(self) -> list[Pause]:
        """Return those that no single fault explains away: longer than is promised."""
        return [pause for pause in self.pauses if pause.seconds > LONGEST_PAUSE_S]

    def besides_redis_s(self, pause: Pause) -> float:
        """Return how long a pause was, without the time in which Redis was away."""
        left, at = 0.0, pause.began_at
        for fault in sorted(self.faults, key=lambda fault: fault.began_at):
            if fault.kind in REDIS_AWAY and fault.ended_at > at:
                left += max(0.0, min(fault.began_at, pause.ended_at) - at)
                at = fault.ended_at
        return left + max(0.0, pause.ended_at - at)

    def _long_besides_redis(self) -> int:
        return sum(self.besides_redis_s(pause) > LONGEST_PAUSE_S for pause in self.long_pauses())

    def show_long_pauses(self) -> None:
        for pause in self.long_pauses():
            began_at = time.gmtime(time.time() - time.monotonic() + pause.began_at)
            print(
                f"{time.strftime('%H:%M:%S', began_at)} a pause of {pause.seconds:.1f} s, "
                f"{self.besides_redis_s(pause):.1f} of them not for want of Redis, in which: "
                f"{', '.join(self.around(pause))}"
            )

    def is_right(self) -> bool:
        return not (self.lost or self.doubled or self.wrong or self.endless or self.complaints)

    def table(self) -> str:
        kinds = Counter(fault.kind for fault in self.faults)
        return "\n".join(
            [
                f"seed {self.seed}, {len(self.faults):,} faults, {self.streams.total():,} streams",
                "",
                *_rows("faults", kinds),
                *_rows("streams", self.streams),
                *_rows("ends", self.ends),
                *_rows("refused before they began", self.refusals),
                *_rows("samples", {"checked": self.samples, "lost": self.lost,
                                   "doubled": self.doubled, "wrong": self.wrong}),
                *_rows("streams with", {"no end": self.endless, "no end for long": self.slow,
                                        "resumptions": self.resumed}),
                *self._pause_rows(),
                f"{'all is as promised' if self.is_right() else 'NOT as promised'}",
            ]
        )  # fmt: skip

    def _pause_rows(self) -> list[str]:
        lengths = sorted(pause.seconds for pause in self.pauses)
        seen = sorted(self.seen_deaths_s)
        return [
            "pauses",
            f"  {'heard':<34}{len(lengths):>12,}",
            *_lengths("any", lengths),
            f"  {f'over {LONGEST_PAUSE_S:g} s':<34}{len(self.long_pauses()):>12,}",
            f"  {'of these, not for want of Redis':<34}{self._long_besides_redis():>12,}",
            f"  {'deaths seen, another worker free':<34}{len(seen):>12,}",
            *_lengths("till the next sample", seen),
            *_lengths("without a processor", sorted(self.stalls_s)),
        ]


def _rows(title: str, figures: "Counter[str] | dict[str, int]") -> list[str]:
    return [title, *(f"  {name:<34}{count:>12,}" for name, count in sorted(figures.items()))]


def _lengths(name: str, lengths: list[float]) -> list[str]:
    if not lengths:
        return []
    p99 = lengths[min(len(lengths) - 1, round(0.99 * len(lengths)))]
    return [
        f"  {f'{name}, p99':<34}{p99:>10.2f} s",
        f"  {f'{name}, longest':<34}{lengths[-1]:>10.2f} s",
    ]
