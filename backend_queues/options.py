"""Check the options of a request against those a backend declares."""

from collections.abc import Mapping

from backend_queues.base import Capabilities, Option, OptionValue, SpeechRequest
from backend_queues.errors import InvalidOption, shown
from backend_queues.suggestions import did_you_mean

MAX_TEXT_CHARS = 4_000  # of a text option, such as instructions on how to speak
MOST = 2.0**53  # up to which a double has every whole number; of options without bounds


def check_options(
    capabilities: Capabilities, given: Mapping[str, object]
) -> dict[str, OptionValue]:
    """Return every option of the backend: the given ones, checked, and the others' defaults.

    Raises:
        InvalidOption: the backend does not have an option, or does not accept its value.
    """
    declared = {option.name: option for option in capabilities.options}
    for name in given:
        if name not in declared:
            raise InvalidOption(
                f"There is no option {shown(name)} here; the options are: "
                f"{', '.join(sorted(declared)) or 'none'}.{did_you_mean(name, declared)}"
            )
    return {
        name: _checked(option, given[name]) if name in given else option.default
        for name, option in declared.items()
    }


def greeting(capabilities: Capabilities, voice: str) -> SpeechRequest:
    """Return the request with which a loaded backend warms up: a few words, default options."""
    options = check_options(capabilities, {})
    return SpeechRequest("Hello there.", voice, "", options, segment_index=0, seed=0)


def parse_options(capabilities: Capabilities, given: Mapping[str, str]) -> dict[str, object]:
    """Turn the text values of a query string or a command line into the options' own types.

    A value that does not read as its option's type stays text, for `check_options` to refuse.
    """
    declared = {option.name: option for option in capabilities.options}
    return {
        name: _parsed(declared[name].default, text) if name in declared else text
        for name, text in given.items()
    }


def _parsed(default: OptionValue, text: str) -> object:
    if isinstance(default, bool):
        return {"true": True, "1": True, "false": False, "0": False}.get(text.lower(), text)
    try:
        return type(default)(text)
    except ValueError:
        return text


def _checked(option: Option, value: object) -> OptionValue:
    if isinstance(option.default, bool):
        if isinstance(value, bool):
            return value
        raise InvalidOption(f"{option.name} must be true or false, not {shown(value)}.")
    if isinstance(option.default, str):
        return _checked_text(option, value)
    return _checked_number(option, value)


def _checked_text(option: Option, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidOption(f"{option.name} must be a string, not {shown(value)}.")
    if len(value) > MAX_TEXT_CHARS:
        raise InvalidOption(
            f"{option.name} may have {MAX_TEXT_CHARS:,} characters, and has {len(value):,}."
        )
    if option.choices and value not in option.choices:
        raise InvalidOption(
            f"{option.name} must be one of {', '.join(option.choices)}, not {shown(value)}."
        )
    return value


def _checked_number(option: Option, value: object) -> int | float:
    whole = isinstance(option.default, int)
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        kind = "a whole number" if whole else "a number"
        raise InvalidOption(f"{option.name} must be {kind}, not {shown(value)}.")
    low = -MOST if option.minimum is None else option.minimum
    high = MOST if option.maximum is None else option.maximum
    if not low <= value <= high:  # as NaN and infinity are not
        raise InvalidOption(f"{option.name} must be from {low:g} to {high:g}, not {shown(value)}.")
    return value if whole else float(value)
