"""Lengths and numbers of sentences, rounded up to a few.

cuDNN plans each convolution anew for every shape that it has not seen, which takes longer than the
model itself. On a CUDA device there are therefore few shapes, most of them seen at load. Elsewhere
padding would only be work.
"""

from collections.abc import Iterator

import msgspec


class Shapes(msgspec.Struct, frozen=True):
    """To what is rounded up; an empty tuple means not at all. A duration is 25 ms.

    Beyond the largest, it is a multiple of that.
    """

    batches: tuple[int, ...] = ()
    tokens: tuple[int, ...] = ()
    durations: tuple[int, ...] = ()

    def batch(self, count: int) -> int:
        return _rounded(self.batches, count)

    def token_count(self, count: int) -> int:
        return _rounded(self.tokens, count)

    def duration(self, count: int) -> int:
        return _rounded(self.durations, count)

    def commonest(self) -> Iterator[tuple[int, int, int]]:
        """Yield (batch, tokens, durations) to see at load, what is needed most first.

        A segment alone goes first, since nobody hides its planning from its listener; then what is
        least work, as first segments are short and there is time for many of them.
        """
        shapes = ((batch, duration) for batch in self.batches for duration in self.durations)
        for batch, duration in sorted(shapes, key=lambda it: (it[0] > 1, it[0] * it[1])):
            yield batch, self.token_count(duration // DURATIONS_PER_TOKEN), duration


EXACT = Shapes()
FEW = Shapes(
    batches=(1, 2, 4, 6, 8, 12, 16),
    tokens=(16, 32, 48, 64, 96, 128, 192, 256, 512),
    durations=(48, 64, 80, 96, 112, 128, 144, 160, 192, 224, 256, 320, 384, 448, 512),
)
DURATIONS_PER_TOKEN = 3  # about, in speech of normal speed


def _rounded(sizes: tuple[int, ...], count: int) -> int:
    if not sizes:
        return count
    largest = sizes[-1]
    return min((size for size in sizes if size >= count), default=-(-count // largest) * largest)
