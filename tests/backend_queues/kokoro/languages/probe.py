"""Runs in Kokoro's environment: words of Chinese and Japanese texts, beside what misaki says."""

import json
import sys
from pathlib import Path

from misaki.cutlet import Cutlet
from misaki.zh import ZHG2P

from backend_queues.kokoro.files import Tokens
from backend_queues.kokoro.languages.chinese import Chinese
from backend_queues.kokoro.languages.japanese import Japanese
from backend_queues.kokoro.phonemes import Phonemizer
from backend_queues.kokoro.words import SpokenWord


def joined(words: list[SpokenWord]) -> str:
    return " ".join("".join(word.phonemes for word in words).split())


def main(texts: Path, report: Path) -> None:
    own: dict[str, Chinese | Japanese] = {"zh": Chinese(), "ja": Japanese()}
    misaki = {"zh": ZHG2P(), "ja": Cutlet()}
    phonemizer = Phonemizer(Tokens().phonemes)
    assert own["ja"].words(" \n") == own["zh"].words("") == []
    found = []
    for language, text in json.loads(texts.read_text()):
        spoken = phonemizer.words(text, language)
        found.append(
            {
                "own": joined(own[language].words(text)),
                "misaki": " ".join(misaki[language](text)[0].split()),
                "words": [word.text for word in spoken],
                "phonemes": joined(spoken),
                "heard": [word.phonemes[word.start : word.end] for word in spoken],
            }
        )
    report.write_text(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
