"""One row of a list of members as a member: what it says, what is in doubt, what is left out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import exports.members.words
import exports.members.written
import exports.reading.days
import exports.reading.findings
import exports.reading.mapping
import exports.reading.people
import exports.reading.tables
import exports.reading.values
import exports.reading.when
import exports.reading.words

_GROWN = 18  # Điều lệ Đảng, điều 1: a member is at least eighteen
_OLDEST = 110
_EPOCH, _FIRST_DAY, _LAST_DAY = date(1899, 12, 30), 3653, 55153  # Excel's days, 1910 to 2050
_YEAR = re.compile(r"(?<!\d)(1[89]\d{2}|20\d{2})(?!\d)")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](\d{2})")
_DAYS = ("admitted", "arrived", "official_on")
_NAMES = frozenset({"order", "name", "surname"})
_REMARK = re.compile(r"[(\[]([^)\]]*)[)\]]")
_TAIL = re.compile(r"(?:\s[-–—]\s*|\s*[,;\n]\s*)(?P<post>[^-–—,;\n]+)$")
_PARTS = re.compile(r"[,;\n/+]|\s[-–—]\s|\skiêm\s", re.IGNORECASE)
_FULL_DAY = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}(?!\d)")
_BESIDE_DAYS = re.compile(
    r"\b(?:ct|chinh thuc|kn|ket nap|db|du bi|vao dang|ngay|vd|va|den|nam|thang)\b|[-/:;,.()]"
)
_PROBATION = re.compile(r"\bdu bi\b")


@dataclasses.dataclass(frozen=True)
class _Shared:
    """What the rows of every table share; ``words`` are those a person taught, folded."""

    today: date
    calendar: exports.reading.days.Calendar
    told: exports.reading.mapping.Told
    words: Mapping[str, str]


def read(
    table: exports.reading.tables.Table,
    today: date,
    calendar: exports.reading.days.Calendar,
    taught: tuple[exports.reading.mapping.Told, Mapping[str, str]],
    unknown: dict[str, list[str]],
) -> list[exports.members.written.MemberRow]:
    """The members of a table; words not known are added to ``unknown`` with their cells.

    Args:
        table: where they stand.
        today: no day lies after it.
        calendar: by which days are read.
        taught: what a person says of this workbook, and the words taught so far, folded.
        unknown: words that are no post the book knows → cells.
    """
    return _Reader(table, _Shared(today, calendar, *taught), unknown).members()


def _plain(written: str) -> str:
    """A word to look up in the vocabulary."""
    return exports.reading.words.folded(written).strip(" .-")


class _Reader:
    """Reads the rows of one table one after the other."""

    def __init__(
        self, table: exports.reading.tables.Table, shared: _Shared, unknown: dict[str, list[str]]
    ) -> None:
        self._table = table
        self._rows = list(table.rows())
        self._today = shared.today
        self._calendar = dataclasses.replace(shared.calendar, epoch=table.above.calendar.epoch)
        self._told = shared.told
        self._words = shared.words
        self._unknown = unknown
        self._months_first = {
            field
            for field in _DAYS
            if exports.reading.when.months_first(row.values.get(field) for row in self._rows)
        }
        self._bare = set(table.columns.fields) <= _NAMES
        self._others = next(
            (word for line in table.above.titles if (word := exports.members.words.others(line))),
            "",
        )
        self._given: Mapping[str, Any] = {}
        self._member = exports.members.written.MemberRow("", 0)

    def members(self) -> list[exports.members.written.MemberRow]:
        """Every member of the table."""
        return [self._read(row) for row in self._rows]

    def _read(self, row: exports.reading.tables.Row) -> exports.members.written.MemberRow:
        """The member in ``row``."""
        said = self._told.row(row.sheet, row.number)
        self._given = said if isinstance(said, dict) else {}
        self._member = member = exports.members.written.MemberRow(
            row.sheet, row.number, dict(row.cells)
        )
        self._name(row)
        self._birth(row)
        for field in _DAYS:
            self._day(row, field)
        self._posts(row)
        self._exempt(row)
        self._gone(row)
        self._belongs(row)
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
        written = self._beside(written)
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

    def _beside(self, written: str) -> str:
        """A name without what stands beside it: a post is taken, other words are named."""
        name = written
        tail = _TAIL.search(name)
        if tail and self._known(tail["post"]):
            self._post(tail["post"])
            name = name[: tail.start()]
        for remark in _REMARK.findall(name):
            if self._known(remark):
                self._post(remark)
            elif remark.strip():
                self._member.reasons.append(f"không lấy “{remark.strip()[:60]}” bên họ tên")
        return name

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
        if value is None or field in self._given or self._two_days(row, field):
            return
        if field in self._months_first and exports.reading.when.two_ways(value):
            self._doubt(field, f"cột này có ngày viết tháng trước: “{value}” là ngày nào?")
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

    def _two_days(self, row: exports.reading.tables.Row, field: str) -> bool:
        """Both days in one cell ("3/2/1998 - 3/2/1999"), where the other has no cell of its own."""
        other = {"admitted": "official_on", "official_on": "admitted"}.get(field)
        value = row.values.get(field)
        if other is None or other in row.values or not isinstance(value, str):
            return False
        rest = _BESIDE_DAYS.sub(" ", exports.reading.words.folded(_FULL_DAY.sub(" ", value)))
        days = [
            exports.reading.when.understood(found, self._calendar)
            for found in _FULL_DAY.findall(value)
        ]
        if len(days) != 2 or rest.strip() or not all(day.understood for day in days):  # noqa: PLR2004 - admitted and official
            return False
        first, last = sorted(day.last for day in days if day.last)
        self._member.admitted, self._member.official_on = first, last
        self._member.cells.setdefault(other, row.cells[field])
        self._member.reasons.append(
            f"hai ngày trong một ô: kết nạp {first:%d/%m/%Y}, chính thức {last:%d/%m/%Y}"
        )
        return True

    def _posts(self, row: exports.reading.tables.Row) -> None:
        """Party posts in the book's words; "Đảng viên" is none."""
        for value in (row.values.get("post"), *row.many.get("post", ())):
            for part in _PARTS.split(exports.reading.values.text(value)):
                if not part.strip(" .-"):
                    continue
                if self._known(part):
                    self._post(part)
                else:
                    shown = part.strip()
                    self._member.reasons.append(
                        f"“{shown}” không phải chức vụ trong chi bộ, không lấy"
                    )
                    self._unknown.setdefault(shown, []).append(row.cell("post"))

    def _known(self, written: str) -> bool:
        """Whether words are a post, or those of a plain or a probationary member."""
        words, plain = exports.members.words.table(), _plain(written)
        listed = plain in words["posts"] or plain in words["member"]
        return listed or plain in words["probationary"] or plain in self._words

    def _post(self, written: str) -> None:
        """One known word: a post in the book's words, probation, or nothing."""
        words, plain = exports.members.words.table(), _plain(written)
        post = self._words.get(plain, words["posts"].get(plain, ""))
        if plain in words["probationary"] and plain not in self._words:
            self._member.probationary = True
        elif post and post not in self._member.posts:
            self._member.posts.append(post)

    def _exempt(self, row: exports.reading.tables.Row) -> None:
        """Whether a note, the post's cell or the group's title says the member is exempt."""
        for field in ("note", "post"):
            for value in (row.values.get(field), *row.many.get(field, ())):
                text = exports.reading.values.text(value)
                self._take_exemption(text, row.cell(field))
                if (
                    field == "note"
                    and _plain(text) in exports.members.words.table()["probationary"]
                ):
                    self._member.probationary = True
        self._take_exemption(row.group, row.cell("name"))
        if _PROBATION.search(exports.reading.words.folded(row.group)):
            self._member.probationary = True

    def _take_exemption(self, text: str, cell: str) -> None:
        """The exemption that ``text`` speaks of, if it speaks of one."""
        words = exports.members.words.exemption(text)
        if words:
            self._member.exempt, self._member.exempt_words = True, words
            self._member.cells.setdefault("exempt", cell)

    def _gone(self, row: exports.reading.tables.Row) -> None:
        """A day of leaving, or words that somebody is gone: the latter is a question."""
        for value in (row.values.get("left"), *row.many.get("left", ())):
            if value is None or "left" in self._given:
                continue
            found = exports.reading.when.of_value(value, self._calendar)
            if found.understood and found.plain and self._member.left is None:
                self._member.left = found.last
            elif self._member.left is None:
                self._doubt("left", "cột chuyển đi có ghi chữ: còn ở chi bộ không?")
        for field, text in (
            *(("note", exports.reading.values.text(each)) for each in self._notes(row)),
            ("name", row.group),
        ):
            word = exports.members.words.first("gone", text)
            if word and not exports.members.words.first("not gone", text) and not self._member.left:
                self._member.cells.setdefault("left", row.cell(field))
                self._doubt("left", f"ghi “{word}”: còn ở chi bộ không?")
                return

    @staticmethod
    def _notes(row: exports.reading.tables.Row) -> tuple[Any, ...]:
        """Every cell of notes."""
        return (row.values.get("note"), *row.many.get("note", ()))

    def _belongs(self, row: exports.reading.tables.Row) -> None:
        """Lists of other people, and lists of names alone, are asked about."""
        word = self._others or exports.members.words.others(row.group)
        if word:
            self._doubt("name", f"bảng ghi “{word}”: có phải đảng viên của chi bộ không?")
        elif self._bare:
            self._doubt("name", "bảng chỉ có họ tên: có phải danh sách đảng viên không?")

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
        if member.left and (member.left > today or (member.joined and member.left < member.joined)):
            self._doubt(
                "left", f"ngày chuyển đi {member.left:%d/%m/%Y} không hợp với các ngày khác"
            )
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
