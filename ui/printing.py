"""Printing: the PDF itself, page by page at 100 %, on the paper sizes it was made for.

Nothing is laid out anew: PDFium draws each page and the printer gets the picture, its corner in
the corner of the sheet. Where no printer is installed the PDF is saved, to be printed elsewhere.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, QUrl
from PySide6.QtGui import QDesktopServices, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

import db.errors
import db.files
import ui.background
import ui.choosing
import ui.preview.drawing

_FINEST = 300  # dots an inch; a page of text gains nothing from more, but takes four times the room
_SAME = 1  # point by which a page may differ from the standard size it is printed on
_UNREADABLE = "Không in được tệp này: tệp không phải PDF hoặc đã hỏng; hãy lập lại tệp rồi in."
_NO_PRINTER = (
    "Máy này chưa cài máy in; muốn in ở máy khác thì bấm lại nút in và chọn chỗ lưu tệp PDF."
)
_INTERRUPTED = "Máy in không nhận bản in; hãy kiểm tra máy in, giấy và dây nối rồi in lại."

Said = Callable[[str], object]


def ask_printer(parent: QWidget | None, pages: int) -> QPrinter | None:
    """Let a person choose printer, pages and copies in the system's dialog; None if given up."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


asker: Callable[[QWidget | None, int], QPrinter | None] = ask_printer


def print_pdf(  # noqa: PLR0913 - who asks, what is printed, and who is told
    pdf: bytes,
    parent: QWidget | None,
    jobs: ui.background.Jobs,
    *,
    said: Said,
    failed: Said | None = None,
    name: str = "van-ban.pdf",
) -> None:
    """Print ``pdf`` beside the window; ``said`` gets the sentence of what was done.

    Without a printer a person is asked where to save the PDF, suggested to be called ``name``.
    Given up means that nobody is told anything but that there is no printer.

    Raises:
        db.errors.RecordError: it is no PDF, or it cannot be saved.
    """
    pages = len(ui.preview.drawing.sizes(pdf))
    if not pages:
        raise db.errors.RecordError(_UNREADABLE)
    if not QPrinterInfo.availablePrinterNames():
        _save_instead(pdf, parent, said, name)
        return
    printer = asker(parent, pages)
    if printer is not None:
        jobs.run(
            "In văn bản",
            functools.partial(_printed, pdf, printer),
            on_done=said,
            on_failed=failed,
            alone=False,
            with_book=False,
        )


def paint(pdf: bytes, printer: QPrinter, tick: ui.background.Tick) -> int:
    """Put the chosen pages of ``pdf`` on ``printer``, each on a sheet of its own size.

    Returns how many sheets were sent; what ``tick`` raises stops the printing.

    Raises:
        db.errors.RecordError: the printer does not take it.
    """
    sizes = ui.preview.drawing.sizes(pdf)
    order = _chosen(printer, len(sizes))
    printer.setFullPage(True)
    painter = QPainter()
    try:
        for number, page in enumerate(order):
            tick("In trang", number, len(order))
            _next_sheet(printer, painter, sizes[page])
            _paint_page(pdf, page, sizes[page], painter)
    except BaseException:
        if painter.isActive():
            printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
    return len(order)


def open_outside(path: Path) -> None:
    """Open ``path`` in the program that the system keeps for such files.

    Raises:
        db.errors.RecordError: the file is gone, or there is no such program.
    """
    if not path.exists():
        raise db.errors.RecordError(f"Không còn thấy “{path}”; hãy kiểm tra USB hoặc thư mục.")
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute()))):
        raise db.errors.RecordError(
            f"Máy này chưa mở được “{path.name}”; hãy mở tệp từ thư mục “{path.parent}”."
        )


def _save_instead(pdf: bytes, parent: QWidget | None, said: Said, name: str) -> None:
    """No printer: save the PDF where a person says."""
    title = "Máy này chưa cài máy in: lưu tệp PDF để in ở máy khác"
    path = ui.choosing.save(parent, title, [ui.choosing.PDF], name, purpose="print")
    if path is None:
        said(_NO_PRINTER)
    else:
        db.files.write_whole(path, pdf)
        said(f"Máy này chưa cài máy in; đã lưu “{path}” để in ở máy khác với tỷ lệ 100%.")


def _printed(pdf: bytes, printer: QPrinter, tick: ui.background.Tick) -> str:
    """Print, and say what was printed where."""
    sheets = paint(pdf, printer, tick)
    if printer.outputFileName():
        return f"Đã in {sheets} trang ra tệp “{printer.outputFileName()}”."
    return f"Đã gửi {sheets} trang đến máy in “{printer.printerName()}”."


def _chosen(printer: QPrinter, count: int) -> list[int]:
    """The pages (from 0) to print, in order, as often as the printer cannot do by itself."""
    ranges = printer.pageRanges()
    pages = [page for page in range(count) if ranges.isEmpty() or ranges.contains(page + 1)]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _ in range(copies)]


def _layout(size: ui.preview.drawing.Size) -> QPageLayout:
    """The sheet of a page: the standard size it has, or its own."""
    upright = QSizeF(min(size), max(size))
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    off = paper.size(QPageSize.Unit.Point) - upright
    if max(abs(off.width()), abs(off.height())) > _SAME:
        exact = QPageSize.SizeMatchPolicy.ExactMatch
        paper = QPageSize(upright, QPageSize.Unit.Point, "", exact)
    lying = size[0] > size[1]
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    layout = QPageLayout(paper, way, QMarginsF(), QPageLayout.Unit.Point)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _next_sheet(printer: QPrinter, painter: QPainter, size: ui.preview.drawing.Size) -> None:
    """Begin a sheet for a page of ``size``."""
    printer.setPageLayout(_layout(size))
    if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
        raise db.errors.RecordError(_INTERRUPTED)


def _paint_page(pdf: bytes, page: int, size: ui.preview.drawing.Size, painter: QPainter) -> None:
    """One page, corner in corner, one point of the page on one point of the sheet."""
    dots = painter.device().logicalDpiX()
    image = ui.preview.drawing.drawn(pdf, page, math.ceil(size[0] * min(dots, _FINEST) / 72))
    if image.isNull():
        raise db.errors.RecordError(_UNREADABLE)
    painter.drawImage(QRectF(0, 0, size[0] * dots / 72, size[1] * dots / 72), image)
