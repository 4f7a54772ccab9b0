"""Shapes are rounded up to a few, or not at all."""

import pytest

from backend_queues.kokoro_pytorch.shapes import EXACT, FEW, Shapes

SHAPES = Shapes(batches=(1, 4), tokens=(16, 32), durations=(48, 96))


@pytest.mark.parametrize(("count", "rounded"), [(1, 48), (48, 48), (49, 96), (97, 192), (193, 288)])
def test_a_length_becomes_the_next_of_the_few_or_a_multiple(count: int, rounded: int) -> None:
    assert SHAPES.duration(count) == rounded


def test_without_sizes_nothing_is_rounded() -> None:
    assert [EXACT.batch(3), EXACT.token_count(17), EXACT.duration(99)] == [3, 17, 99]
    assert not list(EXACT.commonest())


def test_a_sentence_alone_is_seen_first_and_all_shapes_are_few() -> None:
    seen = list(FEW.commonest())
    alone = [batch == 1 for batch, _, _ in seen]
    assert alone == sorted(alone, reverse=True) and sum(alone) == len(FEW.durations)
    work = [batch * duration for batch, _, duration in seen if batch > 1]
    assert work == sorted(work) and len(seen) == len(set(seen)) <= 128
    assert all(tokens in FEW.tokens and tokens <= duration for _, tokens, duration in seen)


def test_no_sentence_has_more_tokens_than_the_model_takes() -> None:
    assert max(FEW.tokens) == FEW.token_count(512) == 512
