"""The cells of a sheet's part: the same values openpyxl gives, without its objects."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.cell.rich_text
import openpyxl.cell.text
import openpyxl.utils.datetime
import pytest

import exports.reading.cells
import exports.reading.sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KNOWN = exports.reading.cells.Meaning(
    ["không", "một"],
    openpyxl.utils.datetime.WINDOWS_EPOCH,
    dates=frozenset({1, 2}),
    durations=frozenset({2}),
    percents=frozenset({3}),
)


def read(rows: str, around: str = "") -> exports.reading.cells.Part:
    """A sheet's part as Excel writes it."""
    data = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{around}</worksheet>'
    return exports.reading.cells.read(data.encode(), KNOWN)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c t="s"><v>1</v></c>', "một"),
        ('<c t="inlineStr"><is><t>hai</t></is></c>', "hai"),
        ('<c t="str"><f>A1</f><v>ba</v></c>', "ba"),
        ("<c><v>70</v></c>", 70),
        ("<c><v>7.0E-1</v></c>", 0.7),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c s="1"><v>46203</v></c>', datetime(2026, 6, 30)),  # noqa: DTZ001 - as openpyxl has it
        ('<c s="2"><v>1.25</v></c>', timedelta(hours=30)),
        ('<c s="1"><v>99999999</v></c>', "#VALUE!"),
        ('<c t="d"><v>2026-06-30</v></c>', date(2026, 6, 30)),
        ("<c><v>1<!-- --></v></c>", 1),
    ],
)
def test_each_kind_of_cell_has_its_value(cell: str, value: Any) -> None:
    assert read(f"<row>{cell}</row>").values == {(1, 1): value}


@pytest.mark.parametrize("cell", ["<c/>", "<c><v/></c>", "<c><f>A1</f></c>", '<c t="inlineStr"/>'])
def test_a_cell_with_nothing_in_it_is_no_cell(cell: str) -> None:
    assert read(f"<row>{cell}</row>").values == {}


def test_cells_without_an_address_follow_the_last_one() -> None:
    rows = '<row><c r="C1"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>'
    assert read(rows).values == {(1, 3): 1, (1, 4): 2, (2, 1): 3}


def test_runs_are_joined_and_reading_aids_left_out() -> None:
    shared = (
        f'<sst xmlns="{MAIN}"><si><t>một</t></si><si><r><t>hai </t></r><r><t>ba</t></r>'
        "<rPh><t>đọc</t></rPh></si><si/></sst>"
    )
    assert exports.reading.cells.strings(shared.encode()) == ["một", "hai ba", ""]


def test_what_lies_around_the_cells_is_known() -> None:
    around = '<mergeCells><mergeCell ref="A1:C2"/></mergeCells>'
    part = read('<row r="4" hidden="1"><c s="3"><v>1</v></c></row>', around)
    assert (part.merges, part.hidden_rows, part.percents) == ([(1, 1, 2, 3)], [4], {(4, 1)})


def test_a_saved_workbook_reads_as_the_library_reads_it(tmp_path: Path) -> None:
    bold = openpyxl.cell.text.InlineFont(b=True)
    rich = openpyxl.cell.rich_text.CellRichText(
        "một ", openpyxl.cell.rich_text.TextBlock(bold, "hai")
    )
    values = ["chữ", 1, 2.5, True, date(2026, 1, 2), time(5, 6), timedelta(hours=30), rich, None]
    book = openpyxl.Workbook()
    book.worksheets[0].append(values)
    book.worksheets[0].append(list(reversed(values)))
    book.save(tmp_path / "a.xlsx")
    again = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    theirs = {
        (cell.row, cell.column): cell.value
        for row in again.iter_rows()
        for cell in row
        if cell.value is not None
    }
    ours = exports.reading.sheet.load(tmp_path / "a.xlsx").sheets[0].rows
    assert {(row, at): value for row in ours for at, value in ours[row].items()} == theirs
