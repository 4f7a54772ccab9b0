"""Entities are characters, decoded once, and none of them is a mark."""

import pytest

from tests.frontend.text.texts import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tom &amp; Jerry said &quot;hi&quot; &ndash; it&#39;s 5 &lt; 6.",
            'Tom & Jerry said "hi" – it\'s 5 < 6.',
        ),
        ("Caf&eacute; &#x2013; na&#239;ve&hellip; ok", "Café – naïve… ok"),
        ("a&nbsp;b &shy;c&#8203;d", "a\u00a0b cd"),
        ("&amp;amp; and &amp;lt;b&amp;gt;", "&amp; and &lt;b&gt;"),
        ("&#42;not bold&#42; &#96;x&#96;", "*not bold* `x`"),
        ("&lt;b&gt; is the tag", "b is the tag"),
        ("List&lt;String&gt; x", "List<String> x"),
        ("AT&T, R&D; Q&A, a && b, &unknown; &", "AT&T, R&D; Q&A, a && b, &unknown; &"),
        ("a &#10; b &#128512; c &#0; d", "a b c d"),
        ("`&amp;` in code", "&amp; in code"),
    ],
)
def test_entities_are_decoded_once(text: str, expected: str) -> None:
    assert words(text) == expected
