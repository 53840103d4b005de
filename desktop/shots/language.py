"""Whether words are Vietnamese, and whether they are the words this program uses.

There is no list of English words: an ASCII word of three letters or more that no Vietnamese
syllable can be is foreign, unless it is the name of a thing. Acronyms, numbers of documents, paths,
codes and addresses are not words.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

LEAST = 3  # letters a word has before it is judged
_NO_WORDS = re.compile(r"[\\/@_~]|\d|\w\.\w|://|[A-ZĐ]-[A-ZĐ]|^\.\w")
_ROMAN = re.compile("[IVXLC]+")
_VOWELS = set("AEIOUY")
_AROUND = "()[]“”\"',;:…"
_WORD = re.compile(r"[^\W\d_]+")


@functools.cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "language.toml").read_text("utf-8"))


@functools.cache
def _syllables() -> frozenset[str]:
    """Every syllable without marks that can be built."""
    rule = _data()["syllable"]
    return frozenset(first + rest for first in rule["beginnings"] for rest in rule["rests"])


def foreign(text: str) -> list[str]:
    """The words in ``text`` that are no Vietnamese."""
    words = [
        word
        for piece in unicodedata.normalize("NFC", text).split()
        if not _NO_WORDS.search(piece.strip(_AROUND))
        for word in _WORD.findall(piece)
    ]
    found = [word for word in words if _is_foreign(word)]
    lowered = {word.lower() for word in words}
    if not found and lowered and lowered <= set(_data()["windows"]) and len(words) == 1:
        return words if words[0].lower() != "in" else []  # "In" is Vietnamese for Print
    return found


def shows_codes(widget: str) -> bool:
    """Whether the widget of that name shows letters without a meaning (a recovery code)."""
    return widget.startswith(tuple(_data()["codes"]))


def unwanted(text: str) -> dict[str, str]:
    """The words in ``text`` the program must not use → those it says instead."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return {
        words: instead
        for words, instead in _data()["unwanted"].items()
        if re.search(rf"(?<!\w){re.escape(words)}(?!\w| rõ)" if words != "!" else "!", folded)
    }


def _is_foreign(word: str) -> bool:
    if len(word) < LEAST or not word.isascii() or word.lower() in _data()["allowed"]:
        return False
    if _ROMAN.fullmatch(word):
        return False
    letters_only = word.isupper() and not _VOWELS & set(word)  # BTV: read letter by letter
    return not letters_only and word.lower() not in _syllables()
