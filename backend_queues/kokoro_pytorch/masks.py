"""Sentences of different lengths side by side in one tensor, each treated as if it were alone.

Alone, a convolution meets zeros behind a sentence's end, a norm takes the mean over the sentence's
own frames, and an LSTM that reads backwards starts at its last one. Beside longer sentences, a
sentence is followed by padding; what is here keeps that from being seen or counted.
"""

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

EPSILON = 1e-5  # of the adaptive norms


class Extent:
    """How far each sentence goes in a tensor of the shape (sentences, channels, padded length).

    Where none is padded no mask is needed, and the operations are as cheap as upstream's.
    """

    def __init__(
        self, lengths: Tensor, padded: int, device: torch.device, is_full: bool | None = None
    ) -> None:
        """`lengths` is on the CPU, where it can be looked at without waiting for the device.

        On the device it must be said whether all `lengths` are `padded`, or may not be.
        """
        self.lengths = lengths
        self.padded = padded
        self.device = device
        self.is_full = bool((lengths == padded).all()) if is_full is None else is_full
        self.counts = lengths.to(device)[:, None, None]
        self._behind = torch.arange(padded, device=device) >= self.counts

    def times(self, factor: int, more: int = 0) -> "Extent":
        """Return that of the same sentences, `factor` times as long, and `more`."""
        lengths, padded = self.lengths * factor + more, self.padded * factor + more
        return Extent(lengths, padded, self.device, self.is_full)

    def clear(self, x: Tensor) -> Tensor:
        """Put zeros behind the sentences' ends."""
        return x if self.is_full else x.masked_fill(self._behind, 0)

    def moments(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return each channel's mean and deviation, both (sentences, channels)."""
        counts = self.counts[:, :, 0]
        mean = self.clear(x).sum(2) / counts
        centred = self.clear(x - mean[:, :, None])
        return mean, (centred.square().sum(2) / counts).sqrt()


def run_lstm(lstm: nn.LSTM, x: Tensor, lengths: Tensor) -> Tensor:
    """Run an LSTM over (sentences, padded length, features), each as long as it is."""
    packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    return pad_packed_sequence(lstm(packed)[0], batch_first=True, total_length=x.shape[1])[0]
