"""The workbook: what the ward pastes together, the same bytes each time, nothing a formula."""

from __future__ import annotations

import dataclasses
import io
import time
import zipfile
from typing import Any

import openpyxl
import pytest

import db.figures
import db.reports
import exports.annexes
import exports.figures
import exports.issuing
import exports.workbook
import tests.exports.full_quarter

quarter = tests.exports.full_quarter
HEAD = exports.workbook.Head(
    "CB-41",
    "Chi bộ Tổ dân phố số 41",
    "residential",
    "2026-Q3",
    "C1",
    "05-BC/CB",
    "2026-10-05",
    exports.issuing.SEALED,
)


@pytest.fixture
def full(scratch_book: object) -> tuple[db.reports.Window, dict[str, db.figures.Figure]]:
    """A full quarter and its figures."""
    assert scratch_book
    quarter.fill()
    span = quarter.window()
    return span, db.figures.count(span)


def figures(**given: float | None) -> dict[str, db.figures.Figure]:
    """Figures out of the air: counts 0, percentages without a base, but for ``given``."""
    made = {}
    for name in exports.figures.labels():
        if name.endswith("_percent"):
            value = given.get(name)
            made[name] = db.figures.Figure(value, [], 1, 2 if value else 0, [])
        else:
            made[name] = db.figures.Figure(given.get(name, 0), [])
    return made


def annex(*works: str) -> exports.annexes.Annex:
    """A little annex."""
    columns = (
        exports.annexes.Column("order", "TT", 1),
        exports.annexes.Column("name", "Việc", 9),
    )
    records = tuple({"id": 7 + place, "name": work} for place, work in enumerate(works))
    return exports.annexes.Annex("A", "Nhiệm vụ", columns, records, "Không phát sinh.")


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_sheet_of_sums_has_codes_names_and_one_row() -> None:
    data = exports.workbook.written(HEAD, figures(tasks_done=12, on_time_percent=83.3), [annex()])
    book = opened(data)
    assert book.sheetnames == ["TONG-HOP", "PL-A"]
    sheet = book["TONG-HOP"]
    assert sheet.max_row == 3
    assert sheet.merged_cells.ranges == set()
    codes = [cell.value for cell in sheet[1]]
    assert codes == [*exports.workbook.HEAD, *exports.figures.labels()]
    assert [cell.value for cell in sheet[2]][:8] == list(exports.workbook.HEAD.values())
    row = dict(zip(codes, [cell.value for cell in sheet[3]], strict=True))
    assert row["ma_don_vi"] == "CB-41"
    assert row["loai_hinh"] == "tổ dân phố"
    assert row["tasks_done"] == 12
    assert row["on_time_percent"] == 83.3
    assert row["qr_percent"] is None
    assert sheet.freeze_panes == "A3"


def test_what_does_not_add_up_over_quarters_is_headed_so() -> None:
    sheet = opened(exports.workbook.written(HEAD, figures(), []))["TONG-HOP"]
    names = {code.value: name.value for code, name in zip(sheet[1], sheet[2], strict=True)}
    assert names["clear_percent"].endswith("(không cộng dồn)")
    assert names["tasks_new"] == "Nhiệm vụ giao mới trong kỳ"


def test_every_row_of_an_annex_begins_with_the_unit_and_ends_with_the_task() -> None:
    sheet = opened(exports.workbook.written(HEAD, figures(), [annex("Việc một", "Việc hai")]))[
        "PL-A"
    ]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    first = ["Mã đơn vị", "Tên đơn vị", "Kỳ"]
    assert rows[0] == [*first, "TT", "Việc", "Mã nhiệm vụ trong sổ"]
    assert rows[1] == ["CB-41", "Chi bộ Tổ dân phố số 41", "2026-Q3", 1, "Việc một", 7]
    assert rows[2][3:] == [2, "Việc hai", 8]
    assert sheet.auto_filter.ref == "A1:F3"
    assert sheet.freeze_panes == "A2"
    assert sheet.page_setup.orientation == "landscape"


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(0)", "12", "\t=1"])
def test_a_text_is_a_text_whatever_it_begins_with(typed: str) -> None:
    data = exports.workbook.written(HEAD, figures(), [annex(typed)])
    cell = opened(data)["PL-A"]["E2"]
    assert cell.data_type == "s"
    assert cell.value == typed
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)


def test_characters_a_sheet_cannot_hold_are_left_out() -> None:
    cell = opened(exports.workbook.written(HEAD, figures(), [annex("việc\x0b\x00 một")]))["PL-A"]
    assert cell["E2"].value == "việc một"


def test_the_same_input_gives_the_same_bytes(
    full: tuple[db.reports.Window, dict[str, db.figures.Figure]], monkeypatch: pytest.MonkeyPatch
) -> None:
    span, counted = full
    first = exports.workbook.build(span, counted, HEAD)
    later = time.localtime(2_000_000_000)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    assert exports.workbook.build(span, counted, HEAD) == first


def test_the_package_has_no_clock_and_a_fixed_order() -> None:
    data = exports.workbook.written(HEAD, figures(), [annex("một")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert names[2:] == sorted(names[2:])
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01" in archive.read("docProps/core.xml")


def test_the_figures_of_a_quarter_read_back(
    full: tuple[db.reports.Window, dict[str, db.figures.Figure]],
) -> None:
    span, counted = full
    totals = exports.workbook.read_totals(exports.workbook.build(span, counted, HEAD))
    assert {name: totals[name] for name in counted} == {
        name: figure.value for name, figure in counted.items()
    }
    assert totals["so_bao_cao"] == "05-BC/CB"
    assert totals["muc_ky"] == exports.issuing.SEALED


def test_blanks_of_the_head_read_back_as_empty_texts() -> None:
    head = dataclasses.replace(HEAD, number="", date="")
    totals = exports.workbook.read_totals(exports.workbook.written(head, figures(), []))
    assert (totals["so_bao_cao"], totals["ngay"]) == ("", "")


def changed(row: int, column: int, value: Any, sheet: str = "TONG-HOP") -> bytes:
    """A workbook with one cell changed by a stranger."""
    book = opened(exports.workbook.written(HEAD, figures(tasks_done=3), [annex("một")]))
    book[sheet].cell(row, column, value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (1, 1, "ma"),
        (1, 9, "tasks_done"),
        (1, 37, "them"),
        (2, 9, "Tên khác"),
        (3, 9, "=1+1"),
        (3, 9, "12"),
        (3, 9, True),
        (3, 1, 41),
        (4, 1, "CB-42"),
    ],
)
def test_a_sheet_of_sums_that_is_not_ours_is_refused(row: int, column: int, value: Any) -> None:
    with pytest.raises(ValueError, match=r"row|TONG-HOP|not a"):
        exports.workbook.read_totals(changed(row, column, value))


def test_sums_elsewhere_than_on_the_first_sheet_are_refused() -> None:
    book = opened(exports.workbook.written(HEAD, figures(), [annex("một")]))
    book.move_sheet("TONG-HOP", 1)
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(ValueError, match="first sheet"):
        exports.workbook.read_totals(target.getvalue())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no workbook at all", b"%PDF-1.7"])
def test_bytes_that_are_no_workbook_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a workbook"):
        exports.workbook.read_totals(data)
