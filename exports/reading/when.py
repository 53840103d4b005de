"""When: a day, a period, "until when" or how often, in the words offices write.

The day stands before the month always. A period means its last day; "trước 10/6" is due 10/6
(design 3, ``import``). Nothing here raises for any text: what is not understood says so in
``When.trouble``, with the nearest reading as a suggestion where there is one.
"""

from __future__ import annotations

import calendar as months
import dataclasses
import functools
import math
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import exports.reading.days
import exports.reading.words

RECURRENCES = ("weekly", "monthly", "quarterly", "yearly", "ongoing")

_EXCEL_FIRST, _EXCEL_LAST = 32874, 55153  # 1990-01-01 … 2050-12-31 as Excel counts days
_EDGES = " .,;:()[]*"
_DASHES = " .,-–—_/…*\xa0"  # a cell of these alone says nothing
_EXCEL_EPOCH = date(1899, 12, 30)


def of_value(value: Any, calendar: exports.reading.days.Calendar) -> exports.reading.days.When:
    """What a cell's value says about time; ``value`` as openpyxl gives it."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _in_bounds(exports.reading.days.When(last=value, plain=True), calendar)
    if isinstance(value, str):
        return understood(value, calendar)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return (
            exports.reading.days.NOTHING
            if value is None
            else exports.reading.days.When(trouble="ô không phải là ngày")
        )
    return _number(value, calendar)


def _number(value: float, calendar: exports.reading.days.Calendar) -> exports.reading.days.When:
    """A bare number: an Excel day in a General cell, or a year."""
    if not math.isfinite(value):
        return exports.reading.days.When(trouble="ô không phải là ngày")
    if value == int(value):
        value += calendar.epoch if value >= _EXCEL_FIRST - calendar.epoch else 0
        if _EXCEL_FIRST <= value <= _EXCEL_LAST:
            day = _EXCEL_EPOCH + timedelta(days=int(value))
            return _in_bounds(
                exports.reading.days.When(last=day, plain=True, said="đọc từ số ngày của Excel"),
                calendar,
            )
        if calendar.first <= value <= calendar.last:
            return exports.reading.days.When(
                last=date(int(value), 12, 31), first=date(int(value), 1, 1)
            )
    elif _EXCEL_FIRST <= value <= _EXCEL_LAST:
        return _number(int(value), calendar)
    return exports.reading.days.When(trouble=f"số {value:g} không phải là ngày")


@functools.lru_cache(maxsize=8192)
def understood(text: str, calendar: exports.reading.days.Calendar) -> exports.reading.days.When:
    """What ``text`` says about time."""
    lines = [line for line in re.split(r"[\n;]", text) if line.strip(_DASHES)]
    if len(lines) > 1:
        return _several(lines, calendar)
    if not text.strip(_DASHES) or exports.reading.words.folded(text) in _blank():
        return exports.reading.days.NOTHING
    plain = _prepared(text)
    try:
        found = _recurring(plain, calendar) or _moment(plain, calendar)
    except exports.reading.days.NotADay as problem:
        return exports.reading.days.When(trouble=str(problem))
    if found is None:
        return _nearest(text, plain, calendar)
    if found.trouble:
        shown = exports.reading.words.flat(text)[:60]
        found = dataclasses.replace(found, trouble=found.trouble.replace("{words}", shown))
    return _in_bounds(found, calendar)


def _several(
    lines: list[str], calendar: exports.reading.days.Calendar
) -> exports.reading.days.When:
    """A cell with several lines: one time in pieces, or several times."""
    whole = understood(" ".join(lines), calendar)
    if whole.understood:
        return whole
    told = [found for line in lines if (found := understood(line, calendar)).understood]
    if len(told) > 1:
        return exports.reading.days.When(last=told[-1].last, trouble="ô ghi nhiều mốc thời gian")
    return whole


def _in_bounds(
    found: exports.reading.days.When, calendar: exports.reading.days.Calendar
) -> exports.reading.days.When:
    """``found``, in doubt if its year cannot be meant."""
    if found.last is not None and not calendar.first <= found.last.year <= calendar.last:
        return exports.reading.days.When(
            trouble=f"năm {found.last.year} ngoài khoảng {calendar.first}–{calendar.last}"
        )
    return found


def _nearest(
    text: str, plain: str, calendar: exports.reading.days.Calendar
) -> exports.reading.days.When:
    """The words are not understood; one date among them is offered."""
    shown = exports.reading.words.flat(text)[:60]
    dates = list(_LOOSE.finditer(plain))
    if len(dates) > 1:
        return exports.reading.days.When(trouble=f"ghi nhiều mốc thời gian: “{shown}”")
    guess = None
    if dates:
        try:
            guess = exports.reading.days.single(dates[0].group(), calendar)
        except exports.reading.days.NotADay as problem:
            return exports.reading.days.When(trouble=str(problem))
    return exports.reading.days.When(
        last=guess.last if guess else None, trouble=f"chưa hiểu thời gian “{shown}”"
    )


# --- preparing -------------------------------------------------------------------------------
_CLOCK = re.compile(
    r"(?<![\d/.\-])\d{1,2}(?:h|g|:)(?:\d{2})?\s*-\s*\d{1,2}(?:h|g|:)(?:\d{2})?(?!\w),?"
    r"|(?<![\d/.\-])\d{1,2}\s*(?:h|g|gio)(?:\s*\d{2})?(?:\s*phut)?(?!\w),?"
    r"|(?<![\d/.\-:])\d{1,2}:\d{2}(?::\d{2})?(?!\w),?"
)
_STUCK = re.compile(r"\b(ngay|thang|quy|nam|tuan)(?=\d)")
_NAMED_WEEK = re.compile(
    r"^tuan (?:thu )?\d{1,2}[\s:,(-]+(?=(?:tu )?(?:ngay )?\d{1,2}\s*[/.-]\s*\d)"
)
_PART_OF_DAY = re.compile(r"^(?:buoi )?(?:sang|trua|chieu|toi)(?:,| )+(?=ngay |\d)")
_WEEKDAY = re.compile(r"[(,]?\s*(?<!\w)(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)(?!\w)[),]?")


def _prepared(text: str) -> str:
    """``text`` folded, without hours, weekdays and closing points."""
    plain = exports.reading.words.folded(text).replace("\u2044", "/").replace("\\", "/")
    plain = _STUCK.sub(r"\1 ", plain)
    plain = re.sub(r"(?<=\w)\s*~\s*(?=\w)", " - ", plain)
    plain = " ".join(_WEEKDAY.sub(" ", _CLOCK.sub(" ", plain)).split()).strip(_EDGES)
    plain = _PART_OF_DAY.sub("", _NAMED_WEEK.sub("", plain)).strip(_EDGES)
    trail = _trail().search(plain)
    return plain[: trail.start()].strip(_EDGES) if trail and trail.start() else plain


@functools.cache
def _trail() -> re.Pattern[str]:
    """Words behind a time that change nothing: "30/9 (dự kiến)"."""
    return re.compile(r"[\s(,;-]*" + exports.reading.words.any_of(_table()["trail"]) + r"[\s).]*$")


@functools.cache
def _blank() -> frozenset[str]:
    """Words that say nothing."""
    return frozenset(map(exports.reading.words.folded, _table()["blank"]))


def _table() -> Any:
    """The vocabulary of time."""
    return exports.reading.words.table("when")


@functools.cache
def _openings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for what may stand in front of a time: any word of it, and "by then"."""
    by_then = exports.reading.words.any_of(_table()["before"])
    both = exports.reading.words.any_of([*_table()["before"], *_table()["lead_in"]])
    return re.compile(rf"{both}[\s:]*"), re.compile(by_then)


# --- how often -------------------------------------------------------------------------------
@functools.cache
def _recurrences() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for every recurrence and what each means."""
    means = {
        exports.reading.words.folded(phrase): kind
        for kind, phrases in _table()["recurrence"].items()
        for phrase in phrases
    }
    return re.compile(exports.reading.words.any_of(means)), means


@functools.cache
def _beside() -> re.Pattern[str]:
    """Words beside a recurrence that change nothing."""
    return re.compile(exports.reading.words.any_of(_table()["beside_recurrence"]))


_MONTH_DAY = re.compile(r"(?<!\w)(?:ngay |mung |mong )?(\d{1,2})(?![\d/.\-\w])")
_MANY_MONTHS = re.compile(
    r"(?<!\w)(\d+|hai|ba|bon|sau) (?:tuan|thang|quy|nam)(?:/| )?(?:mot |1 )?lan"
)


def _recurring(
    plain: str, calendar: exports.reading.days.Calendar
) -> exports.reading.days.When | None:
    """A recurrence with its day, or None; in doubt when more is said than is understood."""
    pattern, means = _recurrences()
    kinds = {means[" ".join(found.group().split())] for found in pattern.finditer(plain)}
    if not kinds:
        return None
    kinds = kinds - {"ongoing"} or kinds
    many = _MANY_MONTHS.search(plain)
    odd = many and many.group(1) not in {"1", "01"} and many.group() not in means
    if len(kinds) > 1 or odd:
        return exports.reading.days.When(trouble="chưa hiểu chu kỳ “{words}”")
    kind = kinds.pop()
    rest = pattern.sub(" ", plain)
    days = [int(found) for found in _MONTH_DAY.findall(rest)]
    if kind == "monthly" and len(days) == 1 and 1 <= days[0] <= months.monthrange(2026, 1)[1]:
        rest = _MONTH_DAY.sub(" ", rest)
        day = days[0]
    else:
        day = None
    spare = " ".join(_beside().sub(" ", rest).split()).strip(" .,;:()/-")
    if not spare or _moment(" ".join(rest.split()).strip(" .,;:()"), calendar):
        return exports.reading.days.When(recurrence=kind, day=day)
    return exports.reading.days.When(
        recurrence=kind, day=day, trouble="mới hiểu một phần của “{words}”"
    )


# --- one time --------------------------------------------------------------------------------
def _moment(
    plain: str, calendar: exports.reading.days.Calendar
) -> exports.reading.days.When | None:
    """A day, a period or a span, without the words in front of it."""
    opening, by_then = _openings()
    whole = (
        _days_of_month(plain, calendar)
        or exports.reading.days.single(plain, calendar)
        or _span(plain, calendar)
    )
    if whole is not None:
        return whole
    rest, before = plain, False
    while found := opening.match(rest):
        shorter = rest[found.end() :].strip(" .,;:()")
        if exports.reading.days.single(rest, calendar) is not None:
            break
        before = before or by_then.match(found.group()) is not None
        rest = shorter
    single = exports.reading.days.single(rest, calendar) or _span(rest, calendar)
    if single is None:
        return None
    if before and single.first is not None and not _END.search(plain):
        unclear = "“{words}” là trước kỳ ấy hay đến hết kỳ ấy?"
        return dataclasses.replace(single, trouble=unclear)
    return dataclasses.replace(single, plain=single.plain and rest == plain)


def _days_of_month(
    plain: str, calendar: exports.reading.days.Calendar
) -> exports.reading.days.When | None:
    """The days "20-25" in a list of one month; "5-10" may be the fifth of October too."""
    found = _BARE_DAYS.fullmatch(plain)
    if not found or not calendar.month:
        return None
    first, last = int(found.group(1)), int(found.group(2))
    if last == calendar.month or first >= last:
        return None
    year = calendar.year_for(calendar.month)
    day = exports.reading.days.the_day(last, calendar.month, year)
    if last <= _MONTHS:
        unclear = f"“{{words}}”: ngày {first} đến ngày {last}, hay ngày {first} tháng {last}?"
        return exports.reading.days.When(last=day, trouble=unclear)
    begun = exports.reading.days.the_day(first, calendar.month, year)
    said = f"“{plain}” hiểu là các ngày của tháng {calendar.month}/{year}"
    return exports.reading.days.When(last=day, first=begun, said=said)


_MONTHS = 12
_END = re.compile(r"\b(?:cuoi|het|dau|giua)\b")


_TO = re.compile(r"\s+(?:den het ngay|den ngay|den het|den|toi ngay|toi)\s+|\s+-\s+")
_DASH = re.compile(r"\s*-\s*")
_KINDS = re.compile(r"(?:tu )?(?:ngay )?(thang|quy|tuan)\b")
_SHORT_MONTH = re.compile(r"t\.?\d{1,2}(?:/\d{4})?")
_BARE_DAYS = re.compile(r"(\d{1,2})\s*-\s*(\d{1,2})")


def _span(plain: str, calendar: exports.reading.days.Calendar) -> exports.reading.days.When | None:
    """First and last day of "từ 1/6 đến 15/6", "01-15/6/2026", "tháng 4-6/2026", or None."""
    inner = plain.removeprefix("trong ").removeprefix("thoi gian ").removeprefix("tu ")
    inner = inner.removeprefix("ngay ")
    for divider in (_TO, _DASH):
        for found in divider.finditer(inner):
            left, right = inner[: found.start()].strip(), inner[found.end() :].strip()
            if divider is _DASH and not (
                left.isdigit() or "/" in left or _KINDS.match(left) or _SHORT_MONTH.fullmatch(left)
            ):
                continue
            try:
                ends = _ends(left, right, calendar)
            except exports.reading.days.NotADay:
                continue  # another dash may divide the span
            if ends:
                return ends
    return None


def _ends(
    left: str, right: str, calendar: exports.reading.days.Calendar
) -> exports.reading.days.When | None:
    """A span from its two halves; the left one borrows month and year from the right one."""
    kind = _KINDS.match(left)
    if kind and not _KINDS.match(right):
        right = f"{kind.group(1)} {right}"
    right = right.removeprefix("ngay ")
    last = exports.reading.days.single(right, calendar)
    if last is None or last.last is None or (left.isdigit() and kind is None and not last.plain):
        return None
    near = dataclasses.replace(calendar, year=last.last.year, school=False)
    if left.isdigit():
        first = exports.reading.days.the_day(int(left), last.last.month, last.last.year)
    else:
        begun = exports.reading.days.single(left.removeprefix("ngay "), near)
        if begun is None or begun.last is None:
            return None
        first = begun.first or begun.last
        borrowed = not re.search(r"\d{4}", left) and re.search(r"\d{4}", right)
        if borrowed and first.month > last.last.month:
            # "20/12 - 10/1/2027" begins the year before.
            first = exports.reading.days.the_day(first.day, first.month, first.year - 1)
    if first > last.last:
        return exports.reading.days.When(last=last.last, trouble="ngày đầu sau ngày cuối")
    return exports.reading.days.When(last=last.last, first=first)


_LOOSE = re.compile(
    r"(?<![\d/.\-])\d{1,2}\s*[/.\-]\s*\d{1,2}(?:\s*[/.\-]\s*\d{2,4})?(?!\d)|(?:thang|quy)\s*(?:\d{1,2}|i{1,3}v?)"
    r"(?:/\d{4})?"
)


# --- the month before the day ------------------------------------------------------------------
_FIGURES = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})\s*")


def months_first(values: Iterable[Any]) -> bool:
    """Whether some day among ``values`` (cells of a column) can only be read month first."""
    for value in values:
        found = _FIGURES.fullmatch(value) if isinstance(value, str) else None
        if found and int(found.group(1)) <= _MONTHS < int(found.group(2)):
            return True
    return False


def two_ways(value: Any) -> bool:
    """Whether a text is one day read day first and another read month first ("7/4/2026")."""
    found = _FIGURES.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return False
    one, other = int(found.group(1)), int(found.group(2))
    return one != other and max(one, other) <= _MONTHS


def counted(value: Any, heading: str) -> Any:
    """A bare number under the heading "Tháng" or "Quý" with its word: 7 is "tháng 7"."""
    if heading not in _UNITS or isinstance(value, bool) or not isinstance(value, int | str):
        return value
    return f"{heading} {value}" if _NUMBERS.fullmatch(str(value)) else value


_UNITS = frozenset({"thang", "quy"})
_NUMBERS = re.compile(r"(?:\d{1,2}|[IVX]{1,4})(?:\s*[,;&+-]\s*(?:\d{1,2}|[IVX]{1,4}))*")
