"""The mapping file: what a person says about a workbook, once, so that the reader need not guess.

JSON with any of these parts::

    {"columns": {"C": "work", "Trang 2!G": null, "Đầu mục": "work"},
     "words":   {"Đã chốt": "done", "hết học kỳ I": "2027-01-15", "mỗi sáng thứ hai": "weekly"},
     "rows":    {"Trang 1!12": {"due": "2026-06-30"}, "Trang 1!13": "take", "14": "skip"},
     "people":  {"Hiệu trưởng": "Lương Văn Bách"},
     "heads":   {"Trang 1": 4}}

A column is named by its letter or its heading; a row by sheet and number, or by its number alone
where the file has one table; a heading by the first of its rows. What it teaches (headings, words,
people) is kept for next time.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import db.errors
import exports.reading.sheet
import exports.reading.words

TAKE, SKIP = "take", "skip"
_PARTS = ("columns", "words", "rows", "people", "heads")
_ROW = re.compile(r"(?:(.*)!)?(\d{1,7})", re.DOTALL)
_COLUMN = re.compile(r"(?:(.*)!)?([A-Za-z]{1,2})", re.DOTALL)
_LARGEST = 2_000_000
_HELD = Path("trên màn hình")  # stands for the file in sentences about a mapping held in memory


@dataclasses.dataclass(frozen=True)
class Fields:
    """What a kind lets a mapping say.

    ``columns`` are the fields a column can be; ``rows`` the fields a row can be given, with what
    they hold: "text", "date", "percent", "year", "flag", "state" or "recurrence". ``words`` are the
    values words can mean beside a day, ``many`` the fields that several columns can be.
    """

    columns: Collection[str]
    rows: Mapping[str, str]
    words: Collection[str]
    states: Collection[str] = ()
    recurrences: Collection[str] = ()
    many: Collection[str] = ()


@dataclasses.dataclass
class Told:
    """A mapping file that was found in order. Keys as written; dates are dates."""

    columns: dict[str, str | None] = dataclasses.field(default_factory=dict)
    words: dict[str, str] = dataclasses.field(default_factory=dict)
    rows: dict[tuple[str, int], dict[str, Any] | str] = dataclasses.field(default_factory=dict)
    people: dict[str, str] = dataclasses.field(default_factory=dict)
    heads: dict[str, int] = dataclasses.field(default_factory=dict)

    def headings(self) -> dict[str, str]:
        """Folded heading → field ("" for none) of columns named by their heading: to be learned."""
        return {
            exports.reading.words.folded(key): field or ""
            for key, field in self.columns.items()
            if not _COLUMN.fullmatch(key)
        }

    def letters(self, sheet: str) -> dict[int, str | None]:
        """Column → field of the columns of a sheet that are named by their letter."""
        found = ((_COLUMN.fullmatch(key), field) for key, field in self.columns.items())
        return {
            exports.reading.sheet.column(named.group(2)): field
            for named, field in found
            if named and named.group(1) in (None, sheet)
        }

    def learns(self) -> dict[str, dict[str, str]]:
        """What is worth keeping for the next workbook."""
        words = {exports.reading.words.folded(key): means for key, means in self.words.items()}
        return {"headings": self.headings(), "words": words, "people": dict(self.people)}

    def row(self, sheet: str, number: int) -> dict[str, Any] | str | None:
        """What is said of one row, or None."""
        return self.rows.get((sheet, number), self.rows.get(("", number)))

    def columns_of(self, sheet: str, texts: Mapping[int, tuple[str, ...]]) -> dict[int, str | None]:
        """Column → field for one table; ``texts`` are its heading rows by column.

        A heading may be named by its lowest row or by all of them.
        """
        told: dict[int, str | None] = {}
        headings: dict[str, list[int]] = {}
        for column, over in texts.items():
            for text in {over[-1], " ".join(over), " – ".join(over)}:
                headings.setdefault(exports.reading.words.folded(text), []).append(column)
        for key, field in self.columns.items():
            by_heading = headings.get(exports.reading.words.folded(key))
            found = _COLUMN.fullmatch(key)
            if by_heading:
                told.update(dict.fromkeys(by_heading, field))
            elif found and found.group(1) in (None, sheet):
                told[exports.reading.sheet.column(found.group(2))] = field
        return told


def given(told: Path | Mapping[str, Any], fields: Fields) -> Told:
    """A mapping that is a file, or the same parts held in memory.

    Raises:
        db.errors.RecordError: as ``load``.
    """
    if isinstance(told, Path):
        return load(told, fields)
    return read(dict(told), fields, _HELD)


def load(path: Path, fields: Fields) -> Told:
    """Read and judge the mapping file at ``path``.

    Raises:
        db.errors.RecordError: it cannot be read, is no JSON, or says something that no field takes.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise _wrong(path, "tệp quá lớn, không phải là tệp chỉ dẫn")
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise _wrong(path, "không mở được; hãy kiểm tra đường dẫn") from None
    except (ValueError, RecursionError):
        raise _wrong(path, "không phải JSON (mã UTF-8) đúng cách viết") from None
    return read(told, fields, path)


def read(told: Any, fields: Fields, path: Path) -> Told:
    """The mapping in parsed JSON; ``path`` names it in sentences."""
    if not isinstance(told, dict):
        raise _wrong(path, "phải là một đối tượng { … }")
    strange = set(told) - set(_PARTS)
    if strange:
        raise _wrong(path, f"không có phần “{_shown(min(strange))}”; chỉ có {', '.join(_PARTS)}")
    for part, content in told.items():
        if not isinstance(content, dict):
            raise _wrong(path, f"phần “{part}” phải là một đối tượng {{ … }}")
    return Told(
        {
            _text(key): _column(key, field, fields, path)
            for key, field in told.get("columns", {}).items()
        },
        {
            _text(key): _word(key, means, fields, path)
            for key, means in told.get("words", {}).items()
        },
        {
            _row_key(key, path): _row(key, said, fields, path)
            for key, said in told.get("rows", {}).items()
        },
        {_text(key): _name(key, name, path) for key, name in told.get("people", {}).items()},
        {_text(key): _head(key, row, path) for key, row in told.get("heads", {}).items()},
    )


def _wrong(path: Path, why: str) -> db.errors.RecordError:
    """The one sentence about a mapping file."""
    return db.errors.RecordError(
        f"Tệp chỉ dẫn {path.name} chưa dùng được: {why}; hãy sửa tệp rồi nhập lại."
    )


def _shown(value: Any) -> str:
    """A value for a sentence."""
    return exports.reading.words.flat(str(value))[:60]


def _text(key: str) -> str:
    """A key as texts are kept."""
    return exports.reading.words.clean(key)


def _column(key: str, field: Any, fields: Fields, path: Path) -> str | None:
    """The field of a column; null leaves it out."""
    if field is None:
        return None
    if isinstance(field, str) and field in fields.columns:
        return field
    known = ", ".join(sorted(fields.columns))
    raise _wrong(path, f"cột “{_shown(key)}” ghi mục “{_shown(field)}” không có; các mục: {known}")


def _word(key: str, means: Any, fields: Fields, path: Path) -> str:
    """What words mean: a state, a recurrence or a day."""
    if isinstance(means, str) and (means in fields.words or _date(means)):
        return means
    known = ", ".join(sorted(fields.words))
    raise _wrong(
        path, f"chữ “{_shown(key)}” phải nghĩa là một ngày (2026-06-30) hoặc một trong: {known}"
    )


def _name(key: str, name: Any, path: Path) -> str:
    """The person whom words mean."""
    if isinstance(name, str) and name.strip():
        return exports.reading.words.flat(_text(name))
    raise _wrong(path, f"người “{_shown(key)}” phải dẫn tới một họ tên")


def _head(key: str, row: Any, path: Path) -> int:
    """The row at which the heading of a sheet begins."""
    if _whole(row) and row > 0:
        return int(row)
    raise _wrong(path, f"dòng tiêu đề của trang “{_shown(key)}” phải là số của một dòng")


def _row_key(key: str, path: Path) -> tuple[str, int]:
    """Sheet and number of a row."""
    found = _ROW.fullmatch(key)
    if not found:
        raise _wrong(path, f"dòng “{_shown(key)}” phải viết là “Tên trang!Số dòng”")
    return _text(found.group(1) or ""), int(found.group(2))


def _row(key: str, said: Any, fields: Fields, path: Path) -> dict[str, Any] | str:
    """What is said of a row: take, skip, or fields."""
    if said in (TAKE, SKIP):
        return str(said)
    if not isinstance(said, dict):
        raise _wrong(path, f"dòng “{_shown(key)}” phải là take, skip hoặc các mục {{ … }}")
    strange = set(said) - set(fields.rows)
    if strange:
        known = ", ".join(sorted(fields.rows))
        raise _wrong(
            path, f"dòng “{_shown(key)}” có mục “{_shown(min(strange))}” không có; các mục: {known}"
        )
    return {field: _value(key, field, value, fields, path) for field, value in said.items()}


def _value(key: str, field: str, value: Any, fields: Fields, path: Path) -> Any:
    """One field of a row, checked by what it holds; null empties it."""
    kind = fields.rows[field]
    good: Any = None
    if value is None:
        return None
    if kind == "date":
        good = _date(value)
    elif kind == "percent":
        good = value if _whole(value) and 0 <= value <= 100 else None  # noqa: PLR2004 - per cent
    elif kind == "year":
        good = value if _whole(value) and 1900 <= value <= 2100 else None  # noqa: PLR2004 - a year
    elif kind == "flag":
        good = value if isinstance(value, bool) else None
    elif kind in {"state", "recurrence"}:
        allowed = fields.states if kind == "state" else fields.recurrences
        good = value if value in allowed else None
    elif isinstance(value, str):
        good = exports.reading.words.flat(_text(value))
    if good is None:
        need = {
            "date": "một ngày (2026-06-30)",
            "percent": "số nguyên từ 0 đến 100",
            "year": "một năm",
            "flag": "true hoặc false",
            "state": "một trong: " + ", ".join(fields.states),
            "recurrence": "một trong: " + ", ".join(fields.recurrences),
        }
        raise _wrong(path, f"dòng “{_shown(key)}”, mục “{field}” phải là {need.get(kind, 'chữ')}")
    return good


def _whole(value: Any) -> bool:
    """Whether ``value`` is a whole number (true and false are not)."""
    return isinstance(value, int) and not isinstance(value, bool)


def _date(value: Any) -> date | None:
    """An ISO date, or None."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
