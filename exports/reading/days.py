"""One day or one period in the words offices write, and the calendar it is read by.

A period means its last day (design 3, ``import``); the day stands before the month always.
"""

from __future__ import annotations

import calendar as months
import dataclasses
import functools
import re
from collections.abc import Callable
from datetime import date, timedelta

import exports.reading.words

_AUGUST, _DECEMBER = 8, 12


@dataclasses.dataclass(frozen=True)
class Calendar:
    """What a sheet says about time: which year "30/4" means and which years can be meant.

    ``school`` marks a school year (``year`` and the next): August to December lie in ``year``.
    ``month`` is the only month a list is about (0 for none): "tuần 2", "ngày 25" and "cuối tháng"
    lie in it. ``epoch`` is added to a bare day number (1462 where days count from 1904).
    """

    year: int
    school: bool = False
    first: int = 2000
    last: int = 2050
    month: int = 0
    epoch: int = 0

    def year_for(self, month: int) -> int:
        """The year of a day written without one."""
        return self.year + 1 if self.school and month < _AUGUST else self.year


@dataclasses.dataclass(frozen=True)
class When:
    """What was understood: ``last`` is the day that counts, ``first`` where a span began.

    ``plain`` is a bare day, whose words need not be kept. ``said`` tells how a vague period was
    taken. ``trouble`` says what is not understood; ``last`` is then only a suggestion.
    """

    last: date | None = None
    first: date | None = None
    recurrence: str = ""
    day: int | None = None
    plain: bool = False
    said: str = ""
    trouble: str = ""

    @property
    def understood(self) -> bool:
        """Whether a day or a recurrence was found and nothing is in doubt."""
        return not self.trouble and (self.last is not None or bool(self.recurrence))


NOTHING = When()


class NotADay(Exception):  # noqa: N818 - carries the sentence of what is wrong
    """The figures make no day; the argument says why."""


def single(plain: str, calendar: Calendar) -> When | None:
    """One day or one period, or None where no way of writing fits."""
    for pattern, make in _FORMS:
        found = pattern.fullmatch(plain)
        if found:
            return make(found, calendar)
    return _in_month(plain, calendar) if calendar.month else None


def _in_month(plain: str, calendar: Calendar) -> When | None:
    """A day or a part of the only month a list is about, or None."""
    found = next((fits for form in _OF_MONTH if (fits := form.fullmatch(plain))), None)
    if not found:
        return None
    year = calendar.year_for(calendar.month)
    written = f"{found['part']} thang {calendar.month}/{year}".strip()
    whole = next(
        (made(fits, calendar) for form, made in _FORMS if (fits := form.fullmatch(written))), None
    )
    if whole is None:
        return None
    said = whole.said or f"“{plain}” hiểu là của tháng {calendar.month}/{year}"
    return dataclasses.replace(whole, plain=False, said=said)


def the_day(day: int, month: int, year: int) -> date:
    """The date, or the reason why there is none."""
    if not 1 <= month <= _DECEMBER:
        raise NotADay(f"không có tháng {month} (ngày viết trước, tháng viết sau)")
    if not 1 <= day <= months.monthrange(max(year, 1), month)[1]:
        raise NotADay(f"không có ngày {day}/{month}/{year}")
    return date(year, month, day)


def _year(digits: str | None, month: int, calendar: Calendar) -> int:
    """A year of four or two digits, or the sheet's."""
    if not digits:
        return calendar.year_for(month)
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - a year of two digits
        return max(year, 1)
    return year + (2000 if year + 2000 <= calendar.last else 1900)


def _a_day(found: re.Match[str], calendar: Calendar) -> When:
    """A day from the groups d, m and y."""
    groups = found.groupdict()
    month = int(groups["m"])
    year = _year(groups.get("y"), month, calendar)
    return When(last=the_day(int(groups["d"]), month, year), plain=True)


def _month_days(month: int, year: int) -> tuple[date, date]:
    """First and last day of a month."""
    first = the_day(1, month, year)
    return first, date(year, month, months.monthrange(year, month)[1])


@functools.cache
def _named(kind: str) -> dict[str, int]:
    """Months or quarters in words."""
    return {
        exports.reading.words.folded(word): n
        for word, n in exports.reading.words.table("when")[kind].items()
    }


def _month_of(found: re.Match[str], calendar: Calendar) -> tuple[int, int]:
    """Month and year from the groups m and y."""
    word = found["m"]
    month = int(word) if word.isdigit() else _named("months").get(word, 0)
    return month, _year(found["y"], month, calendar)


def _a_month(found: re.Match[str], calendar: Calendar) -> When:
    """A month, or the first ten days, the first twenty, the end of it."""
    first, last = _month_days(*_month_of(found, calendar))
    part = found.groupdict().get("part") or ""
    if part in {"dau", "thuong tuan"}:
        return When(last=first.replace(day=10), first=first, said="đầu tháng hiểu là đến ngày 10")
    if part in {"giua", "trung tuan"}:
        return When(last=first.replace(day=20), first=first, said="giữa tháng hiểu là đến ngày 20")
    return When(last=last, first=first)


def _a_week(found: re.Match[str], calendar: Calendar) -> When:
    """A week counted inside its month: seven days each, the last one to the end."""
    first, last = _month_days(*_month_of(found, calendar))
    number = {"dau": 1, "cuoi": 5, "i": 1, "ii": 2, "iii": 3, "iv": 4}.get(found["n"])
    if number is None:
        number = int(found["n"])
    weeks = 4
    end = last if number >= weeks else first + timedelta(days=7 * number - 1)
    return When(last=end, first=first, said=f"tuần {found['n']} hiểu là đến ngày {end.day}")


def _a_quarter(found: re.Match[str], calendar: Calendar) -> When:
    """A quarter, or its first month, its middle, its end."""
    quarter = _named("quarters")[found["q"]]
    part = found.groupdict().get("part") or ""
    month = 3 * quarter - {"dau": 2, "giua": 1}.get(part, 0)
    year = _year(found["y"], month, calendar)
    first, _ = _month_days(3 * quarter - 2, year)
    said = f"đầu, giữa quý hiểu là đến hết tháng {month}" if part in {"dau", "giua"} else ""
    return When(last=_month_days(month, year)[1], first=first, said=said)


def _a_year(found: re.Match[str], calendar: Calendar) -> When | None:
    """A year, its half or its end."""
    part = found.groupdict().get("part") or ""
    year = int(found["y"]) if found["y"] else calendar.year_for(_DECEMBER)
    if year < 1:
        return None
    if part in {"giua", "6 thang dau", "sau thang dau"}:
        said = "giữa năm hiểu là đến 30/6" if part == "giua" else ""
        return When(last=date(year, 6, 30), first=date(year, 1, 1), said=said)
    return When(last=date(year, 12, 31), first=date(year, 1, 1))


def _forms() -> list[tuple[re.Pattern[str], Callable[[re.Match[str], Calendar], When | None]]]:
    """Every way of writing one day or one period; the first that fits whole counts."""
    year4 = r"(?:\s*[/.\-,]?\s*(?:nam\s*)?(?P<y>\d{4}|(?<=[/.\-])\d{2}))?"
    in_words = "|".join(sorted(_named("months"), key=len, reverse=True))
    month = rf"(?:thang|thg|t)\.?\s*(?P<m>\d{{1,2}}|(?:{in_words})(?!\w)){year4}"
    names = "|".join(sorted(_named("quarters"), key=len, reverse=True))
    quarter = rf"(?:quy|q)\.?\s*(?P<q>{names})(?!\w){year4}"
    part = r"(?:(?P<part>dau|giua|cuoi|thuong tuan|trung tuan|ha tuan) |het )?"
    year_part = r"(?P<part>cuoi|giua|6 thang dau|sau thang dau|6 thang cuoi|sau thang cuoi)"
    d, m, s = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"\s*[/.\-]\s*"
    of_month = rf"(?:ngay )?{d}\s*(?:,\s*)?thang\s*{m}{year4}"
    return [
        (re.compile(rf"(?:ngay )?{d}{s}{m}{s}(?P<y>\d{{4}})"), _a_day),
        (re.compile(rf"(?:ngay )?{d}\s*(?P<s>[/.\-])\s*{m}\s*(?P=s)\s*(?P<y>\d{{2}})"), _a_day),
        (re.compile(rf"(?P<y>\d{{4}}){s}{m}{s}{d}(?:[ t]\d\d?[:h].*)?"), _a_day),
        (re.compile(rf"(?:ngay )?{d}{s}{m}(?:,? nam (?P<y>\d{{4}}))?"), _a_day),
        (re.compile(of_month), _a_day),
        (re.compile(part + month), _a_month),
        (re.compile(r"(?P<m>\d{1,2})\s*[/\-.]\s*(?P<y>\d{4})"), _a_month),
        (
            re.compile(rf"tuan (?:thu )?(?P<n>[1-5]|i{{1,3}}|iv|dau|cuoi)(?: cua)?,? {month}"),
            _a_week,
        ),
        (re.compile(part + quarter), _a_quarter),
        (re.compile(r"(?P<q>i{1,3}|iv)\s*[/\-]\s*(?P<y>\d{4})"), _a_quarter),
        (re.compile(rf"(?:{year_part} )?nam(?: nay)?(?: (?P<y>\d{{4}}))?"), _a_year),
        (re.compile(r"het nam(?: (?P<y>\d{4}))?"), _a_year),
        (re.compile(r"(?P<y>(?:19|20)\d{2})"), _a_year),
    ]


_FORMS = _forms()
# "ngày 25", "tuần 2", "cuối tháng", "tháng này": the month is left to the title.
_OF_MONTH = (
    re.compile(
        r"(?P<part>ngay \d{1,2}|tuan (?:thu )?(?:[1-5]|i{1,3}|iv|dau|cuoi))"
        r"(?: (?:cua |trong )?thang(?: nay)?)?"
    ),
    re.compile(r"(?P<part>dau|giua|cuoi|thuong tuan|trung tuan|ha tuan|het|) ?thang(?: nay)?"),
)
