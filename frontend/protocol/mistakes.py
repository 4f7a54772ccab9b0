"""What is wrong with a message or a request, as a sentence about the field that is to be changed.

msgspec's ValidationError says it in the words of a type checker: "Expected `float` <= 4.0 - at
`$.speed`", "Object contains unknown field `vioce`" (msgspec 0.19 and later). Its type knows what
else there is.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
from msgspec.inspect import (
    DictType,
    EnumType,
    ListType,
    LiteralType,
    Metadata,
    SetType,
    StructType,
    Type,
    UnionType,
    VarTupleType,
    type_info,
)

from backend_queues.errors import shown
from backend_queues.suggestions import did_you_mean

T = TypeVar("T")
MOST_CHARS = 300  # of msgspec's sentence, which may quote a client's field
MOST_STEPS = 20
_AT = " - at `"
_STEP = re.compile(r"\.([^.\[\]]{1,100})|\[([^\]]{1,20})\]")
_UNKNOWN = re.compile(r"^Object contains unknown field `(.{0,200})`$")
_MISSING = re.compile(r"^Object missing required field `(.{0,200})`$")
_CHOICE = re.compile(r"^Invalid enum value (.{0,200})$")
_EXPECTED = re.compile(r"^Expected `([^`]{1,100})`(.{0,100})$")
_BOUND = re.compile(r"^ (<=|>=|<|>) (.{1,40})$")
_LENGTH = re.compile(r"^ of length (<=|>=) (\d{1,20})$")

_KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
_BOUNDS = {"<=": "at most", ">=": "at least", "<": "less than", ">": "more than"}
_COUNTED = {"str": "characters", "array": "entries", "object": "entries"}


def converted(value: object, kind: type[T], *, strict: bool = True) -> T:
    """Return what a client has sent as that type.

    Raises:
        msgspec.ValidationError: it is not; also where half of a surrogate pair, which JSON can
            hold, stands for one of some words.
    """
    try:
        return msgspec.convert(value, kind, strict=strict)
    except UnicodeEncodeError as error:
        raise msgspec.ValidationError("A word holds half of a surrogate pair") from error


def mistake_in(error: msgspec.ValidationError, kind: Any, whole: str = "") -> str:
    """Return what is wrong, as a sentence with a full stop.

    Args:
        kind: the type that the message was to be converted to.
        whole: the place of the message, such as a field's name; "" if it is the whole request.
    """
    text = str(error)[:MOST_CHARS]
    said, _, at = text.rpartition(_AT) if _AT in text else (text, "", "")
    path = at.rstrip("`").removeprefix("key in `").removeprefix("$")
    place = _joined(whole, path.lstrip(".")) if path else whole
    try:
        inner = _inner(type_info_of(kind), path)
    except TypeError:  # of a type that msgspec cannot describe
        inner = ()
    return _sentence(said, place, inner)


@lru_cache(maxsize=256)
def type_info_of(kind: Any) -> Type:
    """Return msgspec's description of a type. Raises TypeError if it has none."""
    return type_info(kind)


def _joined(whole: str, path: str) -> str:
    if not whole or path.startswith("["):
        return whole + path
    return f"{whole}.{path}"


def _sentence(said: str, place: str, kinds: tuple[Type, ...]) -> str:
    if unknown := _UNKNOWN.match(said):
        fields = _fields(kinds)
        return f"There is no field {shown(unknown[1])}{_in(place)}{_listed(unknown[1], fields)}"
    if missing := _MISSING.match(said):
        return f"{_joined(place, missing[1].replace('`', ''))} is missing."
    subject = place or "It"
    if choice := _CHOICE.match(said):
        given = choice[1].strip("'\"")
        return f"{subject} cannot be {shown(given)}{_listed(given, _choices(kinds))}"
    if expected := _EXPECTED.match(said):
        return f"{subject} must be {_expected(expected[1], expected[2])}."
    return f"{place}: {said}." if place else f"{said}."


def _in(place: str) -> str:
    return f" in {place}" if place else ""


def _listed(given: str, known: Iterable[str]) -> str:
    names = list(known)
    if not names:
        return "."
    meant = did_you_mean(given, names)
    return f"; there are: {', '.join(names)}.{meant}"


def _expected(kinds: str, rest: str) -> str:
    words = " or ".join(_KINDS.get(kind.strip(), kind.strip()) for kind in kinds.split("|"))
    if bound := _BOUND.match(rest):
        return f"{words} of {_BOUNDS[bound[1]]} {_number(bound[2])}"
    if length := _LENGTH.match(rest):
        return f"{words} of {_BOUNDS[length[1]]} {length[2]} {_COUNTED.get(kinds, 'entries')}"
    if got := re.match(r"^, got `(\w{1,20})`$", rest):
        return f"{words}, not {_KINDS.get(got[1], got[1])}"
    return words + rest


def _number(bound: str) -> str:
    try:
        return f"{float(bound):g}" if "." in bound else bound
    except ValueError:
        return bound


def _inner(outer: Type, path: str) -> tuple[Type, ...]:
    """Return the types of what stands at the path, of which there are several in a union."""
    kinds = _plain(outer)
    for _, (field, index) in zip(range(MOST_STEPS), _STEP.findall(path), strict=False):
        kinds = tuple(
            inner for kind in kinds for step in _step(kind, field, index) for inner in _plain(step)
        )
    return kinds


def _plain(kind: Type) -> tuple[Type, ...]:
    """Return the type without what is said about it, or each of a union."""
    match kind:
        case Metadata():
            return _plain(kind.type)
        case UnionType():
            return tuple(inner for each in kind.types for inner in _plain(each))
    return (kind,)


def _step(kind: Type, field: str, index: str) -> Iterable[Type]:
    match kind:
        case StructType() if field:
            return [each.type for each in kind.fields if each.encode_name == field]
        case DictType() if index:
            return [kind.value_type]
        case ListType() | VarTupleType() | SetType() if index:
            return [kind.item_type]
    return []


def _fields(kinds: tuple[Type, ...]) -> list[str]:
    structs = [kind for kind in kinds if isinstance(kind, StructType)]
    return list(dict.fromkeys(field.encode_name for kind in structs for field in kind.fields))


def _choices(kinds: tuple[Type, ...]) -> list[str]:
    choices: list[str] = []
    for kind in kinds:
        if isinstance(kind, LiteralType):
            choices += [str(value) for value in kind.values if value != ""]
        elif isinstance(kind, EnumType):
            choices += [str(each.value) for each in kind.cls]
    return choices
