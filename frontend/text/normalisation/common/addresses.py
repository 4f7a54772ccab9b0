"""E-mail addresses, URLs, names of files, paths, hashtags, handles and IP addresses."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.pronounceable import is_pronounceable
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.common.words import Words

# A path, and what a query is made of; a mark at its end belongs to the sentence.
_PATH = r"(?:(?:/|[?#](?=\w))(?>(?:[\w/]|[.?=&%#~+:@!$*,;-]{1,20}+(?=[\w/]))*)/?)?"
_HOST = r"(?:[\w-]{1,63}\.){1,8}[A-Za-z][A-Za-z0-9]{1,23}"
_EMAIL = re.compile(rf"(?<![\w.+%&!@/-])[\w.+%&!-]{{1,64}}@{_HOST}(?![\w@]){_PATH}")
_URL = re.compile(
    r"(?<![\w@.-])(?:(?:https?|ftp|file|wss?)://(?:[\w-]{1,63}(?:[.:][\w-]{1,63}){0,8})?|"
    rf"www\.{_HOST}){_PATH}",
    re.IGNORECASE,
)
# With a dot in its midst: a site or a file, perhaps with folders.
_NAME = re.compile(
    r"(?<![\w@./\\-])(?>(?:\w[\w-]{0,62}/){0,8})\w[\w-]{0,62}(?>(?:\.[\w-]{1,63}){1,8})"
    r"(?![\w@-]|\.\w)(?::[0-9]{2,5}(?![\w.]))?" + _PATH
)
_FOLDERS = re.compile(
    r"(?<![\w/\\<.])(?:~|\.{1,2}|[A-Z]:)?(?>(?:[/\\][\w.-]{0,62}\w){2,20})[/\\]?(?!\w)"
)
_IP = re.compile(r"(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:[/:][0-9]{1,5})?(?![\w]|\.\w)")
_COLOUR = r"(?=[A-F]{0,6}[0-9])(?=[0-9]{0,6}[A-F])[0-9A-F]{6}(?![\w#])"  # no tag: #FF5733
_HASHTAG = re.compile(rf"(?<![\w#&/])#(?!{_COLOUR})(?=[0-9]{{0,9}}[^\W\d])(\w{{2,60}})(?![\w#])")
_HANDLE = re.compile(r"(?<![\w@.])@([^\W\d]\w{1,40})(?![\w@])")
_INITIALS = re.compile(r"(?:[A-Z]\.){1,5}[A-Z]")  # J.R.R. Tolkien
_PARTS = re.compile(r"[^\W\d_]+|[0-9]+|.", re.DOTALL)
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W0-9_A-Za-z]+")

# What ends the names of sites and files, so that "end.next" is not taken for one.
_ENDING_WORDS = (
    "academy ai app art at au be biz blog br ca cc ch chat cloud cn co com cz de dev digital "
    "dk edu es eu fi fm fr global gov gr hk hu ie il in info int io is it jp kr live ly me "
    "mil mobi mx net news nl no nz online org pl pro pt ru se sg shop site social space store "
    "studio tech to tv tw uk us website wiki world xyz za avi bak bat bmp bz2 cfg conf cpp cs "
    "css csv cue dat db dll doc docx dot env epub exe flac gif go gz h hpp htm html ico ini "
    "ipynb jar java jpeg jpg js json jsx kt lock log lua m4a md mjs mkv mobi mov mp3 mp4 mpeg "
    "odt ogg opus otf pdf php pkl png ppt pptx ps1 py r rar rb rs rst rtf scss sh sql srt svg "
    "swift tar tex tif tiff toml ts tsv tsx ttf txt wasm wav webm webp xls xlsx xml yaml yml "
    "zip"
)
_ENDINGS = frozenset(_ENDING_WORDS.split())
_SHORT_WORDS = frozenset(("be", "co", "go", "me", "py", "so", "to"))
_SAID = {"jpg": "jpeg", "www": "WWW", "py": "pie"}
_NO_WORDS = "ai api aws eu fyi https ios io ip it uk url us usa id ui"
_SPELLED = frozenset(_NO_WORDS.split())
_LONGEST_SPELLED = 4  # letters that cannot be said as a word


def address_rules(words: Words) -> list[Rule]:
    """Return the rules, to go before all that read numbers or marks."""
    read = partial(_whole, words)
    return [
        Rule("e-mail", _EMAIL, read, needs="@"),
        Rule("URL", _URL, read, needs=":."),
        Rule("IP address", _IP, read, needs="."),
        Rule("name with dots", _NAME, partial(_name, words), needs="."),
        Rule("folders", _FOLDERS, read, needs="/\\"),
        Rule("hashtag", _HASHTAG, partial(_tag, words, words.hashtag), needs="#"),
        Rule("handle", _HANDLE, partial(_tag, words, words.marks["@"]), needs="@"),
    ]


def spell_address(words: Words, address: str) -> str:
    """Return an address with its marks as words, numbers digit by digit."""
    parts = _PARTS.findall(address)
    after_dot = [part == "." for part in ["", *parts]]
    said = (
        part.upper() if dot and _is_country(part) else _part(words, part)
        for part, dot in zip(parts, after_dot, strict=False)
    )
    return " ".join(filter(None, said))


def _is_country(ending: str) -> bool:
    """Return whether an ending is two letters that are not said as a word."""
    return len(ending) == 2 and ending.isalpha() and ending not in _SHORT_WORDS


def _part(words: Words, part: str) -> str:
    if part.isdecimal():
        is_round = len(part) == 4 and part.endswith("00") and not part.startswith("0")
        return words.number(part) if is_round else words.digits(part)
    if not part.isalpha():
        return words.marks.get(part, "")
    if said := words.said.get(part.lower()) or _SAID.get(part.lower()):
        return said
    return part.upper() if _is_spelled(part) else part


def _is_spelled(part: str) -> bool:
    if part.lower() in _SPELLED:
        return True
    has_vowel = any(letter in "aeiouy" for letter in part.lower())
    return len(part) == 1 or (part.isascii() and len(part) <= _LONGEST_SPELLED and not has_vowel)


def _whole(words: Words, match: re.Match[str]) -> str:
    return spell_address(words, match[0])


def _name(words: Words, match: re.Match[str]) -> str | None:
    name = re.split("[:/?#]", match[0][match[0].rfind("/", 0, match[0].find(".")) + 1 :])[0]
    ending = name.rpartition(".")[2]
    if _INITIALS.fullmatch(match[0]):
        return None
    if not any(char.isalpha() for char in ending) or not _is_name(name, ending):
        return None
    return spell_address(words, match[0])


def _is_name(name: str, ending: str) -> bool:
    if ending.lower() in _ENDINGS:
        return ending.islower() or name.isupper() or ending.isupper()
    is_word = ending[0].isupper() or is_pronounceable(ending)
    return (
        ending.isalnum() and len(ending) in (2, 3, 4, 5) and not is_word and not name[0].isdecimal()
    )


def _tag(words: Words, mark: str, match: re.Match[str]) -> str:
    parts = [part for name in match[1].split("_") for part in _CAMEL.findall(name)]
    said = " ".join(words.number(part) if part.isdecimal() else part for part in parts)
    return f"{mark} {said or match[1]}"
