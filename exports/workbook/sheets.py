"""The sheets of the workbook as openpyxl draws them, and TONG-HOP read back.

Texts are always texts, whatever they begin with: a cell "=1+1" typed by a person must not become a
formula on the ward's PC. Sizes are fixed, because a file that measures its texts would not be the
same everywhere.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import openpyxl
import openpyxl.cell.cell
import openpyxl.styles
import openpyxl.utils
import openpyxl.worksheet.properties

import db.text
import exports.annexes
import exports.figures

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ROWS = 3  # codes, names, the unit
_WIDTHS = {"ma_don_vi": 14, "ten_don_vi": 30, "muc_ky": 30}  # characters; others below
_TOTALS_WIDTH, _ANNEX_ROOM = 14, 150  # one column of TONG-HOP; all columns of an annex together
_LONGEST = 32_767  # letters a cell may hold
_ILLEGAL = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE
_HEADING, _TEXT, _NUMBER = "Tieu de", "Noi dung", "So"


class Sheets:
    """A workbook in the making."""

    def __init__(self, title: str) -> None:
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.worksheets[0])
        self.book.properties.title = title
        self.book.properties.creator = self.book.properties.lastModifiedBy = "Sổ Chi bộ"
        _name_styles(self.book)

    def totals(self, title: str, names: dict[str, str], values: dict[str, Any]) -> None:
        """The sheet of sums: row 1 codes, row 2 names, row 3 the unit."""
        sheet = self._sheet(title)
        for column, code in enumerate(names, start=1):
            _put(sheet, 1, column, code, _HEADING)
            _put(sheet, 2, column, names[code], _HEADING)
            _put(sheet, _ROWS, column, values[code], _TEXT)
            _widen(sheet, column, _WIDTHS.get(code, _TOTALS_WIDTH))
        sheet.row_dimensions[2].height = 96
        sheet.freeze_panes = f"A{_ROWS}"
        sheet.print_title_rows = "1:2"

    def annex(self, annex: exports.annexes.Annex, first: Sequence[tuple[str, str]]) -> None:
        """One annex: headings, then a row for each record, led by ``first`` (heading, value)."""
        sheet = self._sheet(annex.sheet)
        headings = [heading for heading, _ in first]
        headings += [column.title for column in annex.columns] + ["Mã nhiệm vụ trong sổ"]
        share = _ANNEX_ROOM / sum(column.weight for column in annex.columns)
        widths = [14.0, 24.0, 10.0]
        widths += [max(5.0, column.weight * share) for column in annex.columns] + [10.0]
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
            _put(sheet, 1, column, heading, _HEADING)
            _widen(sheet, column, round(width, 1))
        lead: list[str | int] = [value for _, value in first]
        for number, (row, record) in enumerate(
            zip(annex.rows(), annex.records, strict=True), start=2
        ):
            for column, value in enumerate([*lead, *row, record["id"]], start=1):
                _put(sheet, number, column, value, _TEXT)
        sheet.freeze_panes = "A2"
        last = openpyxl.utils.get_column_letter(len(headings))
        sheet.auto_filter.ref = f"A1:{last}{len(annex.records) + 1}"
        sheet.print_title_rows = "1:1"

    def _sheet(self, title: str) -> Worksheet:
        """A new sheet, printed lying on A4, as wide as the page."""
        sheet: Worksheet = self.book.create_sheet(title)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        fit = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
        sheet.sheet_properties.pageSetUpPr = fit
        return sheet


def _name_styles(book: openpyxl.Workbook) -> None:
    """The three styles all cells share: made once, so that a cell costs a number only."""
    side = openpyxl.styles.Side("thin", color="FFB0B5BB")
    border = openpyxl.styles.Border(side, side, side, side)
    for name, bold, align in (
        (_HEADING, True, openpyxl.styles.Alignment("center", "center", wrap_text=True)),
        (_TEXT, False, openpyxl.styles.Alignment("left", "top", wrap_text=True)),
        (_NUMBER, False, openpyxl.styles.Alignment("right", "top")),
    ):
        style = openpyxl.styles.NamedStyle(name)
        style.font = openpyxl.styles.Font("Times New Roman", 11, bold)
        style.alignment, style.border = align, border
        if bold:
            style.fill = openpyxl.styles.PatternFill("solid", "FFF0F1F3")
        book.add_named_style(style)


def _put(sheet: Worksheet, row: int, column: int, value: str | float | None, style: str) -> None:
    """One cell: a number as a number, a text as a text that is never a formula, or a blank."""
    cell = sheet.cell(row, column)
    cell.style = style
    if isinstance(value, str):
        cell.value = _ILLEGAL.sub("", db.text.nfc(value))[:_LONGEST] or None
        cell.data_type = "s" if cell.value else "n"
    elif value is not None:
        cell.value = value
        cell.style = _NUMBER


def _widen(sheet: Worksheet, column: int, width: float) -> None:
    """The width of one column, in characters."""
    sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width


def read_totals(data: bytes, title: str, head: tuple[str, ...]) -> dict[str, object]:
    """The row of the sheet of sums; see ``exports.workbook.read_totals``."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        sheet = book.worksheets[0]
        name = sheet.title
        rows = [list(row) for row in sheet.iter_rows(max_row=_ROWS + 1)]
    except Exception as error:  # hostile bytes: whatever fails, it is no workbook
        raise ValueError("not a workbook that can be read") from error
    if name != title or len(rows) != _ROWS:
        raise ValueError(f"the first sheet is not {title} with {_ROWS} rows")
    labels = exports.figures.labels()
    codes = [*head, *labels]
    names = [labels[code].heading for code in labels]
    if [cell.value for cell in rows[0]] != codes:
        raise ValueError(f"row 1 of {title} does not hold the codes in their order")
    if [cell.value for cell in rows[1]][len(head) :] != names:
        raise ValueError(f"row 2 of {title} does not hold the names of the figures")
    found: dict[str, object] = {}
    for code, cell in zip(codes, rows[2], strict=True):
        found[code] = _text(cell) if code in head else _number(cell)
    return found


def _text(cell: Any) -> str:
    """A text; a blank is an empty one."""
    if cell.value is None:
        return ""
    if cell.data_type not in ("s", "inlineStr"):
        raise ValueError(f"not a text: {str(cell.value)[:40]!r}")
    return str(cell.value)


def _number(cell: Any) -> int | float | None:
    """A number that was not computed by a formula; None for a blank."""
    if cell.value is None:
        return None
    if cell.data_type != "n" or type(cell.value) not in (int, float):
        raise ValueError(f"not a number: {str(cell.value)[:40]!r}")
    number: int | float = cell.value
    return number
