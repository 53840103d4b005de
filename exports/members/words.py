"""The words of lists of members: posts, exemptions, and what tells that somebody is no member."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import exports.reading.words


@functools.cache
def table() -> Mapping[str, Any]:
    """The vocabulary of lists of members, its keys folded."""
    path = Path(__file__).parent / "data" / "words.toml"
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    fold = exports.reading.words.folded
    return {
        "posts": {fold(written): post for written, post in told["posts"].items()},
        "member": frozenset(map(fold, told["plain"]["member"])),
        "probationary": frozenset(map(fold, told["plain"]["probationary"])),
        "marked": {
            exports.reading.words.accented(phrase): phrase
            for part in ("gone", "others", "others_unless_members")
            for phrase in (*told[part]["words"], *told[part].get("not", ()))
        },
        "shown": {fold(phrase): phrase for phrase in told["exempt"]["words"]},
        "exempt": re.compile(exports.reading.words.any_of(told["exempt"]["words"])),
        "others": _accented(told["others"]["words"]),
        "people": _accented(told["others_unless_members"]["words"]),
        "members": _accented(told["others_unless_members"]["not"]),
        "gone": _accented(told["gone"]["words"]),
        "not gone": _accented(told["gone"]["not"]),
        "not exempt": re.compile(exports.reading.words.any_of(told["exempt"]["not"])),
    }


def _accented(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for whole phrases with their accents: "mất" is not "Mặt trận"."""
    ordered = sorted(map(exports.reading.words.accented, phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def first(kind: str, text: str) -> str:
    """The first phrase of ``kind`` ("gone", "not gone", …) in ``text``, as a sentence shows it."""
    found = table()[kind].search(exports.reading.words.accented(text))
    return str(table()["marked"].get(found.group(), "")) if found else ""


def others(text: str) -> str:
    """The words that say a list is one of other people ("quần chúng ưu tú"), or nothing."""
    return first("others", text) or ("" if first("members", text) else first("people", text))


def exemption(text: str) -> str:
    """The words of exemption in ``text``, and no others: a note may speak of somebody's health."""
    plain = exports.reading.words.folded(text)
    found = table()["exempt"].search(plain)
    if not found or table()["not exempt"].search(plain):
        return ""
    words = " ".join(found.group().split())
    return str(table()["shown"].get(words, words))
