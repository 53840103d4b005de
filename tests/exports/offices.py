"""Workbooks as offices lay them out, for the tests of the readers. All names are fictional."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import exports.members.reading
import exports.reading.mapping
import exports.reading.sheet
import exports.tasks.reading
import exports.tasks.written

TODAY = date(2026, 7, 10)
UNIT = "Chi bộ Mẫu"
MEMBERS = (
    "Lương Văn Bách",
    "Phùng Thị Ngọc Ánh",
    "Tô Văn Hoà",
    "Trương Thị Lan",
    "Đoàn Thị Mơ",
    "Bùi Gia Anh",
    "Bùi Gia Ánh",
)
INPUTS = Path(__file__).parents[1] / "data" / "inputs"


def write(
    path: Path,
    rows: Sequence[Any],
    *,
    start: tuple[int, int] = (1, 1),
    merges: Sequence[str] = (),
    title: str = "Sheet",
) -> Path:
    """A workbook of one sheet with ``rows`` from the cell ``start`` (row, column)."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            if value is not None:
                sheet.cell(start[0] + down, start[1] + across, value)
    for merged in merges:
        sheet.merge_cells(merged)
    book.save(path)
    return path


def tasks(
    path: Path, mapping: dict[str, Any] | None = None, **changed: Any
) -> exports.tasks.written.TaskSheet:
    """The tasks in the workbook at ``path``."""
    told = exports.reading.mapping.read(
        mapping or {}, exports.tasks.reading.fields(), Path("chi-dan.json")
    )
    given = {"today": TODAY, "unit_name": UNIT, "members": MEMBERS, **changed}
    book = exports.reading.sheet.load(path)
    read = functools.partial(exports.tasks.reading.read, book, mapping=told)
    return read(**given)


def members(
    path: Path, mapping: dict[str, Any] | None = None, today: date = TODAY
) -> exports.members.written.MemberSheet:
    """The members in the workbook at ``path``."""
    told = exports.reading.mapping.read(
        mapping or {}, exports.members.reading.fields(), Path("chi-dan.json")
    )
    book = exports.reading.sheet.load(path)
    return exports.members.reading.read(book, today=today, mapping=told)


def book(path: Path, *pages: Page) -> Path:
    """A workbook of several sheets, each from the cell A1 or where it says."""
    import openpyxl

    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for page in pages:
        sheet = made.create_sheet(page.title)
        for down, row in enumerate(page.rows):
            for across, value in enumerate(row):
                if value is not None:
                    sheet.cell(page.start[0] + down, page.start[1] + across, value)
        for merged in page.merges:
            sheet.merge_cells(merged)
    made.save(path)
    return path


@dataclasses.dataclass(frozen=True)
class Page:
    """One sheet of a workbook: its rows from the cell ``start``, its merged ranges, its name."""

    rows: Sequence[Any]
    merges: Sequence[str] = ()
    title: str = "Sheet"
    start: tuple[int, int] = (1, 1)


def check_rows(found: Any, expected: Mapping[Any, Any]) -> None:
    """Every row of ``found`` is expected and says what is expected, doubts and all.

    ``expected`` leads from a row's number (with the sheet's name where there are several) to its
    fields, days as ISO texts; "doubts" are the fields in doubt, none where it is not given.
    """
    several = len({row.sheet for row in found.rows}) > 1
    rows = {(row.sheet, row.row) if several else row.row: row for row in found.rows}
    said = {
        key: {
            field: _shown(getattr(row, field))
            for field in expected.get(key, ())
            if field != "doubts"
        }
        | {"doubts": sorted({doubt.field for doubt in row.doubts})}
        for key, row in rows.items()
    }
    assert said == {key: {"doubts": [], **fields} for key, fields in expected.items()}


def _shown(value: Any) -> Any:
    """A day as text, anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value
