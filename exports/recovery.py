"""The recovery sheet: the code that opens the book when the password is forgotten, on one page.

It is no Party paper and follows none of their layouts; it is made to be read off and typed again
years later, so the groups are large, numbered and in a row of their own.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import exports.paper.faces

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

KEEPING = (
    "Mã này mở được sổ khi quên mật khẩu. Ai có mã và có tệp sổ thì đọc được toàn bộ sổ.",
    (
        "Cất tờ này trong phong bì dán kín, để ở nơi khác với máy tính và USB chứa sổ; nên giao "
        "cho một đồng chí trong chi ủy giữ."
    ),
    (
        "Khi cần: mở chương trình, chọn sổ, bấm “Dùng mã khôi phục” rồi gõ lần lượt các nhóm. "
        "Không phân biệt chữ hoa, chữ thường; không cần gõ dấu gạch nối."
    ),
    "Mã không có chữ O, chữ I, số 0 và số 1, để khỏi đọc nhầm.",
    (
        "Nếu tờ này thất lạc, mở sổ bằng mật khẩu và lập mã khôi phục mới trong mục Cài đặt; mã "
        "cũ thôi mở sổ, nhưng vẫn mở được các bản sao lưu làm trước đó."
    ),
    "Mất cả mật khẩu và mã khôi phục thì không ai mở được sổ, kể cả người làm ra chương trình.",
)
_MM = 72 / 25.4  # points in a millimetre
_PAGE = (210 * _MM, 297 * _MM)
_LEFT, _TOP, _WIDTH = 25 * _MM, 272 * _MM, 160 * _MM
_IN_A_ROW = 4
_BOX = (37 * _MM, 24 * _MM)  # width and height of one group's box, points
_GAP = 4 * _MM


def sheet(unit: str, on: date, code: str, folder: str = "") -> bytes:
    """The sheet as PDF for the book of ``unit``: ``code`` in its groups, made ``on`` that day.

    ``folder`` is where the book lies, so that the sheet is not taken for another book's.
    """
    from reportlab.pdfgen.canvas import Canvas

    exports.paper.faces.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=_PAGE, invariant=1)
    canvas.setTitle("Mã khôi phục")
    canvas.setCreator("Sổ Chi bộ")
    top = _paragraph(canvas, _TOP, "MÃ KHÔI PHỤC SỔ CHI BỘ", 18, bold=True, centred=True)
    top = _paragraph(canvas, top - 8 * _MM, unit, 15, bold=True, centred=True)
    made = f"Lập ngày {on:%d/%m/%Y}" + (f" · Sổ đặt tại: {folder}" if folder else "")
    top = _paragraph(canvas, top - 2 * _MM, made, 12, centred=True)
    top = _groups(canvas, top - 12 * _MM, code.split("-"))
    top = _paragraph(canvas, top - 12 * _MM, "Cách giữ và dùng", 14, bold=True)
    for number, sentence in enumerate(KEEPING, 1):
        top = _paragraph(canvas, top - 3 * _MM, f"{number}. {sentence}", 13)
    top = _paragraph(canvas, top - 10 * _MM, f"Người giữ: {'.' * 60}", 13)
    _paragraph(canvas, top - 4 * _MM, f"Nơi cất: {'.' * 62}", 13)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _groups(canvas: Canvas, top: float, groups: Sequence[str]) -> float:
    """Draw a box for each group from ``top`` down, four in a row; returns where they end."""
    wide, high = _BOX
    for index, group in enumerate(groups):
        row, column = divmod(index, _IN_A_ROW)
        left, bottom = _LEFT + column * (wide + _GAP), top - high - row * (high + _GAP)
        canvas.roundRect(left, bottom, wide, high, 2 * _MM)
        canvas.setFont(exports.paper.faces.face(), 11)
        canvas.drawCentredString(left + wide / 2, bottom + high - 6 * _MM, f"nhóm {index + 1}")
        canvas.setFont(exports.paper.faces.face(bold=True), 20)
        canvas.drawCentredString(left + wide / 2, bottom + 6 * _MM, group)
    rows = -(-len(groups) // _IN_A_ROW)
    return top - rows * high - (rows - 1) * _GAP


def _paragraph(  # noqa: PLR0913 - where, what, and how it looks
    canvas: Canvas,
    top: float,
    text: str,
    size: float,
    *,
    bold: bool = False,
    centred: bool = False,
) -> float:
    """Draw ``text``, broken into lines, from ``top`` down; returns where it ends."""
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "sheet",
        fontName=exports.paper.faces.face(bold=bold),
        fontSize=size,
        leading=size * 1.3,
        alignment=1 if centred else 0,
        splitLongWords=1,
    )
    made = Paragraph(escape(exports.paper.faces.printable(text)), style)
    _, height = made.wrap(_WIDTH, _PAGE[1])
    made.drawOn(canvas, _LEFT, top - height)
    return top - height
