"""File names: in order, readable, and possible everywhere."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.jobs.assembling.names import file_names, stem_of
from frontend.protocol.jobs import Output


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("The Storm", "003-the-storm"),
        ("  I. – “Loomings”?! ", "003-i-loomings"),
        ("../../etc/passwd", "003-etc-passwd"),
        (".hidden", "003-hidden"),
        ("C:\\con", "003-c-con"),
        ("Über die Straße", "003-über-die-straße"),
        ("吾輩は猫である。", "003-吾輩は猫である"),
        ("हिन्दी", "003-हिन्दी"),
        ("line_7", "003-line_7"),
        ("☂ \ud800 \0", "003"),
        ("", "003"),
    ],
)
def test_a_name_is_made_readable_and_safe(name: str, stem: str) -> None:
    assert stem_of(2, 12, name) == stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [("The Storm", "the-storm"), ("", "audio"), ("NUL", "nul_"), ("com1", "com1_"), ("com", "com")],
)
def test_an_only_file_has_no_number(name: str, stem: str) -> None:
    assert stem_of(0, 1, name) == stem


def test_names_sort_in_the_order_of_the_items() -> None:
    stems = [stem_of(index, 10_000, string.ascii_letters[-index % 52]) for index in range(10_000)]
    assert stems == sorted(stems)
    assert stems[0] == "00001-a"


@given(name=st.text(), total=st.integers(1, 20_000))
def test_any_name_gives_a_file(name: str, total: int) -> None:
    stem = stem_of(total - 1, total, name)
    assert 0 < len(stem.encode()) <= 110
    assert Path(stem).name == stem
    assert not set(stem) & set('<>:"/\\|?*. ')
    assert stem.isprintable()


def test_captions_are_named_as_the_audio() -> None:
    output = Output(format="mulaw", captions=("srt", "vtt", "srt"))
    assert file_names("003-x", output) == ["003-x.ulaw", "003-x.srt", "003-x.vtt"]
