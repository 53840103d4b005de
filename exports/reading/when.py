"""When: a day, a period, "until when" or how often, in the words offices write.

The day stands before the month always. A period means its last day; "trước 10/6" is due 10/6
(design 3, ``import``). Nothing here raises for any text: what is not understood says so in
``When.trouble``, with the nearest reading as a suggestion where there is one.
"""

from __future__ import annotations

import calendar as months
import dataclasses
import functools
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import exports.reading.words

RECURRENCES = ("weekly", "monthly", "quarterly", "yearly", "ongoing")

_EXCEL_FIRST, _EXCEL_LAST = 32874, 55153  # 1990-01-01 … 2050-12-31 as Excel counts days
_EXCEL_EPOCH = date(1899, 12, 30)
_AUGUST, _DECEMBER = 8, 12


@dataclasses.dataclass(frozen=True)
class Calendar:
    """What a sheet says about years: which year "30/4" means and which years can be meant.

    ``school`` marks a school year (``year`` and the next): August to December lie in ``year``.
    """

    year: int
    school: bool = False
    first: int = 2000
    last: int = 2050

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


class _NotADay(Exception):  # noqa: N818 - never leaves this module; carries the sentence
    """The figures make no day; the argument says why."""


def of_value(value: Any, calendar: Calendar) -> When:
    """What a cell's value says about time; ``value`` as openpyxl gives it."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _in_bounds(When(last=value, plain=True), calendar)
    if isinstance(value, str):
        return understood(value, calendar)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return NOTHING if value is None else When(trouble="ô không phải là ngày")
    return _number(value, calendar)


def _number(value: float, calendar: Calendar) -> When:
    """A bare number: an Excel day in a General cell, or a year."""
    if value == int(value):
        if _EXCEL_FIRST <= value <= _EXCEL_LAST:
            day = _EXCEL_EPOCH + timedelta(days=int(value))
            return _in_bounds(When(last=day, plain=True, said="đọc từ số ngày của Excel"), calendar)
        if calendar.first <= value <= calendar.last:
            return When(last=date(int(value), 12, 31), first=date(int(value), 1, 1))
    elif _EXCEL_FIRST <= value <= _EXCEL_LAST:
        return _number(int(value), calendar)
    return When(trouble=f"số {value:g} không phải là ngày")


@functools.lru_cache(maxsize=8192)
def understood(text: str, calendar: Calendar) -> When:
    """What ``text`` says about time."""
    lines = [line for line in re.split(r"[\n;]", text) if line.strip(" .,-_/…")]
    if len(lines) > 1:
        return _several(lines, calendar)
    if not text.strip(" .,-_/…*") or exports.reading.words.folded(text) in _blank():
        return NOTHING
    plain = _prepared(text)
    try:
        found = _recurring(plain, calendar) or _moment(plain, calendar)
    except _NotADay as problem:
        return When(trouble=str(problem))
    if found is None:
        return _nearest(text, plain, calendar)
    if found.trouble:
        shown = exports.reading.words.flat(text)[:60]
        found = dataclasses.replace(found, trouble=found.trouble.replace("{words}", shown))
    return _in_bounds(found, calendar)


def _several(lines: list[str], calendar: Calendar) -> When:
    """A cell with several lines: one time in pieces, or several times."""
    whole = understood(" ".join(lines), calendar)
    if whole.understood:
        return whole
    told = [found for line in lines if (found := understood(line, calendar)).understood]
    if len(told) > 1:
        return When(last=told[-1].last, trouble="ô ghi nhiều mốc thời gian")
    return whole


def _in_bounds(found: When, calendar: Calendar) -> When:
    """``found``, in doubt if its year cannot be meant."""
    if found.last is not None and not calendar.first <= found.last.year <= calendar.last:
        return When(trouble=f"năm {found.last.year} ngoài khoảng {calendar.first}–{calendar.last}")
    return found


def _nearest(text: str, plain: str, calendar: Calendar) -> When:
    """The words are not understood; one date among them is offered."""
    shown = exports.reading.words.flat(text)[:60]
    dates = list(_LOOSE.finditer(plain))
    if len(dates) > 1:
        return When(trouble=f"ghi nhiều mốc thời gian: “{shown}”")
    guess = None
    if dates:
        try:
            guess = _single(dates[0].group(), calendar)
        except _NotADay as problem:
            return When(trouble=str(problem))
    return When(last=guess.last if guess else None, trouble=f"chưa hiểu thời gian “{shown}”")


# --- preparing -------------------------------------------------------------------------------
_CLOCK = re.compile(r"(?<![\d/.\-])\d{1,2}\s*(?:h|g|gio)(?:\s*\d{2})?(?:\s*phut)?(?!\w),?")
_WEEKDAY = re.compile(r"[(,]?\s*(?<!\w)(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)(?!\w)[),]?")


def _prepared(text: str) -> str:
    """``text`` folded, without hours, weekdays and closing points."""
    plain = exports.reading.words.folded(text).replace("\u2044", "/").replace("\\", "/")
    plain = _WEEKDAY.sub(" ", _CLOCK.sub(" ", plain))
    return " ".join(plain.split()).strip(" .,;:()[]*")


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


_MONTH_DAY = re.compile(r"(?<!\w)(?:ngay )?(\d{1,2})(?![\d/.\-\w])")
_MANY_MONTHS = re.compile(
    r"(?<!\w)(\d+|hai|ba|bon|sau) (?:tuan|thang|quy|nam)(?:/| )?(?:mot |1 )?lan"
)


def _recurring(plain: str, calendar: Calendar) -> When | None:
    """A recurrence with its day, or None; in doubt when more is said than is understood."""
    pattern, means = _recurrences()
    kinds = {means[" ".join(found.group().split())] for found in pattern.finditer(plain)}
    if not kinds:
        return None
    kinds = kinds - {"ongoing"} or kinds
    many = _MANY_MONTHS.search(plain)
    odd = many and many.group(1) not in {"1", "01"} and many.group() not in means
    if len(kinds) > 1 or odd:
        return When(trouble="chưa hiểu chu kỳ “{words}”")
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
        return When(recurrence=kind, day=day)
    return When(recurrence=kind, day=day, trouble="mới hiểu một phần của “{words}”")


# --- one time --------------------------------------------------------------------------------
def _moment(plain: str, calendar: Calendar) -> When | None:
    """A day, a period or a span, without the words in front of it."""
    opening, by_then = _openings()
    whole = _single(plain, calendar) or _span(plain, calendar)
    if whole is not None:
        return whole
    rest, before = plain, False
    while found := opening.match(rest):
        shorter = rest[found.end() :].strip(" .,;:()")
        if _single(rest, calendar) is not None:
            break
        before = before or by_then.match(found.group()) is not None
        rest = shorter
    single = _single(rest, calendar) or _span(rest, calendar)
    if single is None:
        return None
    if before and single.first is not None and not _END.search(plain):
        unclear = "“{words}” là trước kỳ ấy hay đến hết kỳ ấy?"
        return dataclasses.replace(single, trouble=unclear)
    return dataclasses.replace(single, plain=single.plain and rest == plain)


_END = re.compile(r"\b(?:cuoi|het|dau|giua)\b")


_TO = re.compile(r"\s+(?:den het ngay|den ngay|den het|den|toi ngay|toi)\s+|\s+-\s+")
_DASH = re.compile(r"\s*-\s*")
_KINDS = re.compile(r"(?:tu )?(?:ngay )?(thang|quy|tuan)\b")


def _span(plain: str, calendar: Calendar) -> When | None:
    """ "từ 1/6 đến 15/6", "01-15/6/2026", "tháng 4-6/2026": first and last day, or None."""
    inner = plain.removeprefix("trong ").removeprefix("thoi gian ").removeprefix("tu ")
    inner = inner.removeprefix("ngay ")
    for divider in (_TO, _DASH):
        for found in divider.finditer(inner):
            left, right = inner[: found.start()].strip(), inner[found.end() :].strip()
            if divider is _DASH and not (left.isdigit() or "/" in left or _KINDS.match(left)):
                continue
            try:
                ends = _ends(left, right, calendar)
            except _NotADay:
                continue  # another dash may divide the span
            if ends:
                return ends
    return None


def _ends(left: str, right: str, calendar: Calendar) -> When | None:
    """A span from its two halves; the left one borrows month and year from the right one."""
    kind = _KINDS.match(left)
    if kind and not _KINDS.match(right):
        right = f"{kind.group(1)} {right}"
    right = right.removeprefix("ngay ")
    last = _single(right, calendar)
    if last is None or last.last is None or (left.isdigit() and kind is None and not last.plain):
        return None
    near = dataclasses.replace(calendar, year=last.last.year, school=False)
    if left.isdigit():
        first = _day(int(left), last.last.month, last.last.year)
    else:
        begun = _single(left.removeprefix("ngay "), near)
        if begun is None or begun.last is None:
            return None
        first = begun.first or begun.last
    if first > last.last:
        return When(last=last.last, trouble="ngày đầu sau ngày cuối")
    return When(last=last.last, first=first)


def _single(plain: str, calendar: Calendar) -> When | None:
    """One day or one period, or None where no way of writing fits."""
    for pattern, make in _FORMS:
        found = pattern.fullmatch(plain)
        if found:
            return make(found, calendar)
    return None


def _day(day: int, month: int, year: int) -> date:
    """The date, or the reason why there is none."""
    if not 1 <= month <= _DECEMBER:
        raise _NotADay(f"không có tháng {month} (ngày viết trước, tháng viết sau)")
    if not 1 <= day <= months.monthrange(max(year, 1), month)[1]:
        raise _NotADay(f"không có ngày {day}/{month}/{year}")
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
    return When(last=_day(int(groups["d"]), month, year), plain=True)


def _month_days(month: int, year: int) -> tuple[date, date]:
    """First and last day of a month."""
    first = _day(1, month, year)
    return first, date(year, month, months.monthrange(year, month)[1])


@functools.cache
def _named(kind: str) -> dict[str, int]:
    """Months or quarters in words."""
    return {exports.reading.words.folded(word): n for word, n in _table()[kind].items()}


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
_LOOSE = re.compile(
    r"(?<![\d/.\-])\d{1,2}\s*[/.\-]\s*\d{1,2}(?:\s*[/.\-]\s*\d{2,4})?(?!\d)|(?:thang|quy)\s*(?:\d{1,2}|i{1,3}v?)"
    r"(?:/\d{4})?"
)
