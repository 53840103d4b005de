"""The QR code of a document that serves a meeting: what it says, its picture, its sheet.

It holds the link the unit has entered, so that members' phones open it; without one, the title,
the number and the beginning of the file's digest as text (design 6). It says "Tra cứu": a code
proves nothing by itself.
"""

from __future__ import annotations

import functools

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPdfWriter,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

import db.days
import db.documents
import exports.qr
import ui.theme

SIDE = 168  # pixels at 100 %
_QUIET = 4  # squares of white on each side, as the standard asks
_SQUARE = 12  # pixels of a square in the saved picture
_TITLE = 200  # letters of a title that a code holds
_DIGEST = 12  # hex digits
_DOTS = 300  # an inch
_MM = _DOTS / 25.4
Matrix = tuple[tuple[bool, ...], ...]


def text_of(document: db.documents.Document) -> str:
    """What the code of ``document`` says."""
    if document.link:
        return str(document.link)
    files = db.documents.attachments(document.id)
    digest = files[0]["sha256"][:_DIGEST] if files else ""
    return "\n".join(filter(None, (document.title[:_TITLE], document.number, digest)))


@functools.lru_cache(maxsize=32)
def matrix(text: str) -> Matrix:
    """The squares of the code for ``text``; empty where it is too long for any code."""
    try:
        return exports.qr.matrix(text)
    except ValueError:
        return ()


class Picture(QWidget):
    """A code on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setObjectName("documents.qr.picture")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ui.theme.notifier().changed.connect(self._measure)

    def show_text(self, text: str) -> None:
        """Show the code for ``text``."""
        self._text = text
        self.setAccessibleName(f"Mã QR tra cứu: {text}")
        self.setToolTip(text)
        self.update()

    def sizeHint(self) -> QSize:
        """Large enough for a phone to read it off the screen."""
        return QSize(ui.theme.px(SIDE), ui.theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the squares."""
        del event
        painter = QPainter(self)
        _draw(painter, QRectF(self.rect()), matrix(self._text))

    @Slot()
    def _measure(self) -> None:
        self.updateGeometry()


def png(text: str) -> bytes:
    """The picture as a file to be put into a paper or a slide."""
    squares = matrix(text)
    side = (len(squares) + 2 * _QUIET) * _SQUARE
    image = QImage(side, side, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    _draw(painter, QRectF(0, 0, side, side), squares)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a str
    return bytes(buffer.data().data())


def pdf(document: db.documents.Document) -> bytes:
    """A sheet to hang out or to hand round: the code, what it leads to, number and day."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("Sổ Chi bộ")
    writer.setTitle(f"Mã QR: {document.title}")
    writer.setResolution(_DOTS)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(20, 20, 20, 20),
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter(writer)
    wide, side = 170 * _MM, 90 * _MM
    top = _words(painter, 0, wide, document.title, 18, bold=True) + 6 * _MM
    day = db.days.shown(document.date) if document.date else str(document.date_words)
    number = " ngày ".join(filter(None, (str(document.number), day)))
    top = _words(painter, top, wide, ", ".join(filter(None, (number, document.issuer))), 13)
    top += 10 * _MM
    _draw(painter, QRectF((wide - side) / 2, top, side, side), matrix(text_of(document)))
    top = _words(painter, top + side, wide, exports.qr.LABEL, 13, bold=True)
    if document.link:
        _words(painter, top + 2 * _MM, wide, str(document.link), 11)
    painter.end()
    return bytes(buffer.data().data())


def _words(  # noqa: PLR0913 - where, what, and how it looks
    painter: QPainter, top: float, wide: float, text: str, points: float, *, bold: bool = False
) -> float:
    """Write ``text`` centred from ``top`` down, broken into lines; returns where it ends."""
    font = QFont(painter.font())
    font.setPointSizeF(points)
    font.setBold(bold)
    painter.setFont(font)
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWrapAnywhere
    if max((len(word) for word in text.split()), default=0) * points < wide / _MM * 4:
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    place = QRectF(0, top, wide, 250 * _MM)
    needed = painter.boundingRect(place, int(flags), text)
    painter.drawText(QRectF(0, top, wide, needed.height()), int(flags), text)
    return top + needed.height()


def _draw(painter: QPainter, place: QRectF, squares: Matrix) -> None:
    """Draw ``squares`` with their quiet zone, black on white, into ``place``."""
    painter.fillRect(place, QColor("white"))
    if not squares:
        return
    side = place.width() / (len(squares) + 2 * _QUIET)
    # Whole pixels: no grey between two squares, and none over its neighbour.
    across = [round(place.left() + (at + _QUIET) * side) for at in range(len(squares) + 1)]
    down = [round(place.top() + (at + _QUIET) * side) for at in range(len(squares) + 1)]
    for row, line in enumerate(squares):
        for column, dark in enumerate(line):
            if dark:
                wide = across[column + 1] - across[column]
                high = down[row + 1] - down[row]
                painter.fillRect(across[column], down[row], wide, high, QColor("black"))
