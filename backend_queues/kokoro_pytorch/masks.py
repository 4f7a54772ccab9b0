"""Sentences of different lengths side by side in one tensor, each treated as if it were alone.

Alone, a convolution meets zeros behind a sentence's end, a norm takes the mean over the sentence's
own frames, and an LSTM that reads backwards starts at its last one. Beside longer sentences, a
sentence is followed by padding; what is here keeps that from being seen or counted.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

EPSILON = 1e-5  # of the adaptive norms


class Extent:
    """How far each sentence goes in a tensor of the shape (sentences, channels, padded length).

    Where none is padded no mask is needed, and the operations are as cheap as upstream's.
    """

    def __init__(self, lengths: Tensor, padded: int, device: torch.device) -> None:
        """`lengths` is on the CPU, where it can be looked at without waiting for the device."""
        self.lengths = lengths
        self.padded = padded
        self.device = device
        self.is_full = bool((lengths == padded).all())
        self._counts = lengths.to(device)[:, None, None]
        self._behind = torch.arange(padded, device=device) >= self._counts

    def times(self, factor: int, more: int = 0) -> "Extent":
        """Return that of the same sentences, `factor` times as long, and `more`."""
        return Extent(self.lengths * factor + more, self.padded * factor + more, self.device)

    def clear(self, x: Tensor) -> Tensor:
        """Put zeros behind the sentences' ends."""
        return x if self.is_full else x.masked_fill(self._behind, 0)

    def normalise(self, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
        """Give each channel of each sentence the deviation `scale` and the mean `shift`.

        Both have the shape (sentences, channels, 1). Behind the ends are zeros.
        """
        if self.is_full:
            return _instance_norm(x, scale, shift)
        centred, variance = self._centred(x)
        x = torch.addcmul(shift, centred, scale * torch.rsqrt(variance + EPSILON))
        return x.masked_fill_(self._behind, 0)

    def moments(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return each channel's mean and deviation, both (sentences, channels)."""
        mean = self.clear(x).sum(2) / self._counts[:, :, 0]
        return mean, self._centred(x)[1].sqrt().squeeze(2)

    def _centred(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return x without its mean, zero behind the ends, and its variance."""
        x = x.masked_fill(self._behind, 0)
        x -= x.sum(2, keepdim=True) / self._counts
        x.masked_fill_(self._behind, 0)
        return x, torch.linalg.vector_norm(x, dim=2, keepdim=True).square_() / self._counts


def _instance_norm(x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    """Normalise with a scale for each sentence, which the operation takes for channels alone."""
    channels = x.reshape(1, -1, x.shape[2])
    weight, bias = scale.flatten(), shift.flatten()
    return F.instance_norm(channels, weight=weight, bias=bias, eps=EPSILON).view_as(x)


def run_lstm(lstm: nn.LSTM, x: Tensor, lengths: Tensor) -> Tensor:
    """Run an LSTM over (sentences, padded length, features), each as long as it is."""
    packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    return pad_packed_sequence(lstm(packed)[0], batch_first=True, total_length=x.shape[1])[0]
