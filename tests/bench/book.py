"""How well a book is understood: `python -m tests.bench.book FILE --language fr --voice ff_siwis`.

A running server makes a job of the first pages of a text, once as it is written and once
normalised; Whisper listens to both files. What was heard and the text are compared as the
normaliser reads them, so "12" and "douze" are the same. A page has 250 words.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import jiwer

from frontend.text.normalisation import normalise
from tests.support.recognition import transcribe

WORDS_A_PAGE = 250
_NO_WORD = re.compile(r"[\W_]+")


def beginning(text: str, words: int) -> str:
    """Return the first paragraphs with that many words, the last one whole."""
    taken: list[str] = []
    count = 0
    for line in text.splitlines():
        if count >= words:
            break
        taken.append(line.strip())
        count += len(line.split())
    return "\n".join(taken)


def words(text: str, language: str) -> str:
    """Return what is said for a text, in lower case, without punctuation."""
    said = " ".join(_spoken(text, language))
    return " ".join(_NO_WORD.sub(" ", unicodedata.normalize("NFC", said).lower()).split())


def _spoken(text: str, language: str) -> Iterator[str]:
    for line in text.splitlines():
        yield normalise(line, language).text


def job(text: Path, audio: Path, normalisation: str, arguments: argparse.Namespace) -> None:
    """Have the server read the text into the file."""
    command = [sys.executable, "-m", "frontend.cli", "batch", str(text), "-o", str(audio)]
    command += ["--url", arguments.url, "--backend", arguments.backend]
    command += ["--voice", arguments.voice, "--language", arguments.language]
    command += ["--normalisation", normalisation, "--name", f"{text.stem} {normalisation}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def report(kind: str, expected: str, heard: str, *, show: bool) -> None:
    output = jiwer.process_words(expected, heard)
    print(f"normalisation {kind}: word error rate {output.wer:.1%}", flush=True)
    if show:
        print(jiwer.visualize_alignment(output, show_measures=False), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--url", default="http://localhost:8000")
    parser.add_argument("--backend", default="kokoro")
    parser.add_argument("--voice", default="af_heart")
    parser.add_argument("--language", default="en")
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--show", action="store_true", help="print what was heard otherwise")
    arguments = parser.parse_args()
    text = beginning(arguments.file.read_text(), arguments.pages * WORDS_A_PAGE)
    language: str = arguments.language
    expected = words(text, language)
    print(f"{arguments.file.name}, {language}: {len(text.split())} words", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, f"{arguments.file.stem}.txt")
        written.write_text(text)
        for normalisation in ("off", "auto"):
            audio = Path(folder, f"{normalisation}.wav")
            job(written, audio, normalisation, arguments)
            heard = words(transcribe(audio, language=language.split("-")[0]), language)
            report(normalisation, expected, heard, show=arguments.show)


if __name__ == "__main__":
    main()
