"""Reading an office's own list of members from its workbook (design 3, ``import --as members``).

Taken: name, year of birth, the days of joining and of becoming official, posts in the Party, and
whether somebody is exempt. ID numbers, address, ethnicity, religion, health, income and the like
are not taken, and the sheet says so (design 2, personal data).
"""

from __future__ import annotations

import dataclasses
import functools
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import db.errors
import exports.reading.days
import exports.reading.finding
import exports.reading.findings
import exports.reading.lexicon
import exports.reading.mapping
import exports.reading.people
import exports.reading.sheet
import exports.reading.tables
import exports.reading.values
import exports.reading.when
import exports.reading.words

_DATA = Path(__file__).parent / "data"
_GROWN = 18  # Điều lệ Đảng, điều 1: a member is at least eighteen
_OLDEST = 110
_EPOCH, _FIRST_DAY, _LAST_DAY = date(1899, 12, 30), 3653, 55153  # Excel's days, 1910 to 2050
_BESIDE = frozenset(
    {
        "order",
        "birth",
        "birth_men",
        "birth_women",
        "admitted",
        "arrived",
        "official_on",
        "post",
        "note",
    }
)
_YEAR = re.compile(r"(?<!\d)(1[89]\d{2}|20\d{2})(?!\d)")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](\d{2})")


@dataclasses.dataclass
class MemberRow:
    """One member as a sheet says it.

    ``joined`` is the day of coming to this cell where the sheet names it (``arrived``), else the
    day of joining the Party (``admitted``). ``posts`` are Party posts in the book's words.
    ``reasons``, ``doubts`` and ``refusal`` as for tasks.
    """

    sheet: str
    row: int
    cells: dict[str, str] = dataclasses.field(default_factory=dict)
    name: str = ""
    birth_year: int | None = None
    joined: date | None = None
    admitted: date | None = None
    arrived: date | None = None
    official_on: date | None = None
    probationary: bool = False
    posts: list[str] = dataclasses.field(default_factory=list)
    exempt: bool = False
    exempt_words: str = ""
    reasons: list[str] = dataclasses.field(default_factory=list)
    doubts: list[exports.reading.findings.Doubt] = dataclasses.field(default_factory=list)
    refusal: str | None = None

    def cell(self, field: str = "name") -> str:
        """The address of a field's cell, or of the row's first one."""
        return self.cells.get(field) or next(iter(self.cells.values()), f"A{self.row}")


@dataclasses.dataclass
class MemberSheet:
    """A whole workbook read as members; ``learns`` as for tasks."""

    rows: list[MemberRow] = dataclasses.field(default_factory=list)
    columns: list[exports.reading.findings.ColumnGuess] = dataclasses.field(default_factory=list)
    left_out: list[exports.reading.findings.LeftOut] = dataclasses.field(default_factory=list)
    unknown_words: list[exports.reading.findings.UnknownWord] = dataclasses.field(
        default_factory=list
    )
    sheets: list[exports.reading.findings.SheetNote] = dataclasses.field(default_factory=list)
    learns: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)


def fields() -> exports.reading.mapping.Fields:
    """What a mapping file may say of a list of members; words mean a post ("" for none)."""
    posts = tuple(dict.fromkeys(_words()["posts"].values()))
    return exports.reading.mapping.Fields(
        columns=_lexicon().fields,
        rows={
            "name": "text",
            "birth_year": "year",
            "admitted": "date",
            "arrived": "date",
            "joined": "date",
            "official_on": "date",
            "post": "text",
            "probationary": "flag",
            "exempt": "flag",
        },
        words=(*posts, ""),
    )


def mapping(path: Path) -> exports.reading.mapping.Told:
    """The mapping file at ``path``; raises RecordError with one sentence where it is wrong."""
    return exports.reading.mapping.load(path, fields())


@functools.cache
def _words() -> Mapping[str, Any]:
    """The vocabulary of lists of members, its keys folded."""
    table = tomllib.loads((_DATA / "words.toml").read_text(encoding="utf-8"))
    fold = exports.reading.words.folded
    return {
        "posts": {fold(written): post for written, post in table["posts"].items()},
        "member": frozenset(map(fold, table["plain"]["member"])),
        "probationary": frozenset(map(fold, table["plain"]["probationary"])),
        "exempt": re.compile(exports.reading.words.any_of(table["exempt"]["words"])),
        "exempt words": {fold(phrase): phrase for phrase in table["exempt"]["words"]},
        "not exempt": re.compile(exports.reading.words.any_of(table["exempt"]["not"])),
    }


def _lexicon() -> exports.reading.lexicon.Lexicon:
    """The heading words of lists of members."""
    return exports.reading.lexicon.lexicon(_DATA / "headings.toml")


def read(
    book: exports.reading.sheet.Workbook,
    *,
    today: date,
    mapping: exports.reading.mapping.Told | None = None,
    learned: Mapping[str, Mapping[str, str]] | None = None,
) -> MemberSheet:
    """Every member in ``book``; nothing is dropped silently.

    Args:
        book: from :func:`exports.reading.sheet.load`.
        today: no day lies after it.
        mapping: what a person says of this workbook.
        learned: what earlier mappings taught ("headings", "words").

    Raises:
        db.errors.RecordError: no sheet holds a list of members.
    """
    told = mapping or exports.reading.mapping.Told()
    taught = learned or {}
    fold = exports.reading.words.folded
    calendar = exports.reading.days.Calendar(today.year, first=1925, last=today.year + 1)
    wanted = exports.reading.finding.Wanted(_lexicon(), "name", _BESIDE, _fits(calendar))
    headings = {fold(key): field for key, field in taught.get("headings", {}).items()}
    found = exports.reading.finding.tables(book, wanted, told, headings, today)
    if not found.tables:
        raise db.errors.RecordError(
            f"Không tìm thấy danh sách đảng viên trong tệp {book.name}: cần một dòng tiêu đề "
            "có cột “Họ và tên”; hãy kiểm tra có đúng tệp không, hoặc ghi tên cột rồi nhập lại."
        )
    words = {**taught.get("words", {}), **told.words}
    made = MemberSheet(sheets=found.notes, learns=told.learns())
    made.learns["headings"].update(exports.reading.finding.learned_headings(found.tables, told))
    reader = _Reader(today, calendar, told, {fold(key): post for key, post in words.items()})
    for table in found.tables:
        made.rows += [reader.read(row) for row in table.rows()]
        made.columns += table.columns.guesses
        made.left_out += table.columns.left_out
    _same_people(made.rows)
    made.unknown_words = [
        exports.reading.findings.UnknownWord("post", text, tuple(cells))
        for text, cells in reader.unknown.items()
    ]
    return made


def _same_people(rows: list[MemberRow]) -> None:
    """Two rows with one name and no different years of birth: perhaps one person twice."""
    seen: dict[str, list[MemberRow]] = {}
    for row in rows:
        if not row.name:
            continue
        for other in seen.setdefault(exports.reading.words.accented(row.name), []):
            if row.birth_year == other.birth_year or None in (row.birth_year, other.birth_year):
                reason = f"trùng họ tên với dòng {other.row}: một người hay hai người?"
                row.doubts.append(exports.reading.findings.Doubt(row.cell(), reason, "name"))
                break
        seen[exports.reading.words.accented(row.name)].append(row)


class _Reader:
    """Reads rows one after the other; collects words it does not know."""

    def __init__(
        self,
        today: date,
        calendar: exports.reading.days.Calendar,
        told: exports.reading.mapping.Told,
        words: Mapping[str, str],
    ) -> None:
        self._today = today
        self._calendar = calendar
        self._told = told
        self._words = words
        self.unknown: dict[str, list[str]] = {}
        self._given: Mapping[str, Any] = {}
        self._member = MemberRow("", 0)

    def read(self, row: exports.reading.tables.Row) -> MemberRow:
        """The member in ``row``."""
        said = self._told.row(row.sheet, row.number)
        self._given = said if isinstance(said, dict) else {}
        self._member = member = MemberRow(row.sheet, row.number, dict(row.cells))
        self._name(row)
        self._birth(row)
        for field in ("admitted", "arrived", "official_on"):
            self._day(row, field)
        self._posts(row)
        self._exempt(row)
        self._take_given()
        member.joined = self._given.get("joined") or member.arrived or member.admitted
        self._agreement()
        if said == exports.reading.mapping.SKIP:
            member.refusal = "bỏ qua theo tệp chỉ dẫn"
        elif said == exports.reading.mapping.TAKE and member.name:
            member.reasons += [f"nhận theo tệp chỉ dẫn: {doubt.reason}" for doubt in member.doubts]
            member.doubts.clear()
        elif said is not None and not member.name:
            member.refusal = "không có họ tên"
        return member

    def _doubt(self, field: str, reason: str) -> None:
        """A doubt about a field, unless a person has settled it."""
        if field not in self._given:
            cell = self._member.cell(field)
            self._member.doubts.append(exports.reading.findings.Doubt(cell, reason, field))

    def _name(self, row: exports.reading.tables.Row) -> None:
        """The name: in one column or two, without honorifics, capitals taken back."""
        value = row.values.get("name")
        if isinstance(value, str) and "surname" in row.values:
            value = f"{row.values['surname']} {value}"
        written = exports.reading.values.text(value)
        name = exports.reading.people.bare(written)
        self._member.name = name
        if name and name not in written and exports.reading.people.shouted(written):
            self._member.reasons.append(f"“{written}” ghi lại là {name}")
        if not name:
            self._doubt("name", "không có họ tên: có thể là phần tiếp của dòng trên")
        elif not exports.reading.people.looks_like_name(name):
            self._doubt("name", f"“{name[:60]}” không giống một họ tên")
        elif set(row.values) <= {"name", "order", "surname"} and len(row.values) < 2:  # noqa: PLR2004 - a name quite alone
            self._doubt("name", "chỉ có họ tên, các cột khác trống")

    def _birth(self, row: exports.reading.tables.Row) -> None:
        """The year of birth, from a year or a day, from one column or one for each sex."""
        for field in ("birth", "birth_men", "birth_women"):
            value = row.values.get(field)
            if value is None:
                continue
            self._member.cells.setdefault("birth_year", row.cells[field])
            year = birth_year(value, self._today)
            if year is None:
                text = exports.reading.values.text(value)
                self._doubt("birth_year", f"chưa hiểu năm sinh “{text[:40]}”")
            self._member.birth_year = self._member.birth_year or year

    def _day(self, row: exports.reading.tables.Row, field: str) -> None:
        """A day of joining or becoming official; a month or a year is no day."""
        value = row.values.get(field)
        if value is None or field in self._given:
            return
        found = exports.reading.when.of_value(value, self._calendar)
        setattr(self._member, field, found.last)
        if found.said:
            self._member.reasons.append(found.said)
        if found.trouble or (found.last is None and not exports.reading.values.blank(value)):
            text = exports.reading.values.text(value)
            self._doubt(field, found.trouble or f"“{text[:40]}” không phải là một ngày")
        elif found.first is not None:
            text = exports.reading.values.text(value)
            self._doubt(field, f"“{text[:40]}” chưa đủ ngày, tháng, năm")

    def _posts(self, row: exports.reading.tables.Row) -> None:
        """Party posts in the book's words; "Đảng viên" is none."""
        words = _words()
        for value in (row.values.get("post"), *row.many.get("post", ())):
            for part in re.split(r"[,;\n/+]", exports.reading.values.text(value)):
                plain = exports.reading.words.folded(part).strip(" .-")
                if not plain or plain in words["member"]:
                    continue
                if plain in words["probationary"]:
                    self._member.probationary = True
                elif plain in self._words or plain in words["posts"]:
                    post = self._words.get(plain, words["posts"].get(plain, ""))
                    if post and post not in self._member.posts:
                        self._member.posts.append(post)
                else:
                    shown = part.strip()
                    self._member.reasons.append(
                        f"“{shown}” không phải chức vụ trong chi bộ, không lấy"
                    )
                    self.unknown.setdefault(shown, []).append(row.cell("post"))

    def _exempt(self, row: exports.reading.tables.Row) -> None:
        """Whether a note (or the post's cell) says the member is exempt."""
        for field in ("note", "post"):
            for value in (row.values.get(field), *row.many.get(field, ())):
                plain = exports.reading.words.folded(exports.reading.values.text(value))
                found = _words()["exempt"].search(plain)
                if found and not _words()["not exempt"].search(plain):
                    self._member.exempt = True
                    # Only these words: the rest of a note may speak of somebody's health.
                    words = " ".join(found.group().split())
                    self._member.exempt_words = _words()["exempt words"].get(words, words)
                    self._member.cells.setdefault("exempt", row.cell(field))

    def _take_given(self) -> None:
        """What a person has said of this row stands over the sheet."""
        member = self._member
        for field, value in self._given.items():
            if field == "post":
                member.posts = [value] if value else []
            elif field in {"exempt", "probationary"}:
                setattr(member, field, bool(value))
            elif field == "name":
                member.name = value or ""
            elif field != "joined":
                setattr(member, field, value)

    def _agreement(self) -> None:
        """Days and years that contradict each other make the row doubtful."""
        member, today = self._member, self._today
        for field in ("admitted", "arrived", "official_on"):
            day = getattr(member, field)
            if day is not None and day > today:
                self._doubt(field, f"ngày {day:%d/%m/%Y} sau hôm nay {today:%d/%m/%Y}")
        begun, official = member.admitted, member.official_on
        if begun and official and official < begun:
            self._doubt("official_on", f"ngày chính thức {official:%d/%m/%Y} trước ngày vào Đảng")
        if begun and member.birth_year and begun.year - member.birth_year < _GROWN:
            self._doubt(
                "admitted",
                f"vào Đảng năm {begun.year} khi chưa đủ 18 tuổi (sinh {member.birth_year})",
            )
        if member.probationary and official:
            self._doubt("official_on", "ghi dự bị mà có ngày chính thức")


def birth_year(value: Any, today: date) -> int | None:
    """The year of birth in a cell: a year, a day, or a text with either; None if none fits."""
    if isinstance(value, datetime | date):
        year = value.year
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = int(value) if abs(value) < _LAST_DAY else 0
        year = number if number < _FIRST_DAY else (_EPOCH + timedelta(days=number)).year
    else:
        text = exports.reading.values.text(value)
        found, short = _YEAR.findall(text), _SHORT_YEAR.fullmatch(text.strip())
        year = int(found[0]) if len(found) == 1 else 1900 + int(short.group(1)) if short else 0
    return year if today.year - _OLDEST <= year <= today.year - _GROWN else None


def _fits(calendar: exports.reading.days.Calendar) -> Any:
    """Whether a value fits a kind of contents (columns.Fits)."""
    today = date(calendar.year, 12, 31)

    def person(value: Any) -> bool:
        return isinstance(value, str) and exports.reading.people.looks_like_name(
            exports.reading.people.bare(value)
        )

    def post(value: Any) -> bool:
        words, plain = _words(), exports.reading.words.folded(str(value))
        listed = plain in words["posts"] or plain in words["member"]
        return listed or plain in words["probationary"]

    judges = {
        "order": lambda value: isinstance(value, int | float | str),
        "person": person,
        "birth": lambda value: birth_year(value, today) is not None,
        "when": lambda value: exports.reading.when.of_value(value, calendar).understood,
        "post": post,
    }
    return lambda kind, value: judges[kind](value)
