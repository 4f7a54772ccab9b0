"""The graphs of all that precedes the generator: text, prosody and decoder.

L tokens become T frames of 25 ms; what comes out has 2 T frames of 12.5 ms. A length may be padded
at its end; `mask` (1, length) says how far the sentence goes.

    text     tokens (1, L), mask, style     -> durations (L,), d (L, 640), t (L, 512)
    prosody  d by frames (T, 640), mask, style            -> f0, n (1, 2 T)
    decoder  t by frames (T, 512), f0, n, mask, style     -> x (1, 512, 2 T)

The style (1, 128) is the prosodic half of a voice's, for `decoder` its timbre.

d, t, f0, n and x are upstream's names.
"""

import numpy as np
from onnx import ModelProto

from backend_queues.kokoro_openvino.onnx_graph import LEAKY, Graph, Shapes, Styled, ints
from backend_queues.kokoro_openvino.parameters import Parameters

BERT_LAYERS, HEADS, HEAD_SIZE = 12, 12, 64
BERT_EPSILON, EPSILON = 1e-12, 1e-5
FAR_AWAY = -1e4  # added to the attention to the padding: nothing is left after the softmax
LAYER = "bert.encoder.albert_layer_groups.0.albert_layers.0"


def text(parameters: Parameters) -> ModelProto:
    g = Graph(parameters, "text")
    inside = g.transpose(g.unsqueeze("mask", 2), 1, 0, 2)  # [L, 1, 1]
    outside = g.op("Sub", g.const(np.ones(1, np.float32)), inside)
    d = _duration_encoder(g, g.transpose(_bert(g), 1, 0, 2), outside)
    spans = g.linear(g.lstm(d, outside, "predictor.lstm"), "predictor.duration_proj.linear_layer")
    total = g.op("ReduceSum", g.op("Sigmoid", spans), g.const(ints(2)), keepdims=0)
    g.op("Reshape", total, g.const(ints(-1)), out="durations")
    g.op("Squeeze", d, g.const(ints(1)), out="d")
    g.op("Squeeze", _text_encoder(g, outside), g.const(ints(1)), out="t")
    inputs: Shapes = {"tokens": [1, "L"], "mask": [1, "L"], "style": [1, 128]}
    return g.model(inputs, ["durations", "d", "t"])


def _bert(g: Graph) -> str:
    """[1, L, 512]: upstream's PLBERT, one layer applied twelve times, and its projection."""
    length = g.op("Slice", g.op("Shape", "tokens"), g.const(ints(1)), g.const(ints(2)))
    embeddings = "bert.embeddings"
    places = g.const(g.p[f"{embeddings}.position_embeddings.weight"][np.newaxis])
    places = g.op("Slice", places, g.const(ints(0)), length, g.const(ints(1)))
    x = g.op("Gather", g.const(g.p[f"{embeddings}.word_embeddings.weight"]), "tokens")
    kind = g.const(np.ascontiguousarray(g.p[f"{embeddings}.token_type_embeddings.weight"][:1]))
    x = _norm(g, g.add(g.add(x, places), kind), f"{embeddings}.LayerNorm")
    x = g.linear(x, "bert.encoder.embedding_hidden_mapping_in")
    unseen = g.op("Sub", g.const(np.ones(1, np.float32)), "mask")
    hidden = g.reshape(g.mul(unseen, FAR_AWAY), 1, 1, 1, -1)
    for _ in range(BERT_LAYERS):
        x = _feed_forward(g, _attention(g, x, hidden))
    return g.linear(x, "bert_encoder")


def _norm(g: Graph, x: str, name: str) -> str:
    return g.layer_norm(x, g.p[f"{name}.weight"], g.p[f"{name}.bias"], BERT_EPSILON)


def _attention(g: Graph, x: str, hidden: str) -> str:
    def heads(part: str, *axes: int) -> str:
        projected = g.linear(x, f"{LAYER}.attention.{part}")
        return g.transpose(g.reshape(projected, 0, 0, HEADS, HEAD_SIZE), *axes)

    query, key = heads("query", 0, 2, 1, 3), heads("key", 0, 2, 3, 1)
    scores = g.mul(g.op("MatMul", query, key), HEAD_SIZE**-0.5)
    weights = g.op("Softmax", g.add(scores, hidden), axis=-1)
    mixed = g.transpose(g.op("MatMul", weights, heads("value", 0, 2, 1, 3)), 0, 2, 1, 3)
    projected = g.linear(g.reshape(mixed, 0, 0, -1), f"{LAYER}.attention.dense")
    return _norm(g, g.add(x, projected), f"{LAYER}.attention.LayerNorm")


def _feed_forward(g: Graph, x: str) -> str:
    """The activation is the Gaussian error unit in its form with tanh, as in ALBERT."""
    f = g.linear(x, f"{LAYER}.ffn")
    cubic = g.add(f, g.mul(g.mul(g.mul(f, f), f), 0.044715))
    tanh = g.op("Tanh", g.mul(cubic, float(np.sqrt(2 / np.pi))))
    f = g.mul(g.mul(f, 0.5), g.add(tanh, 1.0))
    return _norm(g, g.add(g.linear(f, f"{LAYER}.ffn_output"), x), f"{LAYER}.full_layer_layer_norm")


def _duration_encoder(g: Graph, d: str, outside: str) -> str:
    """[L, 1, 512] to [L, 1, 640]: LSTMs with adaptive norms between; the style is appended."""
    length = g.op("Slice", g.op("Shape", d), g.const(ints(0)), g.const(ints(1)))
    shape = g.op("Concat", length, g.const(ints(1, 128)), axis=0)
    style = g.op("Expand", g.unsqueeze("style", 0), shape)
    d = g.op("Concat", d, style, axis=2)
    ones, zeros = np.ones(512, np.float32), np.zeros(512, np.float32)
    for layer in range(3):
        lstm, norm = (f"predictor.text_encoder.lstms.{2 * layer + i}" for i in (0, 1))
        y = g.layer_norm(g.lstm(d, outside, lstm), ones, zeros, EPSILON)
        gamma, beta = g.halves(g.linear("style", f"{norm}.fc"), 1, 512)
        y = g.add(g.mul(y, g.add(gamma, 1.0)), beta)
        d = g.op("Concat", y, style, axis=2)
    return d


def _text_encoder(g: Graph, outside: str) -> str:
    """[L, 1, 512]: three convolutions and an LSTM over the tokens."""
    mask = g.unsqueeze("mask", 1)
    embedded = g.op("Gather", g.const(g.p["text_encoder.embedding.weight"]), "tokens")
    t = g.transpose(embedded, 0, 2, 1)
    for layer in range(3):
        name = f"text_encoder.cnn.{layer}"
        t = g.transpose(g.conv(g.mul(t, mask), f"{name}.0", 2), 0, 2, 1)
        t = g.layer_norm(t, g.p[f"{name}.1.gamma"], g.p[f"{name}.1.beta"], EPSILON)
        t = g.op("LeakyRelu", g.transpose(t, 0, 2, 1), alpha=LEAKY)
    return g.lstm(g.transpose(t, 2, 0, 1), outside, "text_encoder.lstm")


def prosody(parameters: Parameters) -> ModelProto:
    g = Graph(parameters, "prosody")
    mask = g.unsqueeze("mask", 1)  # [1, 1, T]
    outside = g.op("Sub", g.const(np.ones(1, np.float32)), g.transpose(mask, 2, 0, 1))
    shared = g.lstm(g.unsqueeze("d", 1), outside, "predictor.shared")
    short = Styled(g, "style", mask)
    long = short.at_double_length()
    for curve, out in (("F0", "f0"), ("N", "n")):
        y = short.block(g.transpose(shared, 1, 2, 0), f"predictor.{curve}.0")
        y = short.doubling_block(y, f"predictor.{curve}.1", long)
        y = g.conv(long.block(y, f"predictor.{curve}.2"), f"predictor.{curve}_proj")
        g.op("Reshape", g.mul(y, long.mask), g.const(ints(1, -1)), out=out)
    return g.model({"d": ["T", 640], "mask": [1, "T"], "style": [1, 128]}, ["f0", "n"])


def decoder(parameters: Parameters) -> ModelProto:
    g = Graph(parameters, "decoder")
    short = Styled(g, "style", g.unsqueeze("mask", 1))
    asr = g.unsqueeze(g.transpose("t", 1, 0), 0)
    f0, n = (
        g.conv(g.unsqueeze(curve, 0), f"decoder.{name}_conv", 1, 2)
        for curve, name in (("f0", "F0"), ("n", "N"))
    )
    x = short.block(g.op("Concat", asr, f0, n, axis=1), "decoder.encode")
    residual = g.conv(asr, "decoder.asr_res.0")
    for layer in range(3):
        x = short.block(g.op("Concat", x, residual, f0, n, axis=1), f"decoder.decode.{layer}")
    joined = g.op("Concat", x, residual, f0, n, axis=1)
    x = short.doubling_block(joined, "decoder.decode.3", short.at_double_length())
    g.op("Identity", x, out="x")
    curves: Shapes = {"f0": [1, "F"], "n": [1, "F"]}
    return g.model({"t": ["T", 512], **curves, "mask": [1, "T"], "style": [1, 128]}, ["x"])
