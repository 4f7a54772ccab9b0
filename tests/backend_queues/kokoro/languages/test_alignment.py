"""What is heard is named as it is written, also where a front end reads a text changed."""

import time

from hypothesis import given
from hypothesis import strategies as st

from backend_queues.kokoro.languages.alignment import Token, named

PATIENCE_S = 20


def names(written: str, read: str, *pieces: str) -> list[tuple[str, str]]:
    tokens: list[Token] = []
    for piece in pieces:
        start = read.index(piece, tokens[-1].end if tokens else 0)
        tokens.append(Token(start, start + len(piece), piece))
    return [(word.text, word.phonemes) for word in named(written, read, tokens)]


def test_a_text_that_is_read_as_it_is_names_each_token() -> None:
    assert names("我们走", "我们走", "我们", "走") == [("我们", "我们"), ("走", "走")]


def test_tokens_of_what_was_changed_are_one_word() -> None:
    found = names("买了25个苹果", "买了二十五个苹果", "买", "了", "二十", "五个", "苹果")
    assert found == [("买", "买"), ("了", "了"), ("25个", "二十五个"), ("苹果", "苹果")]


def test_what_is_read_shorter_is_named_in_full() -> None:
    assert names("ｶﾞﾑと水", "ガムと水", "ガム", "と", "水") == [
        ("ｶﾞﾑ", "ガム"),
        ("と", "と"),
        ("水", "水"),
    ]


def test_punctuation_belongs_to_the_word_before_it() -> None:
    found = named("好，走", "好，走", [Token(0, 1, "xau"), Token(1, 2, ", "), Token(2, 3, "ʦou")])
    assert [(word.text, word.phonemes) for word in found] == [("好", "xau, "), ("走", "ʦou")]
    assert [word.phonemes[word.start : word.end] for word in found] == ["xau", "ʦou"]


def test_a_long_text_takes_no_longer_than_in_proportion() -> None:
    written = "好12年3" * 20_000
    read = written.replace("12", "十二").replace("3", "三")
    began = time.thread_time()
    named(written, read, [Token(i, i + 1, "a") for i in range(len(read))])
    assert time.thread_time() - began < PATIENCE_S


@given(st.text("ab1 ", max_size=40), st.text("abx ", max_size=40))
def test_no_phoneme_is_lost_and_names_come_in_the_order_of_the_text(
    written: str, read: str
) -> None:
    tokens = [Token(i, i + 1, char) for i, char in enumerate(read) if char.strip()]
    words = named(written, read, tokens)
    assert "".join(word.phonemes for word in words) == "".join(token.phonemes for token in tokens)
    position = 0
    for word in words:
        position = written.index(word.text, position) + len(word.text)
