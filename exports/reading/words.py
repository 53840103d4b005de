"""Vocabularies: the words offices use, kept as data beside the code, compared by rule here."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import db.text

_DATA = Path(__file__).parent / "data"
_DASHES = re.compile("[\u2010-\u2015\u2212\uff0d]|->|→|=>")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W_]+|%")


@functools.cache
def table(name: str) -> Mapping[str, Any]:
    """The vocabulary ``name`` of this package (``data/<name>.toml``), read once."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def clean(text: str) -> str:
    """``text`` as it is stored: NFC, single blanks, no blanks at the ends, line breaks kept.

    Line breaks within a cell part people and dates from each other, so they stay until a field
    is taken (:func:`flat`).
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = _INVISIBLE.sub("", text)
    if "\n" not in text and "\r" not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def flat(text: str) -> str:
    """``text`` on one line: how a field of a record is stored."""
    return " ".join(text.split())


@functools.lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """``text`` to compare by: no case, no marks, one kind of dash, single blanks."""
    return " ".join(_DASHES.sub("-", db.text.fold(text)).split())


@functools.lru_cache(maxsize=4096)
def accented(text: str) -> str:
    """``text`` to compare by with its accents: no case, tone marks moved to the end of the word.

    "Hoà" and "Hòa" are the same word in two spellings; "Tô" and "Tổ" are two words.
    """
    return " ".join(_toneless(word) for word in text.casefold().split())


def _toneless(word: str) -> str:
    """One word with its tone mark at the end."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    tones = "".join(part for part in parts if part in _TONES)
    bare = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", bare) + tones


def tokens(text: str) -> list[str]:
    """The folded words of ``text``; a per cent sign is a word of its own."""
    return _WORD.findall(folded(text))


def any_of(phrases: Iterable[str]) -> str:
    """A pattern (without groups) for any of ``phrases`` folded, the longest first, whole words."""
    ordered = sorted({folded(phrase) for phrase in phrases}, key=len, reverse=True)
    return "(?:" + "|".join(_bounded(phrase) for phrase in ordered) + ")"


def _bounded(phrase: str) -> str:
    """A pattern for one phrase that does not begin or end inside a word."""
    start = r"(?<!\w)" if phrase[0].isalnum() else ""
    end = r"(?!\w)" if phrase[-1].isalnum() else ""
    return start + re.escape(phrase).replace(r"\ ", r"\s+") + end
