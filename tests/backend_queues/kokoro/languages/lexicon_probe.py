"""Runs in Kokoro's environment: whether the lexicon is misaki's, for each word in each case, and
what becomes of a word that is in none."""

import json
import sys
from pathlib import Path

from misaki import en

from backend_queues.kokoro.languages.english import English
from backend_queues.kokoro.languages.lexicon import Entries, Lexicon, build


def differing(own: Entries, upstream: dict[str, object]) -> list[str]:
    cases = (str, str.lower, str.upper, str.capitalize)
    words = {case(word) for word in upstream for case in cases}
    return [
        word
        for word in words
        if (word in own, own.get(word)) != (word in upstream, upstream.get(word))
        or (word in own and own[word] != upstream[word])
    ]


def unknown(word: str) -> dict[str, object]:
    english = English()
    loaded = "phonemizer" in sys.modules
    read = {british: english.words(word, british)[0].phonemes for british in (False, True)}
    english.load_espeak()
    again = {british: english.words(word, british)[0].phonemes for british in (False, True)}
    return {"loaded": loaded, "american": read[False], "british": read[True], "same": read == again}


def main(report: Path) -> None:
    found: dict[str, object] = {"unknown": unknown("Glorfindor")}
    build(report.parent / "lexicons")
    for british in (False, True):
        own, upstream = Lexicon(british, report.parent / "lexicons"), en.Lexicon(british)
        assert vars(own).keys() == vars(upstream).keys()
        for name in ("golds", "silvers"):
            entries = getattr(own, name), getattr(upstream, name)
            found[f"{name}, {british=}"] = {
                "differing": differing(*entries),
                "share": len(entries[0]) / len(entries[1]),
                "same_in_memory": differing(getattr(Lexicon(british), name), entries[1]) == [],
            }
    report.write_text(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
