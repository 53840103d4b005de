"""A workbook as plain values: what the readers of every kind work on.

Only cells that hold something are kept; texts are clean (NFC, single blanks), formulas are their
stored values, and a formula without one is an empty cell (design 3, ``import``). A mark of state
secrecy anywhere refuses the whole workbook before anything else is looked at (design 2).
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import db.errors
import db.secrecy
import exports.reading.guard
import exports.reading.words

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader

    import exports.reading.cells


_MAC_DAYS = 1462  # from 1899-12-30 to 1904-01-01


@dataclasses.dataclass
class Sheet:
    """One sheet. Rows and columns count from 1; ``rows`` holds only cells with something in them.

    ``anchors`` leads from every cell of a merged range to its first cell. ``percents`` are number
    cells shown with a per cent sign, ``formulas`` cells holding a formula (with a value or not).
    ``epoch`` is what to add to a bare number of days (1462 where days count from 1904).
    """

    name: str
    rows: dict[int, dict[int, Any]]
    hidden: bool = False
    anchors: dict[tuple[int, int], tuple[int, int]] = dataclasses.field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = dataclasses.field(default_factory=list)
    percents: set[tuple[int, int]] = dataclasses.field(default_factory=set)
    formulas: set[tuple[int, int]] = dataclasses.field(default_factory=set)
    hidden_rows: list[int] = dataclasses.field(default_factory=list)
    hidden_columns: list[str] = dataclasses.field(default_factory=list)
    margins: list[str] = dataclasses.field(default_factory=list)
    epoch: int = 0

    def at(self, row: int, column: int) -> Any:
        """The value of a cell, for a merged one that of its range; None for nothing."""
        value = self.rows.get(row, {}).get(column)
        if value is None and (row, column) in self.anchors:
            anchor = self.anchors[row, column]
            value = self.rows.get(anchor[0], {}).get(anchor[1])
        return value


@dataclasses.dataclass
class Workbook:
    """Every sheet of a file, in its order; ``sha256`` of the file as it was read."""

    name: str
    sheets: list[Sheet]
    sha256: str = ""


@functools.cache
def letter(column: int) -> str:
    """Column letters: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column(letters: str) -> int:
    """The number of a column from its letters; 0 for anything else."""
    number = 0
    for sign in letters.upper():
        if not "A" <= sign <= "Z":
            return 0
        number = number * 26 + ord(sign) - 64
    return number


def load(path: Path) -> Workbook:
    """Read the workbook at ``path``.

    Raises:
        db.errors.RecordError: no workbook, damaged, locked or too large (one sentence).
        db.errors.SecrecyMark: a cell, comment, text box, heading or name bears a secrecy mark.
    """
    parts = exports.reading.guard.inspect(path)
    book, loose = _built(path.name, parts)
    _refuse_marked(book, loose)
    return book


def _built(name: str, parts: exports.reading.guard.Parts) -> tuple[Workbook, list[str]]:
    """The workbook from bytes that passed the guard, and its texts outside cells."""
    import openpyxl.reader.excel
    import openpyxl.utils.datetime

    try:
        with warnings.catch_warnings():
            # The library warns of decorations it drops (validations, headers it cannot parse).
            warnings.simplefilter("ignore")
            reader = openpyxl.reader.excel.ExcelReader(
                io.BytesIO(parts.data), data_only=True, keep_links=False
            )
            sheets = _sheets(reader, parts)
            if reader.wb.epoch == openpyxl.utils.datetime.CALENDAR_MAC_1904:
                sheets = [dataclasses.replace(sheet, epoch=_MAC_DAYS) for sheet in sheets]
            loose = [*parts.loose, *_properties(reader.wb)]
    except Exception:  # noqa: BLE001 - the library raises anything on damaged files
        raise db.errors.RecordError(
            f"Không đọc được tệp {name}: nội dung hỏng hoặc không đúng chuẩn Excel; hãy mở tệp "
            "bằng Excel, chọn Lưu thành, loại “Excel Workbook (*.xlsx)”, rồi nhập lại."
        ) from None
    if not sheets:
        raise db.errors.RecordError(
            f"Không đọc được tệp {name}: tệp không có trang tính nào (hoặc lưu kiểu Strict Open "
            "XML); hãy mở bằng Excel, lưu thành “Excel Workbook (*.xlsx)”, rồi nhập lại."
        )
    return Workbook(name, sheets, hashlib.sha256(parts.data).hexdigest()), loose


def _sheets(reader: ExcelReader, parts: exports.reading.guard.Parts) -> list[Sheet]:
    """Every sheet of cells; openpyxl reads all around it."""
    from openpyxl.styles.stylesheet import apply_stylesheet
    from openpyxl.xml.constants import SHARED_STRINGS

    import exports.reading.cells

    reader.read_manifest()
    package: Any = reader.package
    shared = package.find(SHARED_STRINGS)
    name = shared.PartName[1:] if shared else ""
    strings = exports.reading.cells.strings(reader.archive.read(name)) if name else []
    reader.read_workbook()
    reader.read_properties()
    apply_stylesheet(reader.archive, reader.wb)
    known = exports.reading.cells.meaning(reader.wb, strings)
    sheets = []
    for found, relation in reader.parser.find_sheets():
        source = relation.target
        if source in reader.valid_files and "chartsheet" not in relation.Type:
            part = exports.reading.cells.read(reader.archive.read(source), known)
            sheet = _sheet(found.name, part, parts.formulas.get(source, frozenset()))
            sheet.hidden = found.state != "visible"
            sheets.append(sheet)
    return sheets


def _properties(workbook: Any) -> list[str]:
    """The texts of the file's properties, where titles and stamps hide."""
    told = workbook.properties
    fields = (told.title, told.subject, told.keywords, told.category, told.description)
    return [text for text in fields if isinstance(text, str)]


def _sheet(name: str, part: exports.reading.cells.Part, formulas: frozenset[str]) -> Sheet:
    """One sheet's cells as plain values."""
    sheet = Sheet(name, {}, merges=part.merges, margins=part.margins)
    _spread(sheet)
    rows = sheet.rows
    cleaned: dict[str, str] = {}
    for place, stored in part.values.items():
        value = stored
        if sheet.anchors.get(place, place) != place:
            continue  # left behind under a merged range: nobody sees it
        if isinstance(value, str):
            # Lists repeat their words: each is cleaned once.
            tidy = cleaned.get(value)
            if tidy is None:
                tidy = cleaned[value] = exports.reading.words.clean(value)
            if not tidy:
                continue
            value = tidy
        elif isinstance(value, int | float) and place in part.percents:
            sheet.percents.add(place)
        rows.setdefault(place[0], {})[place[1]] = value
    sheet.rows = {row: dict(sorted(rows[row].items())) for row in sorted(rows)}
    sheet.formulas = {_place(address) for address in formulas}
    sheet.hidden_rows = [number for number in part.hidden_rows if number in sheet.rows]
    used = sorted({across for cells in sheet.rows.values() for across in cells})
    sheet.hidden_columns = [
        letter(across) for span in part.hidden_columns for across in used if across in span
    ]
    return sheet


def _place(address: str) -> tuple[int, int]:
    """Row and column of an address: "B12" is (12, 2)."""
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), column(letters)


def _spread(sheet: Sheet) -> None:
    """Lead every cell of a merged range to its first."""
    for top, left, bottom, right in sheet.merges:
        for row in range(top, bottom + 1):
            for across in range(left, right + 1):
                sheet.anchors[row, across] = (top, left)


# --- state secrecy ---------------------------------------------------------------------------
def _refuse_marked(book: Workbook, loose: list[str]) -> None:
    """Raise for a secrecy mark anywhere; the sentence never repeats the text (design 2)."""
    db.secrecy.refuse(_texts(book, loose))
    for sheet in book.sheets:
        for label, value in _labelled(sheet):
            if db.secrecy.marked_after(label, value):
                raise db.errors.SecrecyMark(db.secrecy.SENTENCE)


def _suspicious(text: str) -> bool:
    """Whether a text can hold a mark at all: it has the letter every mark has."""
    return "Ậ" in text or "ậ" in text


def _texts(book: Workbook, loose: list[str]) -> set[str]:
    """Every text of the file that can bear a mark, each once."""
    texts = set(loose)
    for sheet in book.sheets:
        texts.add(sheet.name)
        texts.update(sheet.margins)
        for cells in sheet.rows.values():
            for value in cells.values():
                if isinstance(value, str) and _suspicious(value):
                    texts.add(value)
    return texts


def _labelled(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Each text with its right neighbour, and each label "Độ mật" with the cells under it."""
    for row, cells in sheet.rows.items():
        filled = list(cells.items())
        for place, (across, value) in enumerate(filled):
            if not isinstance(value, str) or not _suspicious(value):
                continue
            if not db.secrecy.marked_after(value, "MẬT"):
                continue
            if place + 1 < len(filled):
                yield value, str(filled[place + 1][1])
            for below, others in sheet.rows.items():
                if below > row and across in others:
                    yield value, str(others[across])
