"""The graphs of the generator: W frames of 12.5 ms become 300 W samples.

    window  x (1, 512, W), source (1, 22, 60 W + 1), scale and shift of every norm -> hidden
    whole   x, source, mask (1, W), gamma and beta of every norm -> hidden, mean, variance
    head    hidden (1, 128, 60 W + 1) -> spectrum (1, 22, 60 W + 1)

The only thing in the generator that is not local is the adaptive instance norm, whose mean and
deviation are those of the whole sentence. `window` takes them from outside, as one scale and shift
a channel; `whole` computes them and returns them too, the variance with the norms' epsilon.

OpenVINO makes one kernel of a norm and its activation, because each is plain arithmetic here: the
sine of Snake is a polynomial. For bfloat16, scale and shift come as sums of two numbers (with one
the error is 30 dB), and the last convolution is a graph of its own that stays in float32 (28 dB).
The shapes must be fixed: where they are dynamic, nothing is fused.
"""

from collections.abc import Callable

import numpy as np
from onnx import ModelProto

from backend_queues.kokoro_openvino.kernels import interleaved_phases, sine_polynomial
from backend_queues.kokoro_openvino.onnx_graph import Graph, Shapes, ints, masked_statistics
from backend_queues.kokoro_openvino.parameters import Parameters

PREFIX = "decoder.generator."
SOURCE_CHANNELS, HIDDEN_CHANNELS = 22, 128
DILATIONS = (1, 3, 5)
KERNELS = (3, 7, 11)  # of the three residual blocks at each length
STAGES = (
    (10, 20, 7),
    (6, 12, 11),
)  # stride and kernel of the upsampling, kernel of its noise block
SOURCE_CONVS = ((3, 6), (0, 1))  # padding and stride of what brings the source to each length
CHANNELS = (256, 128)  # after each upsampling
EPSILON = 1e-5
SINE_DEGREE = 5

# Every adaptive norm with its channels, in the order of all statistics, scales and shifts; beside
# it the parameter of its Snake.
_BLOCKS = [
    (block, channels)
    for stage, channels in enumerate(CHANNELS)
    for block in (f"noise_res.{stage}", *(f"resblocks.{3 * stage + i}" for i in range(3)))
]
NORMS = [
    (f"{block}.adain{i}.{j}", f"{block}.alpha{i}.{j}", channels)
    for block, channels in _BLOCKS
    for j in range(3)
    for i in (1, 2)
]
NORM_CHANNELS = sum(channels for *_, channels in NORMS)

# What makes the input of Snake's sine of a tensor and the name of its norm: v = alpha y / pi.
Normalise = Callable[[str, str], str]


def window(parameters: Parameters) -> ModelProto:
    g = Graph(_own(parameters), "window")
    parts = ("scale", "scale_low", "shift", "shift_low")
    for part in parts:
        _split(g, part)

    def affine(x: str, norm: str) -> str:
        scale, shift = (g.add(f"{k}:{norm}", f"{k}_low:{norm}") for k in ("scale", "shift"))
        return g.add(g.mul(x, scale), shift)

    _Generator(g, affine, lambda x, stage: x).build()
    return g.model({**_inputs(), **{p: [1, NORM_CHANNELS, 1] for p in parts}}, ["hidden"])


def whole(parameters: Parameters) -> ModelProto:
    """`gamma` and `beta` are the style's, each with Snake's alpha / pi multiplied in."""
    g = Graph(_own(parameters), "whole")
    masks = [g.unsqueeze(f"mask{stage}", 1) for stage in (0, 1)]
    counts = [g.op("ReduceSum", mask, g.const(ints(2))) for mask in masks]
    means, variances = [], []
    for part in ("gamma", "beta"):
        _split(g, part)
    stages = {name: CHANNELS.index(channels) for name, _, channels in NORMS}

    def own(x: str, norm: str) -> str:
        stage = stages[norm]
        centred, mean, variance = masked_statistics(g, x, masks[stage], counts[stage])
        variance = g.add(variance, EPSILON)
        means.append(mean)
        variances.append(variance)
        scale = g.op("Div", f"gamma:{norm}", g.op("Sqrt", variance))
        return g.mul(g.add(g.mul(centred, scale), f"beta:{norm}"), masks[stage])

    _Generator(g, own, lambda x, stage: g.mul(x, masks[stage])).build()
    g.op("Concat", *means, out="mean", axis=1)
    g.op("Concat", *variances, out="variance", axis=1)
    inputs: Shapes = {
        **_inputs(),
        "mask0": [1, "M0"],
        "mask1": [1, "M1"],
        "gamma": [1, NORM_CHANNELS, 1],
        "beta": [1, NORM_CHANNELS, 1],
    }
    return g.model(inputs, ["hidden", "mean", "variance"])


def head(parameters: Parameters) -> ModelProto:
    """The last convolution; `hidden` is three times too large, which its weights undo."""
    g = Graph(_own(parameters), "head")
    weight, bias = (g.p[f"conv_post.{k}"] for k in ("weight", "bias"))
    g.op(
        "Conv",
        "hidden",
        g.const((weight / 3).astype(np.float32)),
        g.const(bias),
        out="spectrum",
        kernel_shape=[7],
        pads=[3, 3],
    )
    return g.model({"hidden": [1, HIDDEN_CHANNELS, "H"]}, ["spectrum"])


class _Generator:
    """What both graphs share; `masked` keeps a tensor of a stage out of the padding."""

    def __init__(self, g: Graph, normalise: Normalise, masked: Callable[[str, int], str]) -> None:
        self._g = g
        self._normalise = normalise
        self._masked = masked
        self._sine = sine_polynomial(SINE_DEGREE)

    def build(self) -> None:
        g, x = self._g, "x"
        for stage, (stride, kernel, noise_kernel) in enumerate(STAGES):
            pad, step = SOURCE_CONVS[stage]
            source = g.conv("source", f"noise_convs.{stage}", pad, step)
            source = self._block(source, f"noise_res.{stage}", noise_kernel)
            x = self._upsampled(g.op("LeakyRelu", x, alpha=0.1), stage, stride, kernel)
            if stage == 1:
                x = g.op("Pad", x, g.const(ints(0, 0, 1, 0, 0, 0)), mode="reflect")
            x = g.add(x, source)
            first, *others = (
                self._block(x, f"resblocks.{3 * stage + i}", size) for i, size in enumerate(KERNELS)
            )
            x = first
            for other in others:
                x = g.add(x, other)
            if stage == 0:
                x = self._masked(g.mul(x, 1 / 3), 0)
        g.op("LeakyRelu", self._masked(x, 1), alpha=0.01, out="hidden")

    def _block(self, x: str, name: str, kernel: int) -> str:
        """Upstream's AdaINResBlock1."""
        for j, dilation in enumerate(DILATIONS):
            t = x
            for i, spread in ((1, dilation), (2, 1)):
                conv = f"{name}.convs{i}.{j}"
                alpha = self._g.p[f"{name}.alpha{i}.{j}"].reshape(1, -1, 1)
                # Snake's factor goes into the weights of the convolution behind it.
                weight = self._g.p[f"{conv}.weight"] * (np.pi / alpha)
                pad = (kernel - 1) * spread // 2
                t = self._snake(self._normalise(t, f"{name}.adain{i}.{j}"))
                t = self._g.conv(t, conv, pad, 1, spread, weight)
            x = self._g.add(t, x)
        return x

    def _snake(self, v: str) -> str:
        """y + sin(alpha y)^2 / alpha is pi / alpha times this, for v = alpha y / pi.

        That is v + (1 - cos(2 pi v)) / (2 pi), whose second term repeats itself in every whole v
        and is even: a polynomial of the square of the distance to the nearest one.
        """
        g = self._g
        distance = g.op("Sub", v, g.op("Round", v))
        q = g.mul(distance, distance)
        *lower, second, highest = (float(c) for c in self._sine)
        y = g.add(g.mul(q, highest), second)
        for coefficient in reversed(lower):
            y = g.add(g.mul(y, q), coefficient)
        return g.add(v, g.mul(y, q))

    def _upsampled(self, x: str, stage: int, stride: int, kernel: int) -> str:
        """A transposed convolution, as a convolution with `stride` times the channels, interleaved.

        It is a kernel of OpenVINO's that is twice as fast.
        """
        g, name = self._g, f"ups.{stage}"
        phases = interleaved_phases(g.p[f"{name}.weight"], stride)
        bias = np.tile(g.p[f"{name}.bias"], stride)
        y = g.op("Conv", x, g.const(phases), g.const(bias), kernel_shape=[3], pads=[1, 1])
        return g.transpose(g.reshape(g.transpose(y, 0, 2, 1), 1, -1, CHANNELS[stage]), 0, 2, 1)


def _own(parameters: Parameters) -> Parameters:
    return {k.removeprefix(PREFIX): v for k, v in parameters.items() if k.startswith(PREFIX)}


def _inputs() -> Shapes:
    return {"x": [1, 512, "W"], "source": [1, SOURCE_CHANNELS, "H"]}


def _split(g: Graph, part: str) -> None:
    """Make "part:norm" for every norm of an input with all of them."""
    sizes = g.const(ints(*(channels for *_, channels in NORMS)))
    g.ops("Split", part, sizes, outs=[f"{part}:{norm}" for norm, *_ in NORMS], axis=1)
