"""Chinese words by jieba, and their phonemes by misaki."""

import logging
import re

from misaki import zh

from backend_queues.cache import cache_root
from backend_queues.kokoro.languages.alignment import Token, named
from backend_queues.kokoro.words import SpokenWord

_RUNS = re.compile("([\u4e00-\u9fff]+)")


class Chinese:
    """Says what misaki's own G2P says, and knows which word it says where."""

    def __init__(self) -> None:
        zh.jieba.setLogLevel(logging.WARNING)
        # Its place for the parsed dictionary is a file in /tmp that anybody could have put.
        zh.jieba.dt.tmp_dir = str(cache_root())

    def words(self, text: str) -> list[SpokenWord]:
        """Return the text's words; numbers in digits are read, too."""
        read = zh.cn2an.transform(text, "an2cn") if text.strip() else text
        return named(text, read, _tokens(read))


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    offset = 0
    for number, run in enumerate(_RUNS.split(text)):
        if number % 2:
            tokens += _of_ideographs(run, offset)
        elif run:
            said = zh.ZHG2P.map_punctuation(f"a{run}a")[1:-1]  # it takes spaces off the ends
            tokens.append(Token(offset, offset + len(run), said))
        offset += len(run)
    return tokens


def _of_ideographs(run: str, offset: int) -> list[Token]:
    """Return the words of a run of ideographs, with a space between them."""
    words = zh.jieba.lcut(run, cut_all=False)
    tokens = []
    for number, word in enumerate(words):
        space = " " if number < len(words) - 1 else ""
        said = zh.ZHG2P.word2ipa(word).replace("\u032f", "")
        tokens.append(Token(offset, offset + len(word), said + space))
        offset += len(word)
    return tokens
