"""Addresses of the web, of mail and of files, sign by sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FILES = (
    "pdf|docx?|xlsx?|pptx?|txt|csv|md|json|xml|html?|jpe?g|png|gif|svg|mp[34]|wav|zip|exe|py|jsx?|apk|"
    "ya?ml|toml|ini|log|sh|tsx?|css|sql|env|conf|cfg|gz|tar|rar|7z|dmg|iso|webp|mov|avi|mkv|flac|ogg|"
    "m4a|epub|rtf|odt|tex|ipynb|php|java|cpp|rs|go|kt|swift|lock"
)
_PATH = r"(?:[/?#][A-Za-z0-9\-._~/?#@!$&*+,;=%:]{0,400}[A-Za-z0-9/=&])?/?"
_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,5}"
_TOP = (
    "com|org|net|edu|gov|info|io|ai|dev|app|cn|jp|in|uk|de|fr|kr|tw|hk|us|eu|co|me|tv|xyz|biz|tech|"
    "blog|site|online|shop"
)
WEB = re.compile(
    rf"(?<![A-Za-z0-9@.])(?:(?P<scheme>https?|ftp)://(?:{_HOST}[A-Za-z]{{2,20}}|localhost)"
    rf"|www\.{_HOST}[A-Za-z]{{2,20}}|{_HOST}(?:{_TOP})(?![A-Za-z0-9-]))(?::[0-9]{{1,5}})?{_PATH}"
)
MAIL = re.compile(rf"(?<![A-Za-z0-9.+_-])[A-Za-z0-9.+_-]{{1,64}}@{_HOST}[A-Za-z]{{2,20}}")
FILE = re.compile(
    rf"(?<![A-Za-z0-9._/\\-])[A-Za-z0-9_-]{{1,60}}(?:\.[A-Za-z0-9_-]{{1,20}}){{0,3}}\.(?:{_FILES})"
    r"(?![A-Za-z0-9])"
)
_PIECE = re.compile(r"[0-9]{1,500}|[A-Za-z]{1,500}|[^0-9A-Za-z]")


class Addresses:
    """How a language says them; `signs` has the words of signs, others are passed over."""

    def __init__(
        self,
        signs: Mapping[str, str],
        digits: Callable[[str], str],
        letters: Callable[[str], str] = str,
        between: str = "",
    ) -> None:
        self._signs = signs
        self._digits = digits
        self._letters = letters
        self._between = between

    def spelled(self, address: str) -> str:
        said = (self._said(piece) for piece in _PIECE.findall(address))
        return self._between.join(words for words in said if words)

    def rules(self) -> list[Rule]:
        return [
            Rule("mail address", MAIL, lambda match: self.spelled(match[0]), needs="@"),
            Rule("web address", WEB, self._web, needs="."),
            Rule("file name", FILE, lambda match: self.spelled(match[0]), needs="."),
        ]

    def _web(self, match: re.Match[str]) -> str:
        """The scheme of a page and a last slash tell nobody anything."""
        address = re.sub(r"^(?:https?|ftp)://", "", match[0])
        return self.spelled(address.removesuffix("/"))

    def _said(self, piece: str) -> str:
        if piece.isdecimal():
            return self._digits(piece)
        return self._letters(piece) if piece.isalpha() else self._signs.get(piece, "")
