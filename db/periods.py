"""Reporting periods: a quarter, a year, or any span of days; both ends belong to it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

import db.errors

_ROMAN = ("I", "II", "III", "IV")


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
