"""Workbooks as other programs write them: inline texts, no styles, formulas without values."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write(path: Path, rows: Sequence[Any], *, since_1904: bool = False) -> Path:
    """A workbook of one sheet; texts are decomposed, a pair is a formula and its stored value."""
    first_day = '<workbookPr date1904="1"/>' if since_1904 else ""
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/a.xml" ContentType="{_OFFICE}.worksheet+xml"/>'
            "</Types>"
        ),
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">{first_day}'
            '<sheets><sheet name="Trang tính1" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/a.xml"),
        "xl/worksheets/a.xml": (
            f'<worksheet xmlns="{_MAIN}"><sheetData>'
            + "".join(_row(number, row) for number, row in enumerate(rows, 1))
            + "</sheetData></worksheet>"
        ),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _relation(kind: str, target: str) -> str:
    """A part that leads to one other."""
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_DOCUMENT}/{kind}" Target="{target}"/></Relationships>'
    )


def _row(number: int, row: Sequence[Any]) -> str:
    """One row of cells."""
    cells = (
        _cell(f"{chr(ord('A') + place)}{number}", value)
        for place, value in enumerate(row)
        if value is not None
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(address: str, value: Any) -> str:
    """One cell."""
    if isinstance(value, tuple):
        stored = "" if value[1] is None else f"<v>{value[1]}</v>"
        return f'<c r="{address}"><f>{escape(value[0])}</f>{stored}</c>'
    if isinstance(value, str):
        text = escape(unicodedata.normalize("NFD", value))
        return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'
    return f'<c r="{address}"><v>{value}</v></c>'
