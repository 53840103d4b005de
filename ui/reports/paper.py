"""The paper itself beside the text: drawn anew after changes, and printed for signing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

import db.errors
import ui.background
import ui.preview
import ui.printing
import ui.reports.reading
import ui.session
import ui.theme

_REST = 400  # milliseconds until it is tried again while other work holds the book
_WAIT = "Bản báo cáo đang được lập; hãy bấm “In để ký” lại sau giây lát."


class Paper(QWidget):
    """The report as PDF; ``ready`` once a drawing is shown, ``said`` a sentence and its tone.

    Out of sight nothing is drawn: it would take from the work somebody has gone on to.
    """

    ready = Signal()
    said = Signal(str, str)

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self._session = session
        self._read: ui.reports.reading.Read | None = None
        self._drawing: ui.reports.reading.Read | None = None
        self._is_drawn = True
        self._pages: dict[str, int] = {}
        self._before = 0
        self._section = ""
        self._later = QTimer(self, singleShot=True, interval=_REST)
        self.preview = ui.preview.Preview("reports.preview")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(ui.theme.label("Xem trước (đúng bản PDF)", "soft"))
        column.addWidget(self.preview, 1)
        self._later.timeout.connect(self._draw)
        self.preview.opened.connect(self._keep_page)

    def show_read(self, read: ui.reports.reading.Read) -> None:
        """Draw ``read``; what is shown stays until the drawing is there."""
        self._read, self._is_drawn = read, False
        self.preview.expect()
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was read meanwhile."""
        super().showEvent(event)
        if not self._is_drawn:
            self._draw()

    def clear(self) -> None:
        """Show nothing: another period is asked for, or there is none."""
        self._read, self._pages = None, {}
        self.preview.clear()

    def go_to(self, section: str) -> None:
        """Bring the page on which a section begins in sight, now or once it is drawn."""
        self._section = section
        if section in self._pages:
            self.preview.go_to(self._pages[section])

    @Slot()
    def print_for_hand(self) -> None:
        """Draw the paper with a free place for the signature, then print it at 100 %."""
        if self._read is None or self._drawing is not None:
            self.said.emit(_WAIT, "amber")
        else:
            self._begin(self._read, "Lập bản in để ký", self._print, by_hand=True)

    @Slot()
    def _draw(self) -> None:
        """Draw what was read last; while other work draws papers of its own it waits."""
        self._later.stop()
        if self._read is None or not self.isVisible():
            return
        if self._drawing is not None or self._session.jobs.busy():
            self._later.start()
        else:
            self._begin(self._read, "Lập bản xem trước", self._show, by_hand=False)

    def _begin(
        self,
        read: ui.reports.reading.Read,
        label: str,
        told: ui.background.Told,
        *,
        by_hand: bool,
    ) -> None:
        self._drawing = read
        self._session.jobs.run(
            label,
            partial(ui.reports.reading.draw, read, by_hand),
            on_done=told,
            on_failed=self._fail,
            on_cancelled=self._leave_off,
            alone=False,
        )

    @Slot(object)
    def _show(self, drawn: ui.reports.reading.Drawn) -> None:
        """Show the drawing; what was read since is drawn anew."""
        stale = self._drawing is not self._read
        self._free()
        if stale:
            self._draw()
            return
        self._is_drawn = True
        self._before = self.preview.page()
        self._pages = drawn.pages
        self.preview.show_pdf(drawn.pdf)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._free()
        self.preview.clear()
        self.said.emit(sentence, "amber")

    @Slot()
    def _leave_off(self) -> None:
        """Somebody stopped it: nothing is to come any more."""
        self._free()
        if not self.preview.pages():
            self.preview.clear()

    @Slot()
    def _free(self) -> None:
        self._drawing = None

    @Slot()
    def _keep_page(self) -> None:
        """With another number of pages the person stays near the page they were on.

        The first drawing shows the section that was asked for meanwhile.
        """
        begun = self._before or self._pages.get(self._section, 1)
        wanted = min(begun, self.preview.pages())
        if self.preview.page() != wanted:
            self.preview.go_to(wanted)
        self.ready.emit()

    @Slot(object)
    def _print(self, drawn: ui.reports.reading.Drawn) -> None:
        read = self._drawing
        self._free()
        if read is None:
            return
        try:
            ui.printing.print_pdf(
                drawn.pdf,
                self,
                self._session.jobs,
                said=self._tell_printed,
                failed=self._warn,
                name=f"bao-cao-{read.span.period.file_label}-de-ky.pdf",
            )
        except db.errors.RecordError as error:
            self._warn(str(error))

    @Slot(str)
    def _tell_printed(self, sentence: str) -> None:
        self.said.emit(sentence, "green")

    @Slot(str)
    def _warn(self, sentence: str) -> None:
        self.said.emit(sentence, "red")
