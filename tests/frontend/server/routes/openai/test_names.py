"""What OpenAI's names mean on backends of different abilities."""

import pytest

from backend_queues.base import Capabilities, Option
from backend_queues.registry import BUILT_IN_FILE, read_registry
from frontend.server.messages.openai import InvalidField, SpokenBody
from frontend.server.routes.openai.names import Directory, language_of, options_of, voice_of

PLAIN = Capabilities(languages=("en-US",))
SPEED = Capabilities(languages=("en-US",), options=(Option("speed", 1.0, minimum=0.5, maximum=2),))
INSTRUCTED = Capabilities(languages=("en-US",), options=(Option("instructions", ""),))
KOKORO = ["af_heart", "af_alloy", "am_echo"]


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("alloy", KOKORO, "af_alloy"),
        ("am_echo", KOKORO, "am_echo"),
        ("alloy", ["alloy", "af_alloy"], "alloy"),
        ("alloy", ["obama"], ""),
        ("nobody", KOKORO, "nobody"),  # for the backend to refuse
        ("", KOKORO, ""),
        ("af_heart+am_echo", KOKORO, "af_heart,am_echo"),
        ("af_heart(2)+am_echo(0.5)", KOKORO, "af_heart:2,am_echo:0.5"),
        ("a+b", ["a+b"], "a+b"),
    ],
)
def test_a_voice_is_the_backends_own_then_the_mapped_one_then_the_default(
    name: str, known: list[str], meant: str
) -> None:
    assert voice_of(name, known, read_registry(BUILT_IN_FILE)) == meant


def test_a_model_may_have_a_former_name_which_is_not_listed() -> None:
    directory = Directory(read_registry(BUILT_IN_FILE), {"kokoro", "kokoro-pytorch"}, "kokoro")
    assert directory.backend("kokoro-onnx") == "kokoro"
    assert "kokoro-onnx" not in directory.served()


def test_the_model_kokoro_is_whichever_kokoro_is_live() -> None:
    directory = Directory(read_registry(BUILT_IN_FILE), {"kokoro-pytorch"}, "tone")
    assert directory.backend("kokoro") == "kokoro-pytorch"


def test_normal_speed_is_nothing_to_a_backend_without_speed() -> None:
    assert options_of(SpokenBody(input="Hello."), PLAIN) == {}
    assert options_of(SpokenBody(input="Hello."), SPEED) == {"speed": 1.0}


@pytest.mark.parametrize(
    ("capabilities", "speed", "named"),
    [
        (PLAIN, 1.5, "no option 'speed'"),
        (SPEED, 2.5, "from 0.5 to 2"),
        (SPEED, float("nan"), "nan"),
    ],
)
def test_a_speed_that_the_backend_does_not_have_is_refused(
    capabilities: Capabilities, speed: float, named: str
) -> None:
    with pytest.raises(InvalidField, match=named) as raised:
        options_of(SpokenBody(input="Hello.", speed=speed), capabilities)
    assert raised.value.param == "speed"


def test_instructions_go_to_backends_that_take_them() -> None:
    body = SpokenBody(input="Hello.", instructions="Whisper.")
    assert options_of(body, INSTRUCTED) == {"instructions": "Whisper."}
    assert options_of(body, PLAIN) == {}


def test_options_go_first() -> None:
    body = SpokenBody(input="Hello.", speed=0.75, options={"speed": 1.5})
    assert options_of(body, SPEED) == {"speed": 1.5}


@pytest.mark.parametrize(
    ("fields", "language"),
    [
        ({"lang_code": "b"}, "en-GB"),
        ({"lang_code": " B "}, "en-GB"),
        ({"lang_code": "en_us"}, "en_us"),  # which is read where the voice is found
        ({"lang_code": "de"}, "de"),
        ({"lang_code": "b", "language": "it"}, "it"),
        ({}, ""),
    ],
)
def test_a_language_is_a_tag_or_one_of_kokoros_letters(
    fields: dict[str, str], language: str
) -> None:
    assert language_of(SpokenBody(input="Hello.", **fields)) == language  # type: ignore[arg-type]
