"""Import of an office's task list into an open book. Floor: reading the workbook alone."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import db.members
import desktop.bench.invented
import desktop.bench.measuring
import desktop.bench.stage
import exports.intake

_LIMIT = desktop.bench.measuring.Limit(times=2)
_HEADINGS = (
    "TT", "Mã", "Nhiệm vụ (rõ việc)", "Đơn vị chủ trì", "Người chịu trách nhiệm (rõ người)",
    "Phối hợp", "Rõ trách nhiệm", "Ngày giao", "Hạn hoàn thành", "Rõ sản phẩm", "Rõ thẩm quyền",
    "Căn cứ", "Trạng thái", "Tiến độ (%)", "Ngày hoàn thành", "Nguyên nhân chậm",
)  # fmt: skip
_HEADING_ROW = 6
_MEMBERS = 40


def fill(_size: desktop.bench.stage.Size) -> None:
    """Enter the members a task list names."""
    drafts = desktop.bench.invented.members(_MEMBERS)
    db.members.take_in(drafts, desktop.bench.invented.MOMENT)


def pairs(stage: desktop.bench.stage.Stage) -> Iterator[desktop.bench.measuring.Pair]:
    """The one row; each round begins with a fresh copy of the book."""
    path = stage.folder / "nhiem-vu.xlsx"
    write_workbook(path, stage.size.rows)
    with stage.copies("office", fill) as renew:
        yield desktop.bench.measuring.Pair(
            f"nhập tệp Excel {stage.size.rows} nhiệm vụ vào sổ",
            functools.partial(_take, path),
            functools.partial(floor, path),
            _LIMIT,
            renew,
        )


def _take(path: Path) -> object:
    """The whole import: read, matched, judged, written and committed."""
    moment = desktop.bench.invented.MOMENT
    outcome = exports.intake.take(path, "tasks", moment)
    if not outcome.taken:
        raise AssertionError("nothing was taken: the bench would measure nothing")
    return outcome


def floor(path: Path) -> object:
    """Load the workbook with openpyxl and look at every cell.

    Not in its read-only mode: merged headings and cells shown as per cents are needed, and that
    mode knows neither.
    """
    import openpyxl

    workbook = openpyxl.load_workbook(path, data_only=True)
    return [cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row]


def write_workbook(path: Path, rows: int) -> None:
    """A task list as an office keeps it: sixteen columns, dates as dates and as text, groups."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sổ nhiệm vụ"
    for row, words in enumerate(
        ("ĐẢNG BỘ PHƯỜNG BẾN LAU", "CHI BỘ KHU DÂN CƯ SỐ 4", "", "SỔ THEO DÕI NHIỆM VỤ NĂM 2026"),
        start=1,
    ):
        sheet.cell(row, 1, words or None)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_HEADINGS))
    for column, heading in enumerate(_HEADINGS, start=1):
        sheet.cell(_HEADING_ROW, column, heading)
    throws = desktop.bench.invented.dice("workbook")
    for number in range(1, rows + 1):
        for column, value in enumerate(_row(throws, number), start=1):
            cell = sheet.cell(_HEADING_ROW + number, column, value)
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
    book.save(path)


def _row(throws: Any, number: int) -> list[Any]:
    """One task, as somebody typed it."""
    held, names = desktop.bench.invented.words(), desktop.bench.invented.people()[:_MEMBERS]
    given = date(2026, 1, 5) + timedelta(days=throws.randrange(200))
    due = given + timedelta(days=throws.randrange(10, 90))
    state = throws.choice(("Hoàn thành", "Đang thực hiện", "Đang thực hiện", "Đã giao"))
    done = given + timedelta(days=throws.randrange(5, 50)) if state == "Hoàn thành" else None
    percents = {"Hoàn thành": 100, "Đã giao": None}
    late = done is not None and done > due
    return [
        number,
        f"NV-{number:03d}",
        desktop.bench.invented.sentence(throws),
        throws.choice(held["bodies"]),
        ("Đ/c " if number % 5 == 0 else "") + throws.choice(names),
        throws.choice([*held["bodies"], None]),
        throws.choice(held["duties"]),
        given,
        due if number % 3 else f"{due:%d/%m/%Y}",
        throws.choice(held["products"]),
        throws.choice(held["authorities"]),
        f"{throws.randrange(1, 40)}-NQ/CB",
        state,
        percents.get(state, throws.randrange(5, 95)),
        done,
        throws.choice(held["causes"]) if late else None,
    ]
