"""What a sheet says above its table: the day it counts to, the paper it belongs to, its year.

"(Số liệu đến ngày 30/6/2026)", "Kèm theo Kế hoạch số 05-KH/CB ngày 12/5/2026", "NĂM 2026".
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from datetime import date

import exports.reading.days
import exports.reading.when
import exports.reading.words

_AS_OF = re.compile(
    r"(?:so lieu|tinh|cap nhat|ket qua|tong hop|thoi diem|chot|bao cao|tien do)[^\d]{0,40}?"
    r"(?:tu (?:ngay )?[\d/.\- ]{3,12})?"
    r"(?:den het ngay|den ngay|den het|den|ngay|:)\s*(?P<when>.+)"
)
_DATE = (
    r"(?:ngay\s*)?\d{1,2}\s*(?:thang|[/.\-])\s*\d{1,2}(?:\s*(?:nam|[/.\-])\s*\d{4})?"
    r"|thang\s*\d{1,2}(?:\s*[/.\-]\s*|\s+nam\s+)\d{4}|quy\s*(?:iv|i{1,3}|[1-4])(?:\s*[/.\-]\s*|\s+nam\s+)\d{4}"
    r"|thang\s*\d{1,2}|quy\s*(?:iv|i{1,3}|[1-4])\b"
)
_FIRST_DATE = re.compile(_DATE)
_PAPER = re.compile(
    r"(?:ke hoach|nghi quyet|quyet dinh|chuong trinh|cong van|thong bao|huong dan|ket luan"
    r"|to trinh|chi thi|bao cao|de an|van ban|so\s*:)"
    r"[^\n]{0,80}?ngay\s*(?P<when>\d{1,2}\s*(?:thang|[/.\-])\s*\d{1,2}\s*(?:nam|[/.\-])\s*\d{4})"
)
_ATTACHED = re.compile(r"kem theo|ban hanh|phu luc|dinh kem|thuc hien|theo|\(")
_NUMBER = re.compile(r"(?<!\w)(?:số|Số|SỐ)\s*:?\s*([\w.]+\s*[-–/]\s*[^\s,;()]+)")
_PLACED = re.compile(r",\s*ngay\s*(?P<when>\d{1,2}\s*thang\s*\d{1,2}\s*nam\s*\d{4})")
_YEAR = re.compile(
    r"(?:nam|thang \d{1,2}|quy (?:iv|i{1,3}|[1-4])|t\d{1,2}|q[1-4])\s*[/\-]?\s*(?P<y>20\d{2})(?!\d)"
)
# The month of a list: "THÁNG 8 NĂM 2026", "T8"; no day of a month, no "từ tháng 6", "sang tháng 9".
_MONTH = re.compile(
    r"(?<![\w/])(?P<before>(?:ngay[\s\d.…_]*|tu |den |toi |sang |truoc |het )?)"
    r"(?:thang|thg|t)\s*\.?\s*(?P<m>0?[1-9]|1[0-2])(?![\d])"
    r"(?P<more>\s*(?:,|va|-|den)\s*(?:thang |t)?\d)?"
)
_SCHOOL = re.compile(r"nam hoc\s*(?P<y>20\d{2})\s*-\s*(?P<z>20\d{2})")
_ANY_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")


@dataclasses.dataclass(frozen=True)
class Paper:
    """The paper a list belongs to: its number as written ("" if none) and its day."""

    number: str
    on: date


@dataclasses.dataclass(frozen=True)
class Above:
    """What stands over a table: the day it counts to, its paper, and the calendar of its dates.

    ``titles`` are the lines themselves and the sheet's name.
    """

    as_of: date | None
    paper: Paper | None
    calendar: exports.reading.days.Calendar
    titles: tuple[str, ...] = ()


def read(texts: Iterable[str], *, name: str, today: date, year: int | None = None) -> Above:
    """What ``texts`` (cells above a heading, top to bottom) say.

    Args:
        texts: the cells' texts.
        name: the sheet's name, which may hold the year.
        today: the year of a day written without one, where nothing else tells.
        year: the year the rest of the workbook speaks of, if it speaks of one.
    """
    lines = [line for text in texts for line in text.splitlines()]
    folded = [exports.reading.words.folded(line) for line in lines]
    paper_line = next(
        (line for line in folded if _ATTACHED.search(line) and _PAPER.search(line)), ""
    )
    titles = [line for line in folded if line != paper_line]
    calendar = _calendar(titles, folded, name, year or today.year)
    calendar = dataclasses.replace(calendar, month=_month(titles, name))
    as_of = next((day for line in folded if (day := _as_of(line, calendar))), None)
    shown = (*lines, name)
    return Above(as_of, _paper(lines, folded, calendar), calendar, shown)


def _month(titles: list[str], name: str) -> int:
    """The only month the titles and the sheet's name speak of, else 0."""
    months: set[int] = set()
    for line in (*titles, exports.reading.words.folded(name)):
        for found in _MONTH.finditer(line):
            if found["more"]:
                return 0
            if not found["before"]:
                months.add(int(found["m"]))
    return months.pop() if len(months) == 1 else 0


def year_of(texts: Iterable[str]) -> int | None:
    """The only year that ``texts`` (titles, names of sheets and of the file) speak of, or None."""
    years = {
        year for text in texts for year in _ANY_YEAR.findall(exports.reading.words.folded(text))
    }
    return int(years.pop()) if len(years) == 1 else None


def _calendar(
    titles: list[str], lines: list[str], name: str, otherwise: int
) -> exports.reading.days.Calendar:
    """The year of the sheet: from its titles, its other lines, its name, else ``otherwise``."""
    for line in titles:
        school = _SCHOOL.search(line)
        if school and int(school["z"]) == int(school["y"]) + 1:
            return exports.reading.days.Calendar(int(school["y"]), school=True)
    for line in titles:
        found = _YEAR.search(line)
        if found:
            return exports.reading.days.Calendar(int(found["y"]))
    for text in (*lines, exports.reading.words.folded(name)):
        years = _ANY_YEAR.findall(text)
        if len(set(years)) == 1:
            return exports.reading.days.Calendar(int(years[0]))
    return exports.reading.days.Calendar(otherwise)


def _as_of(line: str, calendar: exports.reading.days.Calendar) -> date | None:
    """The day a sheet's figures count to, if the line says it."""
    found = _AS_OF.search(line)
    dated = found and _FIRST_DATE.search(found["when"])
    if not dated or _ATTACHED.match(line.strip("( ")):
        return None
    return _day(dated.group(), calendar)


def _paper(
    lines: list[str], folded: list[str], calendar: exports.reading.days.Calendar
) -> Paper | None:
    """The paper named above the heading: attached to it, or the paper the sheet itself is."""
    for line, plain in zip(lines, folded, strict=True):
        found = _PAPER.search(plain)
        day = found and _ATTACHED.search(plain) and _day(found["when"], calendar)
        if day:
            number = _NUMBER.search(line)
            return Paper(number.group(1).replace(" ", "") if number else "", day)
    numbers = [found.group(1) for line in lines if (found := _NUMBER.match(line))]
    days = [
        day
        for plain in folded
        if (found := _PLACED.search(plain)) and (day := _day(found["when"], calendar))
    ]
    if numbers and days:
        return Paper(numbers[0].replace(" ", ""), days[0])
    return None


def _day(text: str, calendar: exports.reading.days.Calendar) -> date | None:
    """The day ``text`` says, or None."""
    found = exports.reading.when.understood(text, calendar)
    return found.last if found.understood else None
