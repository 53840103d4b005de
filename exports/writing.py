"""Days, numbers and tone marks as Vietnamese Party papers write them (domain 1; design 4)."""

from __future__ import annotations

import functools
import re
from datetime import date

_CLUSTERS = ("oa", "oe", "uy")
_TONES = "\u0300\u0301\u0309\u0303\u0323"  # grave, acute, hook, tilde, dot below


def day(on: date | str | None) -> str:
    """``05/02/2026``, ``23/3/2026``: zeros before days below 10 and months 1 and 2 alone.

    ``on`` may be the ISO text that ``dump`` prints; no day gives an empty text.
    """
    if not on:
        return ""
    one = date.fromisoformat(on) if isinstance(on, str) else on
    month = f"{one.month:02d}" if one.month <= 2 else f"{one.month}"  # noqa: PLR2004 - January, February
    return f"{one.day:02d}/{month}/{one.year}"


def day_in_words(on: date) -> str:
    """``ngày 05 tháng 02 năm 2026``, by the same rule."""
    number, month, year = day(on).split("/")
    return f"ngày {number} tháng {month} năm {year}"


def count(number: int) -> str:
    """A whole number with dots between the thousands: ``1.234``."""
    return f"{number:,}".replace(",", ".")


def percent(value: float | None) -> str:
    """``83,3%``; a whole one without its zero; 0/0 is "không phát sinh" (design 4)."""
    if value is None:
        return "không phát sinh"
    return f"{value:.1f}".removesuffix(".0").replace(".", ",") + "%"


def respelled(text: str, spelling: str) -> str:
    """The program's own words with the tone marks a rule set asks for: "ủy" or "uỷ".

    HD36-2018 sets the mark of an open oa, oe, uy on the second letter, HD05-2026 on the first.
    What people typed is never respelled.
    """
    if spelling != "uỷ":
        return text
    table = _older_marks()
    return _open_cluster().sub(lambda found: table[found[0]], text)


@functools.cache
def _older_marks() -> dict[str, str]:
    """Each cluster as HD05 writes it, and as HD36 did, in small letters and capitals."""
    import unicodedata

    found = {}
    for cluster in _CLUSTERS:
        for tone in _TONES:
            newer = unicodedata.normalize("NFC", cluster[0] + tone + cluster[1])
            older = unicodedata.normalize("NFC", cluster + tone)
            for change in (str.lower, str.upper, str.capitalize):
                found[change(newer)] = change(older)
    return found


@functools.cache
def _open_cluster() -> re.Pattern[str]:
    """Such a cluster at the end of its syllable ("hóa", but not "hoán")."""
    return re.compile(f"({'|'.join(_older_marks())})(?![^\\W\\d_])")
