"""What a visible signature field shows: role, signer, the machine's time.

Drawn with reportlab as a one-page PDF of the field's size; pyHanko's own text stamp spaces
TrueType letters wrongly.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

import db.moments
import exports.paper.faces

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_INK = (0, 0.13, 0.6)  # blue, as a person signs; red is the stamp of a body (HD05-HD/VPTW)
_MARGIN = 6.0  # points, as every measure here
_LARGEST, _SMALLEST = 10.0, 4.0
_LEADING = 1.35


def draw(role: str, name: str, instant: datetime, width: float, height: float) -> bytes:
    """A PDF page of ``width`` × ``height`` points; the same bytes for the same words."""
    from reportlab.pdfgen.canvas import Canvas

    exports.paper.faces.register()
    bold, plain = exports.paper.faces.face(bold=True), exports.paper.faces.face()
    when = instant.astimezone(db.moments.HANOI).strftime("%d/%m/%Y %H:%M:%S")
    lines = (
        (bold, _line(role.upper())),
        (plain, _line(f"Ký số bởi: {name}")),
        (plain, f"Thời gian (giờ máy): {when} +07:00"),
    )
    page = io.BytesIO()
    first: Any = plain  # else reportlab names Helvetica, which is not embedded
    canvas = Canvas(page, pagesize=(width, height), invariant=1, initialFontName=first)
    canvas.setStrokeColorRGB(*_INK)
    canvas.setFillColorRGB(*_INK)
    canvas.setLineWidth(0.75)
    canvas.rect(0.5, 0.5, width - 1, height - 1)
    _write(canvas, lines, width, height)
    canvas.save()
    return page.getvalue()


def _write(canvas: Canvas, lines: tuple[tuple[str, str], ...], width: float, height: float) -> None:
    """Write the lines as large as the box allows, in the middle of its height."""
    size = min(_LARGEST, (height - _MARGIN) / (_LEADING * len(lines)))
    for font, text in lines:
        size = min(size, (width - 2 * _MARGIN) / max(canvas.stringWidth(text, font, 1), 1))
    size = max(size, _SMALLEST)
    top = (height + _LEADING * size * len(lines)) / 2
    for place, (font, text) in enumerate(lines, start=1):
        canvas.setFont(font, size)
        canvas.drawString(_MARGIN, top - _LEADING * size * (place - 0.25), text)


def _line(text: str) -> str:
    """One line of drawable letters, whatever a certificate calls its owner."""
    return " ".join(exports.paper.faces.printable(text).split())
