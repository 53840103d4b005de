"""Single values: what is blank, a tick, a per cent, an error a formula left."""

from __future__ import annotations

import dataclasses
import functools
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import exports.reading.words

_WHOLE = 100
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,6})?)\s*(%|phan tram|pt)?")


@functools.cache
def _listed(name: str) -> frozenset[str]:
    """One list of the vocabulary, folded."""
    return frozenset(
        exports.reading.words.folded(word) for word in exports.reading.words.table("values")[name]
    )


def blank(value: Any) -> bool:
    """Whether ``value`` says nothing: an empty cell, a dash, dots."""
    if value is None:
        return True
    return isinstance(value, str) and (
        not value or (len(value) < 5 and exports.reading.words.folded(value) in _listed("blank"))  # noqa: PLR2004 - the longest blank word has four letters
    )


def fault(value: Any) -> bool:
    """Whether ``value`` is what Excel shows where a formula failed ("#REF!")."""
    return (
        isinstance(value, str)
        and value.startswith("#")
        and exports.reading.words.folded(value) in _listed("faults")
    )


def ticked(value: Any) -> bool | None:
    """Whether a cell in a column of ticks is ticked; None for anything that is no tick."""
    if blank(value):
        return False
    if isinstance(value, bool):
        return value
    word = exports.reading.words.folded(str(value))
    if word in _listed("ticks") or word == "1":
        return True
    return False if word in _listed("no_ticks") else None


def text(value: Any) -> str:
    """``value`` as a field of a record: one line, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, str):
        # Cells are clean already; only their line breaks are left to be taken out.
        return exports.reading.words.flat(value) if "\n" in value else value
    if isinstance(value, float):
        return f"{value:g}"
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)


@dataclasses.dataclass(frozen=True)
class Share:
    """A per cent from 0 to 100, how it was taken, or what is not understood."""

    percent: int | None = None
    said: str = ""
    trouble: str = ""


def share(value: Any, *, shown_as_percent: bool = False, fractions: bool = False) -> Share:
    """The per cent a cell says.

    Args:
        value: as openpyxl gives it.
        shown_as_percent: the cell's number format carries a % (0.7 is 70%).
        fractions: the column counts from 0 to 1 (1 is 100%).
    """
    if blank(value):
        return Share()
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Share(trouble="ô không phải là phần trăm")
    if isinstance(value, str):
        return _written(value, fractions=fractions)
    return _exact(
        Decimal(str(value)), hundredfold=shown_as_percent or fractions, shown=f"{value:g}"
    )


@functools.cache
def _about() -> re.Pattern[str]:
    """Words in front of a per cent that is about so much."""
    listed = exports.reading.words.table("values")["about"]
    return re.compile(exports.reading.words.any_of(listed) + r"\s*")


def _written(value: str, *, fractions: bool) -> Share:
    """A per cent written as text: "70%", "70 %", "0,7"."""
    about = _about().match(exports.reading.words.folded(value))
    found = _PERCENT.fullmatch(exports.reading.words.folded(value)[about.end() if about else 0 :])
    if not found:
        return Share(trouble=f"chưa hiểu phần trăm “{exports.reading.words.flat(value)[:40]}”")
    number = Decimal(found.group(1).replace(",", "."))
    return _exact(number, hundredfold=fractions and not found.group(2), shown=value)


def _exact(number: Decimal, *, hundredfold: bool, shown: str) -> Share:
    """A per cent from a number; fractions between 0 and 1 are taken a hundredfold."""
    said = ""
    if not number.is_finite():
        return Share(trouble=f"phần trăm {shown} không phải là số")
    if hundredfold:
        number *= _WHOLE
    elif 0 < number < 1 and not shown.strip().endswith("%"):
        number *= _WHOLE
        said = f"{shown} hiểu là {number.normalize():f}%".replace(".", ",")
    if not 0 <= number <= _WHOLE:
        return Share(trouble=f"phần trăm {shown} ngoài khoảng 0–100")
    whole = int(number.quantize(Decimal(1), ROUND_HALF_UP))
    if whole != number and not said:
        said = f"{shown} làm tròn thành {whole}%"
    return Share(whole, said)
