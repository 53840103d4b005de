"""Days as people type and read them: "5/7", "mai", "thứ sáu tuần sau", "cuối quý IV".

Everything is understood without marks, in any case and with spare spaces. Words are data
(``data/days.toml``). What leaves out the year, the month or the week is completed from today,
where ``ahead`` is given the way a due or a fact is meant (``read``).
"""

from __future__ import annotations

import contextlib
import functools
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import db.errors
import db.periods
import db.text

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")

_HALF_A_YEAR = timedelta(days=183)
_LONGEST = 60  # letters: no day is longer, and a page pasted by mistake is not searched through
_SHOWN = 30  # letters of what was typed that a sentence repeats
_NEAR = {-1: "hôm qua", 0: "hôm nay", 1: "mai"}
_DAYS, _MONTHS = {"ngay": 1, "tuan": 7}, {"thang": 1, "quy": 3, "nam": 12}

Ahead = bool | None
Reader = Callable[["re.Match[str]", date, Ahead], date]


@functools.cache
def _words() -> dict[str, dict[str, int]]:
    """The words for days, by use."""
    path = Path(__file__).parent / "data" / "days.toml"
    return tomllib.loads(path.read_text("utf-8"))


def read(typed: str, today: date, *, ahead: Ahead = None) -> date | None:
    """The day that ``typed`` names, or None where nothing is typed.

    A day that leaves out its year, month or week ("5/1", "15", "thứ sáu") is this year's, this
    month's, this week's. With ``ahead`` True (a due) it is the next such day, where the plain one
    lies more than half a year back ("5/1" in December), or, for a day of the month or week, has
    passed. With ``ahead`` False (what has happened) it is the last such day up to today,
    but a date of this year that lies less than half a year ahead is taken as typed: more likely a
    slip, which the verb then names.

    Raises:
        db.errors.RecordError: it names none, or one that is not in the calendar.
    """
    if not typed.strip():
        return None
    written, known = _tidied(typed), _words()["offsets"]
    folded = db.text.fold(written)
    try:
        if len(folded) <= _LONGEST:
            for word in (written, folded):
                if word in known:
                    return _within(today + timedelta(days=known[word]))
            for pattern, reader in _patterns():
                if found := pattern.fullmatch(folded):
                    return _within(reader(found, today, ahead))
    except (ValueError, OverflowError) as error:
        raise db.errors.RecordError(
            f"Không có ngày “{_short(typed)}” trong lịch; hãy kiểm tra lại ngày, tháng, năm."
        ) from error
    raise db.errors.RecordError(
        f"Không hiểu ngày “{_short(typed)}”; hãy gõ như 5/7, 05/07/2026, mai, thứ sáu, cuối tháng."
    )


def shown(day: date) -> str:
    """``day`` as fields and papers show it: "05/07/2026"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def spoken(day: date, today: date) -> str:
    """``day`` as one says it: "hôm nay", "mai", "Thứ Tư, 30/09/2026"."""
    near = _NEAR.get((day - today).days)
    return near or in_full(day)


def in_full(day: date) -> str:
    """``day`` with its weekday: "Thứ Tư, 30/09/2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {shown(day)}"


def _tidied(typed: str) -> str:
    """``typed`` in small letters, single spaces, without what ends a sentence."""
    return " ".join(db.text.accented(typed).split()).strip(" .,;:")


def _short(typed: str) -> str:
    words = " ".join(typed[: 4 * _SHOWN].split())
    return words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"


def _within(day: date) -> date:
    """``day``, where it lies in years that occur.

    Raises:
        ValueError: it does not.
    """
    if day.year not in db.periods.YEARS:
        raise ValueError(day)
    return day


def _one_of(use: str, *, other_than: int | None = None) -> str:
    """A pattern for the words of one use, the longest first."""
    words = [word for word, value in _words()[use].items() if value != other_than]
    return "|".join(sorted(words, key=len, reverse=True))


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """What can be typed besides single words, each with its reader; the first that fits counts."""
    weekday = f"(?P<weekday>(?:thu|t) ?(?:{_one_of('weekdays')})|chu nhat|cn)"
    turn, turned = _one_of("turns"), _one_of("turns", other_than=0)
    count = f"(?P<count>[0-9]{{1,4}}|{_one_of('numbers')})"
    quarter = f"(?P<quarter>{_one_of('quarters')})"
    unit = "(?P<unit>tuan|thang|quy|nam)"
    day, month, gap = "(?P<day>[0-9]{1,2})", "(?P<month>[0-9]{1,2})", "(?: ?[-/.,] ?| )"
    year = f"(?:(?: nam |{gap})(?P<year>[0-9]{{4}}|[0-9]{{2}})| nam (?P<year_turn>{turn}))"
    edge, called = "(?P<edge>dau|giua|cuoi|het)", "(?:ngay |mong |mung )?"
    texts: tuple[tuple[str, Reader], ...] = (
        (f"(?:{weekday},? )?{called}{day}{gap}{month}{year}?", _date),
        (f"(?:{weekday},? )?{called}{day} thang {month}{year}?", _date),
        ("(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4}|[0-9]{2})", _date),
        ("(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})", _date),
        (f"{called}{day}(?: thang (?P<turn>{turn}))?", _day_of_month),
        (f"(?:ngay )?{weekday}(?: (?P<week>tuan )?(?P<turn>{turn}))?", _day_of_week),
        (f"(?:sau |con )?{count} (?P<unit>ngay|tuan|thang|quy|nam) (?P<way>nua|toi|sau)", _shifted),
        (f"{count} (?P<unit>ngay|tuan|thang|quy|nam) (?P<way>truoc)", _shifted),
        (f"(?:sau|con) {count} (?P<unit>ngay|tuan|thang|quy|nam)(?P<way>)", _shifted),
        (f"{unit} (?P<turn>{turned})", _turned),
        (f"sang {unit}(?P<turn>)", _turned),
        (f"{edge} {unit}(?: (?P<turn>{turn}))?", _edge_of_turn),
        (f"{edge} (?:thang ?|t){month}{year}?", _edge_of_named),
        (f"{edge} (?:quy ?|q){quarter}{year}?", _edge_of_named),
        (f"{edge} nam (?P<year>[0-9]{{4}})", _edge_of_named),
    )
    return tuple((re.compile(text), reader) for text, reader in texts)


def _date(found: re.Match[str], today: date, ahead: Ahead) -> date:
    """Day and month, with the year or without; a weekday said beside them must be theirs."""
    number, month = int(found["day"]), int(found["month"])
    day = _in_year(lambda year: date(year, month, number), found, today, ahead)
    said = found.groupdict().get("weekday")
    if said and _weekday(said) != day.weekday():
        raise db.errors.RecordError(
            f"Ngày {shown(day)} là {WEEKDAYS[day.weekday()]}; hãy kiểm tra lại thứ và ngày."
        )
    return day


def _in_year(made: Callable[[int], date], found: re.Match[str], today: date, ahead: Ahead) -> date:
    """The day ``made`` gives for the year that was typed, or that is meant where none was."""
    given = found.groupdict()
    if given.get("year_turn"):
        return made(today.year + _words()["turns"][given["year_turn"]])
    if given["year"]:
        return made(_whole_year(given["year"], today, ahead))
    if ahead is None:
        return made(today.year)
    ways = range(9) if ahead else range(0, -9, -1)  # the 29th of February may be eight years off
    days = _made(made, (today.year + way for way in ways))
    if ahead:
        return _first(day for day in days if day >= today - _HALF_A_YEAR)
    # A day a little ahead is more likely a slip than last year's: the verb refuses it in words.
    return _first(day for day in days if day <= today + _HALF_A_YEAR)


def _made(made: Callable[[int], date], given: Iterable[int]) -> Iterator[date]:
    """The days that ``made`` gives, without those that are not in the calendar."""
    for one in given:
        with contextlib.suppress(ValueError):
            yield made(one)


def _first(days: Iterator[date]) -> date:
    """The first of ``days``.

    Raises:
        ValueError: there is none.
    """
    for day in days:
        return day
    raise ValueError


def _whole_year(written: str, today: date, ahead: Ahead) -> int:
    """A year; of two digits the last such year at most ten ahead, or not ahead for what was."""
    if len(written) > 2:  # noqa: PLR2004 - digits
        return int(written)
    last = today.year + (0 if ahead is False else 10)
    return last - (last - int(written)) % 100


def _day_of_month(found: re.Match[str], today: date, ahead: Ahead) -> date:
    """A day of a month: "15", "ngày 15 tháng sau"."""
    number = int(found["day"])

    def made(way: int) -> date:
        return _months_on(today.replace(day=1), way).replace(day=number)

    if found["turn"]:
        return made(_words()["turns"][found["turn"]])
    if ahead is None:
        return made(0)
    if ahead:
        return _first(day for day in _made(made, range(3)) if day >= today)
    return _first(day for day in _made(made, range(0, -3, -1)) if day <= today)


def _weekday(said: str) -> int:
    """The place in the week, Monday 0, of "thứ sáu", "t6", "chủ nhật"."""
    if said in {"chu nhat", "cn"}:
        return 6
    return _words()["weekdays"][said.removeprefix("t").removeprefix("hu").strip()]


def _day_of_week(found: re.Match[str], today: date, ahead: Ahead) -> date:
    """A day of a week: "thứ sáu tuần sau", or "thứ sáu tới", the next one in whatever week."""
    day = today + timedelta(days=_weekday(found["weekday"]) - today.weekday())
    week, turn = timedelta(days=7), found["turn"]
    if turn and (found["week"] or turn == "sau"):
        return day + week * _words()["turns"][turn]
    way = _words()["turns"][turn] if turn else 0
    if way > 0 or (ahead and not turn):
        return day + week if day < today or (day == today and turn) else day
    if way < 0 or (ahead is False and not turn):
        return day - week if day > today or (day == today and turn) else day
    return day


def _shifted(found: re.Match[str], today: date, _ahead: Ahead) -> date:
    """So many units from today: "3 ngày nữa", "hai tuần trước"."""
    written = found["count"]
    count = int(written) if written.isdecimal() else _words()["numbers"][written]
    return _on(today, found["unit"], -count if found["way"] == "truoc" else count)


def _turned(found: re.Match[str], today: date, _ahead: Ahead) -> date:
    """This day of another week, month or year: "tuần sau", "tháng trước", "sang năm"."""
    turn = found["turn"]
    return _on(today, found["unit"], _words()["turns"][turn] if turn else 1)


def _on(day: date, unit: str, count: int) -> date:
    """``day`` so many units on."""
    if unit in _DAYS:
        return day + timedelta(days=_DAYS[unit] * count)
    return _months_on(day, _MONTHS[unit] * count)


def _months_on(day: date, count: int) -> date:
    """``day`` so many months on, or the last day of a month that is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    end = db.periods.month_end(date(years, month + 1, 1))
    return end.replace(day=min(day.day, end.day))


def _edge_of_turn(found: re.Match[str], today: date, ahead: Ahead) -> date:
    """First or last day of what runs or is next: "cuối tháng", "đầu năm sau"."""
    edge, unit = found["edge"], found["unit"]

    def made(way: int) -> date:
        return _edge(edge, unit, _on(today, unit, way))

    if found["turn"]:
        return made(_words()["turns"][found["turn"]])
    day = made(0)
    if ahead and day < today:
        return made(1)
    return made(-1) if ahead is False and day > today else day


def _edge_of_named(found: re.Match[str], today: date, ahead: Ahead) -> date:
    """First or last day of what has a name: "cuối tháng 10", "đầu quý IV năm 2027"."""
    given, edge = found.groupdict(), found["edge"]

    def made(year: int) -> date:
        if given.get("month"):
            return _edge(edge, "thang", date(year, int(given["month"]), 1))
        if given.get("quarter"):
            number = _words()["quarters"][given["quarter"]]
            return _edge(edge, "quy", db.periods.quarter(year, number).first)
        return _edge(edge, "nam", date(year, 1, 1))

    return _in_year(made, found, today, ahead)


def _edge(edge: str, unit: str, day: date) -> date:
    """The first day, the middle or the last day of the week, month, quarter or year of ``day``."""
    first, last = _span(unit, day)
    if edge == "giua":
        return first + (timedelta(days=14) if unit == "thang" else (last - first) // 2)
    return first if edge == "dau" else last


def _span(unit: str, day: date) -> tuple[date, date]:
    """The first and the last day of the week, month, quarter or year that holds ``day``."""
    if unit == "tuan":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if unit == "thang":
        return day.replace(day=1), db.periods.month_end(day)
    if unit == "quy":
        quarter = db.periods.quarter(day.year, db.periods.quarter_of(day))
        return quarter.first, quarter.last
    return date(day.year, 1, 1), date(day.year, 12, 31)
