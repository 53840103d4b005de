"""Reporting periods: a quarter, a year, or any span of days; both ends belong to it."""

from __future__ import annotations

import calendar
import contextlib
import re
from dataclasses import dataclass
from datetime import date, timedelta

import db.errors
import db.text

_ROMAN = ("I", "II", "III", "IV")
_HALF_A_YEAR = timedelta(days=183)
YEARS = range(1900, 2200)  # a year typed outside is a slip of the finger
_LONGEST = 60  # letters: no period is longer
_SHOWN = 30  # letters of what was typed that a sentence repeats


@dataclass(frozen=True)
class Period:
    """The days from ``first`` to ``last``; ``kind`` is quarter, year or span."""

    kind: str
    first: date
    last: date

    @property
    def label(self) -> str:
        """How commands name it: "2026-Q3", "2026", "2026-03-23..2027-03-22"."""
        if self.kind == "quarter":
            return f"{self.first.year:04d}-Q{quarter_of(self.first)}"
        if self.kind == "year":
            return f"{self.first.year:04d}"
        return f"{self.first}..{self.last}"

    @property
    def file_label(self) -> str:
        """How file names name it: a span is written with two hyphens (design 6)."""
        return self.label.replace("..", "--")

    @property
    def words(self) -> str:
        """How a report names it: "quý III năm 2026"."""
        if self.kind == "quarter":
            return f"quý {_ROMAN[quarter_of(self.first) - 1]} năm {self.first.year}"
        if self.kind == "year":
            return f"năm {self.first.year}"
        return f"từ ngày {self.first:%d/%m/%Y} đến ngày {self.last:%d/%m/%Y}"

    @property
    def short(self) -> str:
        """How lists and fields name it: "QIII/2026", "2026", "23/03/2026 – 22/03/2027"."""
        if self.kind == "quarter":
            return f"Q{_ROMAN[quarter_of(self.first) - 1]}/{self.first.year:04d}"
        if self.kind == "year":
            return f"{self.first.year:04d}"
        return f"{self.first:%d/%m/%Y} – {self.last:%d/%m/%Y}"

    def following(self) -> Period:
        """The period of the same kind that comes next."""
        first = self.last + timedelta(days=1)
        if self.kind == "quarter":
            return quarter(first.year, quarter_of(first))
        if self.kind == "year":
            return year(first.year)
        return Period("span", first, first + (self.last - self.first))


def quarter_of(day: date) -> int:
    """The quarter, 1 to 4, that holds ``day``."""
    return (day.month + 2) // 3


def quarter(in_year: int, number: int) -> Period:
    """A quarter of a year."""
    first = date(in_year, 3 * number - 2, 1)
    return Period("quarter", first, month_end(date(in_year, 3 * number, 1)))


def year(number: int) -> Period:
    """A calendar year."""
    return Period("year", date(number, 1, 1), date(number, 12, 31))


def month_end(day: date) -> date:
    """The last day of the month that holds ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def read(text: str) -> Period:
    """The period that ``text`` names: "2026-Q2", "2026" or "2026-03-23..2027-03-22".

    Raises:
        db.errors.RecordError: it names none.
    """
    written = text.strip().upper()
    try:
        if found := re.fullmatch(r"(\d{4})-Q([1-4])", written):
            return quarter(int(found[1]), int(found[2]))
        if re.fullmatch(r"\d{4}", written):
            return year(int(written))
        if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:\.\.|--)(\d{4}-\d\d-\d\d)", written):
            first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
            if first <= last:
                return Period("span", first, last)
    except ValueError:
        pass  # a day that does not exist: the sentence below says what is expected
    raise db.errors.RecordError(
        f"Không hiểu kỳ “{text.strip()}”; hãy ghi dạng 2026-Q2 (quý), 2026 (năm) "
        "hoặc 2026-03-23..2027-03-22 (từ ngày đến ngày)."
    )


# What a person may type, compiled when the first one does: no start waits for it.
_TURNS = {"nay": 0, "truoc": -1, "vua roi": -1, "vua qua": -1, "roi": -1, "ngoai": -1}
_TURNS |= {"sau": 1, "toi": 1}
_TURN = "(?P<turn>" + "|".join(_TURNS) + ")"
_TYPED_QUARTER = (
    "(?:quy|q) ?(?P<number>[1-4]|iv|i{1,3})"
    f"(?:(?:,? nam | ?[-/.] ?| )(?P<year>[0-9]{{4}})|,? nam {_TURN})?"
)
_TYPED_TURN = f"(?P<unit>quy|nam) {_TURN}"
_TYPED_YEAR = "nam (?P<year>[0-9]{4})"
_TYPED_SPAN = (
    "(?:tu )?(?:ngay )?(?P<first>[0-9/.-]+?)"
    "(?: (?:den|toi) (?:het )?(?:ngay )?| ?[–—] ?| - | ?-- ?| ?[.][.] ?"
    "|(?<=/[0-9])-|(?<=/[0-9]{2})-|(?<=/[0-9]{4})-)"  # "1/7-30/9", but not within "1-7"
    "(?P<last>[0-9/.-]+)"
)


def understood(typed: str, today: date) -> Period:
    """The period a person means: "quý 3", "QIII/2026", "năm 2025", "quý trước", "1/7 - 30/9".

    Whatever ``read``, ``words`` and ``short`` have is understood, without marks and in any case. A
    quarter without its year is this year's, or the last one's where that would begin more than
    half a year from today ("quý 4" in January). Days that are just a quarter or a year mean that.

    Raises:
        db.errors.RecordError: it names none, or its days are out of order or not in the calendar.
    """
    folded = " ".join(db.text.fold(typed).split()).strip(" .,;:")
    found = _meant(folded, today) if len(folded) <= _LONGEST else None
    if found is None or found.first.year not in YEARS or found.last.year not in YEARS:
        shortened = " ".join(typed[: 4 * _SHOWN].split())[:_SHOWN]
        raise db.errors.RecordError(
            f"Không hiểu kỳ “{shortened}”; hãy gõ như quý 3, quý III/2026, năm 2026, quý trước "
            "hoặc 01/7/2026 - 30/9/2026."
        )
    return found


def _meant(folded: str, today: date) -> Period | None:
    """The period that ``folded`` names, or None."""
    with contextlib.suppress(db.errors.RecordError):
        return read(folded)
    with contextlib.suppress(ValueError):  # the year 0
        if found := re.fullmatch(_TYPED_QUARTER, folded):
            return _typed_quarter(found, today)
        if found := re.fullmatch(_TYPED_TURN, folded):
            return _turned(found["unit"], _TURNS[found["turn"]], today)
        if found := re.fullmatch(_TYPED_YEAR, folded):
            return year(int(found["year"]))
        if found := re.fullmatch(_TYPED_SPAN, folded):
            return _typed_span(found["first"], found["last"], today)
    return None


def _typed_quarter(found: re.Match[str], today: date) -> Period:
    """A quarter by its number, of the year that was typed or is meant."""
    written = found["number"]
    number = int(written) if written.isdecimal() else _ROMAN.index(written.upper()) + 1
    if found["year"]:
        return quarter(int(found["year"]), number)
    if found["turn"]:
        return quarter(today.year + _TURNS[found["turn"]], number)
    plain = quarter(today.year, number)
    return plain if plain.first - today <= _HALF_A_YEAR else quarter(today.year - 1, number)


def _turned(unit: str, turn: int, today: date) -> Period:
    """The quarter or the year so many from the one that is running."""
    if unit == "nam":
        return year(today.year + turn)
    years, number = divmod(today.year * 4 + quarter_of(today) - 1 + turn, 4)
    return quarter(years, number + 1)


def _typed_span(first_typed: str, last_typed: str, today: date) -> Period:
    """The days from one to another; where the first lacks its year, it is the one before the last.

    Raises:
        db.errors.RecordError: a day is not in the calendar, or they are out of order.
    """
    import db.days  # it reads quarters and months here

    last = db.days.read(last_typed, today)
    first = db.days.read(first_typed, last or today, ahead=False)
    if first is None or last is None or first > last:
        raise db.errors.RecordError(
            "Ngày đầu kỳ phải trước ngày cuối kỳ; hãy ghi như 01/7/2026 - 30/9/2026."
        )
    for named in (quarter(first.year, quarter_of(first)), year(first.year)):
        if (named.first, named.last) == (first, last):
            return named
    return Period("span", first, last)
