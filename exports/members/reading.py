"""Reading an office's own list of members from its workbook (design 3, ``import --as members``).

Taken: name, year of birth, the days of joining and of becoming official, posts in the Party, and
whether somebody is exempt. ID numbers, address, ethnicity, religion, health, income and the like
are not taken, and the sheet says so (design 2, personal data).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import db.errors
import exports.members.rows
import exports.members.words
import exports.members.written
import exports.reading.days
import exports.reading.finding
import exports.reading.findings
import exports.reading.lexicon
import exports.reading.mapping
import exports.reading.people
import exports.reading.sheet
import exports.reading.when
import exports.reading.words

_DATA = Path(__file__).parent / "data"
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


def fields() -> exports.reading.mapping.Fields:
    """What a mapping file may say of a list of members; words mean a post ("" for none)."""
    posts = tuple(dict.fromkeys(exports.members.words.table()["posts"].values()))
    return exports.reading.mapping.Fields(
        columns=_lexicon().fields,
        rows={
            "name": "text",
            "birth_year": "year",
            "admitted": "date",
            "arrived": "date",
            "joined": "date",
            "official_on": "date",
            "left": "date",
            "post": "text",
            "probationary": "flag",
            "exempt": "flag",
        },
        words=(*posts, ""),
        many=_lexicon().many,
    )


def mapping(told: Path | Mapping[str, Any]) -> exports.reading.mapping.Told:
    """A mapping file, or its parts; raises RecordError with one sentence where it is wrong."""
    return exports.reading.mapping.given(told, fields())


def _lexicon() -> exports.reading.lexicon.Lexicon:
    """The heading words of lists of members."""
    return exports.reading.lexicon.lexicon(_DATA / "headings.toml")


def read(
    book: exports.reading.sheet.Workbook,
    *,
    today: date,
    mapping: exports.reading.mapping.Told | None = None,
    learned: Mapping[str, Mapping[str, str]] | None = None,
) -> exports.members.written.MemberSheet:
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
    words = {fold(key): post for key, post in {**taught.get("words", {}), **told.words}.items()}
    made = exports.members.written.MemberSheet(
        sheets=found.notes, learns=told.learns(), heads=found.heads()
    )
    made.learns["headings"].update(exports.reading.finding.learned_headings(found.tables, told))
    unknown: dict[str, list[str]] = {}
    for table in found.tables:
        made.rows += exports.members.rows.read(table, today, calendar, (told, words), unknown)
        made.columns += table.columns.guesses
        made.left_out += table.columns.left_out
    _same_people(made.rows)
    made.unknown_words = [
        exports.reading.findings.UnknownWord("post", text, tuple(cells))
        for text, cells in unknown.items()
    ]
    return made


def _same_people(rows: list[exports.members.written.MemberRow]) -> None:
    """Two rows with one name and no different years of birth: perhaps one person twice."""
    seen: dict[str, list[exports.members.written.MemberRow]] = {}
    for row in rows:
        if not row.name:
            continue
        for other in seen.setdefault(exports.reading.words.accented(row.name), []):
            if row.birth_year == other.birth_year or None in (row.birth_year, other.birth_year):
                reason = f"trùng họ tên với dòng {other.row}: một người hay hai người?"
                row.doubts.append(exports.reading.findings.Doubt(row.cell(), reason, "name"))
                break
        seen[exports.reading.words.accented(row.name)].append(row)


def _fits(calendar: exports.reading.days.Calendar) -> Any:
    """Whether a value fits a kind of contents (columns.Fits)."""
    today = date(calendar.year, 12, 31)

    def person(value: Any) -> bool:
        return isinstance(value, str) and exports.reading.people.looks_like_name(
            exports.reading.people.bare(value)
        )

    def post(value: Any) -> bool:
        words, plain = exports.members.words.table(), exports.reading.words.folded(str(value))
        listed = plain in words["posts"] or plain in words["member"]
        return listed or plain in words["probationary"]

    judges = {
        "order": lambda value: isinstance(value, int | float | str),
        "person": person,
        "birth": lambda value: exports.members.rows.birth_year(value, today) is not None,
        "when": lambda value: exports.reading.when.of_value(value, calendar).understood,
        "post": post,
    }
    return lambda kind, value: judges[kind](value)
