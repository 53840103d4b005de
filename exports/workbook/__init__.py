"""The workbook phu-luc.xlsx: sheet TONG-HOP for the ward's sums, then one sheet for each annex.

Design 6: the ward pastes the sheets of 89 units together, so TONG-HOP has one row under its three
headings and every other row begins with the unit and the period; no formulas, no merged cells, the
order of columns fixed. The same figures and records give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

import db.figures
import db.reports
import db.unit
import exports.annexes
import exports.figures
import exports.tasks.annexes

TOTALS = "TONG-HOP"
HEAD = {
    "ma_don_vi": "Mã đơn vị",
    "ten_don_vi": "Tên đơn vị",
    "loai_hinh": "Loại hình",
    "ky": "Kỳ",
    "ban": "Bản",
    "so_bao_cao": "Số báo cáo",
    "ngay": "Ngày báo cáo",
    "muc_ky": "Mức ký",
}
_EACH_ROW = ("ma_don_vi", "ten_don_vi", "ky")


@dataclass(frozen=True)
class Head:
    """Whose report this is, in the order of the first columns of TONG-HOP.

    ``kind`` a key of ``db.unit.KINDS``, printed in words; ``period`` as commands name it
    ("2026-Q3"); ``version`` "C1"; ``number`` "05-BC/CB" or ""; ``date`` ISO or ""; ``level`` of
    signing in words.
    """

    code: str
    name: str
    kind: str
    period: str
    version: str
    number: str
    date: str
    level: str


def annexes(
    span: db.reports.Window, figures: dict[str, db.figures.Figure]
) -> tuple[exports.annexes.Annex, ...]:
    """Every annex there is, by letter; kinds that come later add theirs here."""
    return exports.tasks.annexes.of(span, figures)


def build(span: db.reports.Window, figures: dict[str, db.figures.Figure], head: Head) -> bytes:
    """The workbook of a window as bytes; equal input gives equal bytes."""
    return written(head, figures, annexes(span, figures))


def written(
    head: Head,
    figures: dict[str, db.figures.Figure],
    given: Sequence[exports.annexes.Annex],
) -> bytes:
    """The workbook of ``figures`` and the annexes ``given``."""
    import exports.workbook.packing
    import exports.workbook.sheets

    unit = dict(zip(HEAD, astuple(head), strict=True))
    unit["loai_hinh"] = db.unit.KINDS.get(head.kind, head.kind)
    labels = exports.figures.labels()
    values: dict[str, Any] = {name: figures[name].value for name in labels}
    names = {**HEAD, **{name: label.heading for name, label in labels.items()}}
    book = exports.workbook.sheets.Sheets(f"Phụ lục số liệu {head.code} {head.period}")
    book.totals(TOTALS, names, unit | values)
    for annex in given:
        first = [(HEAD[code], unit[code]) for code in _EACH_ROW]
        book.annex(annex, first)
    return exports.workbook.packing.packed(book.book)


def read_totals(data: bytes) -> dict[str, object]:
    """The row of TONG-HOP by code, as texts and numbers, None for 0/0.

    Raises:
        ValueError: ``data`` is no workbook, or TONG-HOP is not exactly as :func:`build` writes it.
    """
    import exports.workbook.sheets

    return exports.workbook.sheets.read_totals(data, TOTALS, tuple(HEAD))
