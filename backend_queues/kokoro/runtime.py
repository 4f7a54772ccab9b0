"""What a runtime of Kokoro does: all before the generator, and the generator by windows.

Units: a frame of the generator is 12.5 ms, 300 samples; a duration counts frames of 25 ms.
"""

from collections.abc import Callable
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples

SAMPLES_PER_FRAME = 300
SPECTRA_PER_FRAME = 60  # of the harmonic source
VOICED_HZ = 10.0  # a pitch of no more than this is none
FRAMES_PER_DURATION = 2
LEVEL = 1.5  # what the quantised file multiplies upstream's samples with, and so all runtimes


class Sentence(msgspec.Struct, frozen=True):
    """A sentence before its waveform; F is its number of generator frames.

    `hidden` is the decoder's output, float32 (1, 512, F); `source` the spectrum (magnitudes, then
    phases) of the harmonic source, float32 (1, 22, 60 F + 1); `f0_hz` and `energy` float32 (F,);
    `durations` int64 (phonemes + 2,), of 25 ms each, F is twice their sum; `style` float32 (256,):
    timbre, then prosody.
    """

    hidden: Samples
    source: Samples
    f0_hz: Samples
    energy: Samples
    durations: NDArray[np.int64]
    style: Samples

    @property
    def frames(self) -> int:
        return len(self.f0_hz)


class NormStatistics(msgspec.Struct, frozen=True):
    """Mean and log of the standard deviation of what each adaptive norm of the generator gets.

    By channel, float32 (9216,) each, in the order of upstream's modules: noise_res.0, resblocks.0,
    .1, .2, noise_res.1, resblocks.3, .4, .5; in each block for j in 0..2: adain1.j, adain2.j.
    """

    mean: Samples
    log_deviation: Samples


class Runtime(Protocol):
    """The model, loaded. All methods return None once `cancelled()` is true.

    All raise ModelFailed when the runtime fails.
    """

    def finish_loading(self) -> None:
        """Begin to load, in a thread of its own, what a sentence that needs it waits for till then.

        To be called once it has spoken: the two would share the cores.
        """

    def prepare(
        self,
        tokens: NDArray[np.int64],
        style: Samples,
        speed: float,
        cancelled: Callable[[], bool],
    ) -> Sentence | None:
        """Run everything before the generator.

        `tokens` are the phonemes' numbers with a 0 at both ends, shape (k + 2,), k <= 510; `style`
        is float32 (256,).
        """

    def decode(
        self,
        sentence: Sentence,
        statistics: NormStatistics,
        start: int,
        frames: int,
        cancelled: Callable[[], bool],
    ) -> Samples | None:
        """Return the samples of `frames` frames from frame `start`: float32 (300 * frames,).

        Those of some frames at both ends that are not the sentence's are context, and wrong.
        """

    def decode_whole(
        self, sentence: Sentence, cancelled: Callable[[], bool]
    ) -> tuple[Samples, NormStatistics] | None:
        """Return the whole sentence's samples, with its own statistics, and these."""
