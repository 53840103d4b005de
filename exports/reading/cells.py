"""The cells of one sheet, straight from its part of the file.

openpyxl makes an object with a style for every cell, and reads charts, pivots and links on the way:
most of the time of an import. A reader needs values, merged ranges, what is hidden and the page
headers. The workbook, its styles and the meaning of a date stay openpyxl's; the parts have passed
``exports.reading.guard`` (no declarations, nothing without end) before anything comes here.
"""

from __future__ import annotations

import dataclasses
import functools
import io
from collections.abc import Iterator
from typing import Any

import lxml.etree
import openpyxl.styles.numbers
import openpyxl.utils.cell
import openpyxl.utils.datetime
import openpyxl.worksheet.header_footer

_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _COLUMN, _VALUE, _INLINE, _TEXT, _RUN, _MERGE, _MARGINS = (
    _NAMESPACE + name
    for name in ("row", "c", "col", "v", "is", "t", "r", "mergeCell", "headerFooter")
)
_STRING = _NAMESPACE + "si"
_YES = frozenset({"1", "true"})
_OUT_OF_REACH = "#VALUE!"  # what Excel shows for a number that is no date


@dataclasses.dataclass(frozen=True)
class Meaning:
    """What stored values mean in one workbook: its texts, its first day, its styles by number."""

    strings: list[str]
    epoch: Any
    dates: frozenset[int]
    durations: frozenset[int]
    percents: frozenset[int]


@dataclasses.dataclass
class Part:
    """One sheet as stored; rows and columns count from 1, ranges are top, left, bottom, right."""

    values: dict[tuple[int, int], Any] = dataclasses.field(default_factory=dict)
    percents: set[tuple[int, int]] = dataclasses.field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = dataclasses.field(default_factory=list)
    hidden_rows: list[int] = dataclasses.field(default_factory=list)
    hidden_columns: list[range] = dataclasses.field(default_factory=list)
    margins: list[str] = dataclasses.field(default_factory=list)


def meaning(workbook: Any, strings: list[str]) -> Meaning:
    """What openpyxl knows of ``workbook`` once its styles are read."""
    percents = frozenset(
        number
        for number, style in enumerate(workbook._cell_styles)  # noqa: SLF001 - has no public name
        if "%" in _number_format(workbook, style.numFmtId)
    )
    return Meaning(
        strings,
        workbook.epoch,
        frozenset(workbook._date_formats),  # noqa: SLF001 - as above
        frozenset(workbook._timedelta_formats),  # noqa: SLF001 - as above
        percents,
    )


def _number_format(workbook: Any, number: int) -> str:
    """How numbers of that format are shown."""
    own = number - openpyxl.styles.numbers.BUILTIN_FORMATS_MAX_SIZE
    if own < 0:
        return str(openpyxl.styles.numbers.BUILTIN_FORMATS.get(number, "General"))
    return str(workbook._number_formats[own])  # noqa: SLF001 - has no public name


def strings(data: bytes) -> list[str]:
    """The texts that cells share, from their own part; an escaped underscore is one again."""
    return [_text(element).replace("x005F_", "") for element in _elements(data, _STRING)]


def read(data: bytes, known: Meaning) -> Part:
    """The sheet in ``data``; raises whatever the libraries raise on damaged bytes."""
    part, number = Part(), 0
    for element in _elements(data, _ROW, _COLUMN, _MERGE, _MARGINS):
        if element.tag == _ROW:
            number = _row(part, element, number, known)
        elif element.tag == _COLUMN:
            if element.get("hidden") in _YES:
                span = range(int(element.get("min")), int(element.get("max")) + 1)
                part.hidden_columns.append(span)
        elif element.tag == _MERGE:
            bounds: Any = openpyxl.utils.cell.range_boundaries(element.get("ref"))
            left, top, right, bottom = bounds
            part.merges.append((top, left, bottom, right))
        else:
            part.margins += _margins(element)
    return part


def _elements(data: bytes, *tags: str) -> Iterator[Any]:
    """The elements called ``tags``, each dropped after it was looked at."""
    walk = lxml.etree.iterparse(
        io.BytesIO(data),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in walk:
        yield element
        element.clear()


def _row(part: Part, row: Any, last: int, known: Meaning) -> int:
    """Take in one row; returns its number."""
    stated = row.get("r")
    number = int(float(stated)) if stated else last + 1
    if row.get("hidden") in _YES:
        part.hidden_rows.append(number)
    across = 0
    for cell in row:
        if cell.tag != _CELL:
            continue
        address = cell.get("r")
        down, across = _place(address) if address else (number, across + 1)
        style = int(cell.get("s", 0))
        value = _value(cell, style, known)
        if value is not None:
            part.values[down, across] = value
            if style in known.percents:
                part.percents.add((down, across))
    return number


def _place(address: str) -> tuple[int, int]:
    """Row and column of an address: "B12" is (12, 2)."""
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), _across(letters)


@functools.cache
def _across(letters: str) -> int:
    """The number of a column."""
    return openpyxl.utils.cell.column_index_from_string(letters)


def _value(cell: Any, style: int, known: Meaning) -> Any:
    """What a cell holds: text, number, truth or day; a formula's stored value; None for nothing."""
    kind = cell.get("t", "n")
    for child in cell:
        if child.tag == _INLINE and kind == "inlineStr":
            return _text(child)
        if child.tag == _VALUE and kind != "inlineStr":
            return _meant(child.text, kind, style, known) if child.text else None
    return None


def _meant(stored: str, kind: str, style: int, known: Meaning) -> Any:
    """What ``stored`` means in a cell of that kind and style."""
    if kind == "n":
        return _number(stored, style, known)
    if kind == "s":
        return known.strings[int(stored)]
    if kind == "b":
        return bool(int(stored))
    read_day: Any = openpyxl.utils.datetime.from_ISO8601
    return read_day(stored) if kind == "d" else stored


def _number(stored: str, style: int, known: Meaning) -> Any:
    """A number, or the day, time or duration its style makes of it."""
    number = float(stored) if any(sign in stored for sign in ".eE") else int(stored)
    if style not in known.dates:
        return number
    try:
        return openpyxl.utils.datetime.from_excel(
            number, known.epoch, timedelta=style in known.durations
        )
    except (OverflowError, ValueError):
        return _OUT_OF_REACH


def _text(element: Any) -> str:
    """The words of a text, those of its differently formatted runs joined; no reading aids."""
    found = ""
    for child in element:
        if child.tag == _TEXT:
            found += child.text or ""
        elif child.tag == _RUN:
            found += "".join([part.text or "" for part in child if part.tag == _TEXT])
    return found


def _margins(element: Any) -> list[str]:
    """The texts of page headers and footers."""
    told: Any = openpyxl.worksheet.header_footer.HeaderFooter.from_tree(element)
    margins = (
        told.oddHeader, told.oddFooter, told.evenHeader,
        told.evenFooter, told.firstHeader, told.firstFooter,
    )  # fmt: skip
    parts = [(one.left, one.center, one.right) for one in margins if one is not None]
    return [part.text for three in parts for part in three if part is not None and part.text]
