"""A PDF as it will be printed: its own pages, drawn by PDFium as they come in sight.

Pages are drawn beside the window, one at a time, in the pixels of the screen they are shown on;
until one is ready its white sheet, or its picture of another size, stands in its place.
"""

from __future__ import annotations

import functools

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

import ui.background
import ui.preview.drawing
import ui.preview.sheets
import ui.theme

UNREADABLE = (
    "Không xem được tệp này: tệp không phải PDF, đã hỏng hoặc có mật khẩu; hãy kiểm tra lại tệp."
)
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)  # 1 fits the width


class Preview(QWidget):
    """The pages of one PDF, fitting the width, with a zoom of their own.

    ``opened`` is emitted when the pages are there, ``refused`` with the sentence when it is no PDF
    that can be shown.
    """

    opened = Signal()
    refused = Signal(str)

    def __init__(self, name: str = "preview") -> None:
        super().__init__()
        self.setObjectName(name)
        self._pdf = b""
        self._sheets = ui.preview.sheets.Sheets(f"{name}.pages")
        self._words = ui.theme.label("", "soft")
        self._words.setObjectName(f"{name}.words")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._place = ui.theme.label()
        self._place.setObjectName(f"{name}.place")
        self._smaller = ui.theme.button("A−", f"{name}.smaller")
        self._smaller.setAccessibleName("Thu nhỏ trang")
        self._larger = ui.theme.button("A+", f"{name}.larger")
        self._larger.setAccessibleName("Phóng to trang")
        self._fit = ui.theme.button("Vừa bề ngang", f"{name}.fit")
        self._lay_out()
        self.setFocusProxy(self._sheets)
        self._smaller.clicked.connect(self.zoom_out)
        self._larger.clicked.connect(self.zoom_in)
        self._fit.clicked.connect(self.fit_width)
        self._sheets.moved.connect(self._tell_place)
        self._sheets.zoom_wanted.connect(self._step)
        self.clear()

    def show_pdf(self, pdf: bytes) -> None:
        """Show ``pdf``; a newer call takes the place of an older one that is still opening.

        Another edition of what is shown (as many pages, of the same sizes) keeps the place.
        """
        self._pdf = pdf
        if not self._sheets.count():
            self._say("Đang mở trang xem trước…")
        job = ui.background.Job("Mở bản xem", functools.partial(_measured, pdf), with_book=False)
        job.done.connect(self._take)
        job.start()

    def expect(self) -> None:
        """Say that a paper is being composed, unless an older one stands there meanwhile."""
        if not self._sheets.count():
            self._say("Đang soạn bản xem trước…")

    @Slot()
    def clear(self) -> None:
        """Show nothing."""
        self._pdf = b""
        self._sheets.show_pages(b"", [])
        self._say("")

    def pages(self) -> int:
        """How many pages are shown."""
        return self._sheets.count()

    def page(self) -> int:
        """The number of the page in the middle of the sight, from 1; 0 without pages."""
        return self._sheets.page()

    def go_to(self, page: int) -> None:
        """Bring the top of page number ``page`` (from 1) in sight."""
        self._sheets.go_to(page)

    def zoom(self) -> float:
        """How much wider than the sight the widest page is."""
        return self._sheets.zoom

    @Slot()
    def zoom_in(self) -> None:
        """One step larger."""
        self._step(1)

    @Slot()
    def zoom_out(self) -> None:
        """One step smaller."""
        self._step(-1)

    @Slot()
    def fit_width(self) -> None:
        """The whole width in sight, nothing more."""
        self._set_zoom(1.0)

    @Slot(int)
    def _step(self, direction: int) -> None:
        place = ZOOMS.index(self._sheets.zoom) + direction if direction else ZOOMS.index(1.0)
        self._set_zoom(ZOOMS[min(len(ZOOMS) - 1, max(0, place))])

    @Slot(object)
    def _take(self, measured: tuple[bytes, list[ui.preview.drawing.Size]]) -> None:
        pdf, found = measured
        if pdf is not self._pdf:
            return
        self._sheets.show_pages(pdf, found)
        if found:
            self._stack.setCurrentWidget(self._sheets)
            self._set_zoom(self._sheets.zoom)
            self.opened.emit()
        else:
            self._say(UNREADABLE)
            self.refused.emit(UNREADABLE)

    @Slot()
    def _tell_place(self) -> None:
        there = self.pages()
        self._place.setText(f"Trang {self.page()}/{there}" if there else "")
        spoken = f"Bản xem trước, trang {self.page()} trên {there}" if there else "Bản xem trước"
        self._sheets.setAccessibleName(spoken)

    def _set_zoom(self, zoom: float) -> None:
        self._sheets.set_zoom(zoom)
        there = self.pages() > 0
        self._smaller.setEnabled(there and zoom > ZOOMS[0])
        self._larger.setEnabled(there and zoom < ZOOMS[-1])
        self._fit.setEnabled(there and zoom != 1.0)

    def _say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self._stack.setCurrentWidget(self._words)
        self._set_zoom(self._sheets.zoom)
        self._tell_place()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._place, 1)
        bar.addWidget(self._smaller)
        bar.addWidget(self._larger)
        bar.addWidget(self._fit)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._words)
        self._stack.addWidget(self._sheets)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)


def _measured(pdf: bytes, _tick: ui.background.Tick) -> tuple[bytes, list[ui.preview.drawing.Size]]:
    """``pdf`` with the sizes of its pages."""
    return pdf, ui.preview.drawing.sizes(pdf)
