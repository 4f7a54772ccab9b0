"""espeak-ng: more than a hundred languages without a model, and a voice that sounds like a robot.

Its library is GPL-3 and lives in an environment of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing

import msgspec
import numpy as np

from backend_queues.base import Capabilities, Option, OptionValue, Speech, SpeechRequest, Voice
from backend_queues.errors import NothingToSpeak
from backend_queues.espeak.library import Library, Sound
from backend_queues.espeak.threads import iterate
from backend_queues.espeak.voices import NamedVoice, named_voices, variants
from backend_queues.espeak.words import QUIET, WordTimer, bare
from backend_queues.voices import find_voice

WORDS_PER_MINUTE = 175
# At 100 times the speed of speech, longer parts cost no time, and fewer of them less work.
FIRST_PART_S = 0.1
PART_S = 0.5
BUFFERS_AHEAD = 20  # of 0.1 s


class Espeak:
    sample_rate_hz = 22_050

    def __init__(self) -> None:
        self._voices: dict[str, NamedVoice] = {}
        self.capabilities = Capabilities(
            languages=("en-US",),
            options=_options(),
            words=True,
            streams=True,
            deterministic=True,
        )

    def load(self) -> None:
        with Library() as library:
            self.sample_rate_hz = library.sample_rate_hz
            self._voices = {named.voice.name: named for named in named_voices(library.voices())}
        languages = dict.fromkeys(voice.language for voice in self.voices())
        self.capabilities = msgspec.structs.replace(self.capabilities, languages=tuple(languages))

    def voices(self) -> list[Voice]:
        return [named.voice for named in self._voices.values()]

    def synthesize(self, request: SpeechRequest, cancelled: Callable[[], bool]) -> Iterator[Speech]:
        voice = find_voice(self.voices(), request.voice, request.language)
        nothing = NothingToSpeak(f"{voice.name} can say nothing of {request.text!r} aloud.")
        if not any(map(bare, request.text.split())):  # of a lone "!", it would say the name
            raise nothing
        timer = WordTimer(request.text, self.sample_rate_hz)
        heard = False
        with closing(iterate(self._speaking(request), BUFFERS_AHEAD)) as sounds:
            for sound, is_last in _gathered(sounds, self.sample_rate_hz):
                if cancelled():
                    return
                samples = (sound.samples / 32768).astype(np.float32)
                heard = heard or bool(np.any(np.abs(samples) > QUIET))
                if is_last and not heard:
                    raise nothing
                words = list(timer.hear(samples, sound.words))
                yield Speech(samples, (*words, *timer.finish()) if is_last else tuple(words))

    def _speaking(self, request: SpeechRequest) -> Callable[[Callable[[Sound], bool]], None]:
        """Return the function that speaks the request, giving the sound to its argument."""
        variant = request.options["variant"]
        voice = self._voices[request.voice].identifier + (f"+{variant}" if variant else "")

        def speak(hear: Callable[[Sound], bool]) -> None:
            with Library() as library:
                library.speak(request.text, voice, _parameters(request.options), request.seed, hear)

        return speak


def _options() -> tuple[Option, ...]:
    return (
        # Slower than half, the library does not get.
        Option("speed", 1.0, "1 is 175 words a minute", minimum=0.5, maximum=4.0),
        Option("pitch", 50, "how high the voice is", minimum=0, maximum=100),
        Option("range", 50, "how much the pitch moves; 0 is monotone", minimum=0, maximum=100),
        Option("volume", 1.0, "1 is the voice's own", minimum=0.1, maximum=1.0),
        Option("word_gap", 0.0, "seconds of pause between words", minimum=0.0, maximum=1.0),
        Option("variant", "", "another speaker of the same language", choices=("", *variants())),
    )


def _parameters(options: Mapping[str, OptionValue]) -> dict[str, int]:
    return {
        "rate": round(WORDS_PER_MINUTE * float(options["speed"])),
        "pitch": int(options["pitch"]),
        "range": int(options["range"]),
        "volume": round(100 * float(options["volume"])),
        "word_gap": round(100 * float(options["word_gap"])),  # in units of 10 ms
    }


def _gathered(sounds: Iterator[Sound], rate_hz: int) -> Iterator[tuple[Sound, bool]]:
    """Join buffers into parts that are not empty; True marks the last.

    The first is short, so that speech starts soon.
    """
    wanted, held = FIRST_PART_S * rate_hz, list[Sound]()
    for sound in sounds:
        if len(sound.samples) and sum(len(part.samples) for part in held) >= wanted:
            yield _joined(held), False
            wanted, held = PART_S * rate_hz, []
        held.append(sound)
    if held:
        yield _joined(held), True


def _joined(sounds: list[Sound]) -> Sound:
    words = tuple(word for sound in sounds for word in sound.words)
    return Sound(np.concatenate([sound.samples for sound in sounds]), words)
