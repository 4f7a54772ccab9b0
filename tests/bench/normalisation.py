"""How many cases of a folder are read as they say: `python -m tests.bench.normalisation FOLDER`.

A folder has one file of a class, named test_cases_CLASS.txt, each line `written~spoken`, as the
public cases of NeMo-text-processing are (tests/nemo_text_processing/LANGUAGE/
data_text_normalization in a clone of it); further "~" part what else may be said. Case,
accents, punctuation, hyphens and spaces do not count; nor, in English, do "the" and the "and" of
"one hundred and five", which some say and others leave out: "Sam the second". That is so for every
reader: `--reader wetext` and `--reader num2words` have those packages read, which are to be
installed for it.
"""

import argparse
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from statistics import median

from frontend.text.normalisation import normalise

PREFIX = "test_cases_"
LEFT_OUT = {"normalize_with_audio", "punctuation", "punctuation_match_input", "special_text"}
_LEFT_OUT_OR_SAID = re.compile(r"\b(?:the|(?<=hundred )and)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NO_WORD = re.compile(r"[\W_]+")  # accents too, once they are apart from their letters


def cases(folder: Path, *, spoken_first: bool) -> Iterator[tuple[str, str, str]]:
    """Yield the class, what is written and what is said of each case."""
    for path in sorted(folder.rglob(f"{PREFIX}*.txt")):
        kind = path.stem.removeprefix(PREFIX)
        if kind in LEFT_OUT:
            continue
        for line in path.read_text().splitlines():
            written, tilde, spoken = line.partition("~")
            if spoken_first:
                written, spoken = spoken, written
            if tilde and written:
                yield kind, written, spoken


def compared(text: str, language: str) -> str:
    if language == "en":
        text = _LEFT_OUT_OR_SAID.sub("", text)
    return _NO_WORD.sub("", unicodedata.normalize("NFKD", text).lower())


def reader(name: str, language: str) -> Callable[[str], str]:
    """Return what reads a text: ours, or a peer's."""
    if name == "wetext":
        normaliser = import_module("wetext").Normalizer(lang=language, operator="tn")
        return lambda text: str(normaliser.normalize(text))
    if name == "num2words":
        in_words = import_module("num2words").num2words
        return lambda text: _NUMBER.sub(lambda match: _in_words(in_words, match, language), text)
    return lambda text: normalise(text, language).text


def _in_words(num2words: Callable[..., str], match: re.Match[str], language: str) -> str:
    """Return the words of a number whose thousands have commas, as in English."""
    try:
        return num2words(match[0].replace(",", ""), lang=language)
    except (ArithmeticError, ValueError):
        return match[0]


def row(kind: str, results: list[bool]) -> str:
    share = sum(results) / len(results)
    return f"{kind:<24}{sum(results):>5} of {len(results):<5}{share:>7.1%}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--spoken-first", action="store_true", help="as the German ones are")
    parser.add_argument("--only", default="", help="a class")
    parser.add_argument("--reader", default="ours", choices=("ours", "wetext", "num2words"))
    parser.add_argument("--wrong", action="store_true", help="print what is read otherwise")
    arguments = parser.parse_args()
    right: dict[str, list[bool]] = {}
    took_s: list[float] = []
    read = reader(arguments.reader, arguments.language)
    read("1")  # loads it
    for kind, written, expected in cases(arguments.folder, spoken_first=arguments.spoken_first):
        if arguments.only not in ("", kind):
            continue
        began = time.perf_counter()
        said = read(written)
        took_s.append(time.perf_counter() - began)
        readings = [compared(one, arguments.language) for one in expected.split("~")]
        is_right = compared(said, arguments.language) in readings
        right.setdefault(kind, []).append(is_right)
        if arguments.wrong and not is_right:
            print(f"{kind}: {written!r}\n  said     {said!r}\n  expected {expected!r}")
    for kind, results in right.items():
        print(row(kind, results))
    print(row("all", [result for results in right.values() for result in results]))
    print(f"{median(took_s) * 1000:.3f} ms in the median, {max(took_s) * 1000:.1f} at the most")


if __name__ == "__main__":
    main()
