"""What an LLM thinks before it answers is not heard, and no words are that only name its tags."""

import pytest

from frontend.protocol.text_options import TextOptions
from frontend.text import SpeakableFilter, TextCutter
from frontend.text.markup.within.reasoning import MOST_CHARS
from tests.frontend.text.texts import letters, words


@pytest.mark.parametrize(
    "text",
    [
        "<think>\nThe user wants a greeting. Be brief.\n</think>\nHello there!",
        "<think>Okay, so 5 < 6 and <b>so</b> on. </think>Hello there!",
        "<think>\n\n</think>\n\nHello there!",
        "<think> okay, they greet. </think> Hello there!",
        '<tool_call>\n{"name": "greet"}\n</tool_call>\nHello there!',
        '<details type="tool_calls">\n<summary>Done</summary>\n</details>\nHello there!',
        "<THINK>hm</Think >Hello there!",
        "<thinking>a\n\nb\n```py\nx\n```</thinking>Hello there!",
        "<reasoning>It says <think>.</reasoning> Hello there!",
        "<seed:think>short</seed:think>Hello there!",
        '<details type="reasoning" done="true" duration="3">\n<summary>Thought for 3 seconds'
        "</summary>\n> They greet.\n</details>\nHello there!",
        "<details type='reasoning'><summary>Thought</summary>...</details>Hello there!",
        "[THINK]They greet.[/THINK]Hello there!",
        "◁think▷They greet.◁/think▷Hello there!",
        "<|begin_of_thought|>They greet.<|end_of_thought|>Hello there!",
        "<|START_THINKING|>They greet.<|END_THINKING|>Hello there!",
        "<|channel|>analysis<|message|>They greet.<|end|><|start|>assistant<|channel|>final"
        "<|message|>Hello there!<|return|>",
        "<|im_start|>assistant\n<think>Greet.</think>Hello there!<|im_end|>",
        "Hello <think>mid-sentence</think>there!",
        "<think>a</think>Hello <think>b</think>there!",
    ],
)
def test_reasoning_is_not_spoken(text: str) -> None:
    assert words(text) == "Hello there!"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The <think> tag opens it. So it is.", "The think tag opens it. So it is."),
        ("<think> is a tag. Here is more.", "think is a tag. Here is more."),
        ("<think> ist ein Tag. Hier ist mehr.", "think ist ein Tag. Hier ist mehr."),
        ("Models write <think>, then <reasoning>.", "Models write think, then reasoning."),
        ("Use `<think>` for it. So it is.", "Use <think> for it. So it is."),
        ('It says "<think>" here. So it is.', 'It says "think" here. So it is.'),
        ("<details open>More</details> of it.", "More of it."),
    ],
)
def test_a_tag_that_is_only_mentioned_opens_nothing(text: str, expected: str) -> None:
    assert words(text) == expected


def test_reasoning_is_spoken_where_it_is_asked_for() -> None:
    text = "<think>They greet.</think>\nHello there!"
    speak = TextOptions(reasoning="speak")
    assert words(text, options=speak) == "They greet. Hello there!"
    assert words("<think>One.</think>Two.", options=speak) == "One. Two."
    assert words("[THINK]One.[/THINK]Two.", options=speak) == "One. Two."
    assert words("So </think> it is [/THINK].") == "So it is."


def test_a_block_that_never_ends_is_told_of() -> None:
    cutter = TextCutter()
    assert cutter.push("Hi.\n<think>It goes on and on.") + cutter.flush()
    assert cutter.unclosed == "<think>"
    closed = TextCutter()
    closed.push("<think>It ends.</think> Hi.")
    closed.flush()
    assert closed.unclosed == ""


def test_a_block_that_never_ends_does_not_swallow_a_text_for_ever() -> None:
    speech, said = SpeakableFilter(), ""
    said += speech.push("<think>")
    for _ in range(MOST_CHARS // 100 + 10):
        said += speech.push("abcde fgh " * 10)
        assert speech.held_chars < 50
    assert 0 < len(said) < 1_500


@pytest.mark.parametrize("text", ["a <| b", "x <|> y", "f <|| g", "(<|name"])
def test_what_is_no_token_of_a_model_is_text(text: str) -> None:
    assert letters(words(f"{text} here")) == letters(f"{text} here")
