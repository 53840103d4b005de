"""The pages of a PDF, one below the other: those in sight are drawn, a few are kept."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

import ui.background
import ui.preview.drawing
import ui.theme

_GAP = 12  # pixels at 100 % around and between pages
_SETTLED = 150  # milliseconds without a change of size before pages are drawn anew
_WIDEST = 4000  # pixels; a page that is to be shown wider is stretched
_KEPT = 96_000_000  # bytes of pages that are kept for scrolling back


class Sheets(QAbstractScrollArea):
    """Scrolls over the pages; ``moved`` after the place or the pages changed.

    ``zoom_wanted`` asks for one step larger (1), smaller (-1), or back to the width (0).
    """

    moved = Signal()
    zoom_wanted = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("read", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there: fitting the width must not depend on whether it is needed.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.zoom = 1.0
        self._pdf = b""
        self._sizes: list[ui.preview.drawing.Size] = []
        self._places: list[QRect] = []
        self._images: OrderedDict[int, QImage] = OrderedDict()
        self._stale: set[int] = set()
        self._job: ui.background.Job | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED)
        self._settled.timeout.connect(self._draw)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pages(self, pdf: bytes, found: Sequence[ui.preview.drawing.Size]) -> None:
        """Show the pages of ``pdf``, of the sizes ``found``."""
        same = list(found) == self._sizes
        self._pdf, self._sizes = pdf, list(found)
        if same:
            self._stale = set(self._images)
        else:
            self._images.clear()
            self._stale.clear()
            self._place_pages()
            self.verticalScrollBar().setValue(0)
        self.moved.emit()
        self._draw()
        self.viewport().update()

    def is_drawing(self) -> bool:
        """Whether a page in sight is still to come."""
        return self._job is not None or self._settled.isActive()

    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def page(self) -> int:
        """The page in the middle of the sight, from 1; 0 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        above = sum(1 for place in self._places if place.top() <= middle)
        return min(max(above, 1), self.count())

    def go_to(self, page: int) -> None:
        """Bring the top of page number ``page`` (from 1) in sight."""
        if 1 <= page <= len(self._places):
            top = self._places[page - 1].top() - ui.theme.px(_GAP)
            self.verticalScrollBar().setValue(top)

    def set_zoom(self, zoom: float) -> None:
        """Show pages ``zoom`` times as wide as the sight, around the same place."""
        if zoom != self.zoom:
            self.zoom = zoom
            self._rearrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the width fitting and the place in sight."""
        super().resizeEvent(event)
        self._rearrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End, and + and - for the zoom, besides what scrolls anyway."""
        ends = {Qt.Key.Key_Home: 1, Qt.Key.Key_End: self.count()}
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in ends:
            self.go_to(ends[key])
        elif plain and key in steps:
            self.zoom_wanted.emit(steps[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel changes the zoom."""
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self.zoom_wanted.emit(1 if turned > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight of the pages, each with what is known of it."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(ui.theme.HEAD))
        shift = self._shift()
        for page in self._in_sight():
            place = self._places[page].translated(shift)
            image = self._images.get(page)
            painter.fillRect(place, QColor(ui.theme.WHITE))
            if image is None or image.isNull():
                painter.setPen(QColor(ui.theme.SOFT if image is None else ui.theme.RED))
                words = "Đang mở trang {}…" if image is None else "Không mở được trang {}."
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words.format(page + 1))
            else:
                painter.drawImage(self._target(place, image), image)
            painter.setPen(QColor(ui.theme.EDGE))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()

    def _target(self, place: QRect, image: QImage) -> QRectF:
        """Where ``image`` goes: pixel by pixel if it has the size of now."""
        ratio = self.devicePixelRatioF()
        if image.width() == self._pixels(place):
            return QRectF(place.x(), place.y(), image.width() / ratio, image.height() / ratio)
        return QRectF(place)

    def _pixels(self, place: QRect) -> int:
        """How many pixels of the screen a page is wide."""
        return min(_WIDEST, round(place.width() * self.devicePixelRatioF()))

    def _shift(self) -> QPoint:
        return QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _in_sight(self) -> list[int]:
        sight = self.viewport().rect().translated(-self._shift())
        return [page for page, place in enumerate(self._places) if place.intersects(sight)]

    def _rearrange(self) -> None:
        """Place the pages for the width of now; what was at the top stays there."""
        bar = self.verticalScrollBar()
        before = [QRect(place) for place in self._places]
        page = next((n for n, place in enumerate(before) if place.bottom() >= bar.value()), None)
        self._place_pages()
        if page is not None and before[page].height():
            share = (bar.value() - before[page].top()) / before[page].height()
            bar.setValue(self._places[page].top() + round(share * self._places[page].height()))
        self.moved.emit()
        self._settled.start()
        self.viewport().update()

    def _place_pages(self) -> None:
        """Each page as wide as the sight (times the zoom), lying ones too: all can be read."""
        gap = ui.theme.px(_GAP)
        sight = self.viewport().size()
        across = max(1, round((sight.width() - 2 * gap) * self.zoom))
        wide, top = max(sight.width(), across + 2 * gap), gap
        self._places = []
        for width, height in self._sizes:
            down = round(height * across / width)
            self._places.append(QRect((wide - across) // 2, top, across, down))
            top += down + gap
        for bar, all_of_it, seen in (
            (self.verticalScrollBar(), top, sight.height()),
            (self.horizontalScrollBar(), wide, sight.width()),
        ):
            bar.setRange(0, max(0, all_of_it - seen))
            bar.setPageStep(max(1, seen - 2 * gap))
            bar.setSingleStep(ui.theme.px(40))

    @Slot()
    def _scrolled(self) -> None:
        self.moved.emit()
        self._draw()

    @Slot()
    def _draw(self) -> None:
        """Begin to draw the first page in sight, or the one after, that is not as it should be."""
        if self._job is not None or self._settled.isActive():
            return
        seen = self._in_sight()
        for page in [*seen, *(n + 1 for n in seen[-1:] if n + 1 < self.count())]:
            width = self._pixels(self._places[page])
            image = self._images.get(page)
            fits = image is not None and (image.isNull() or image.width() == width)
            if not fits or page in self._stale:
                work = functools.partial(_page, self._pdf, page, width)
                self._job = ui.background.Job("Mở trang", work, with_book=False)
                self._job.done.connect(self._keep)
                self._job.ended.connect(self._free)
                self._job.start()
                return

    @Slot(object)
    def _free(self, _job: ui.background.Job) -> None:
        self._job = None

    @Slot(object)
    def _keep(self, made: tuple[bytes, int, QImage]) -> None:
        """Keep a page that was drawn, let go of those seen longest ago, go on."""
        pdf, page, image = made
        if pdf is self._pdf:
            self._images[page] = image
            self._images.move_to_end(page)
            self._stale.discard(page)
            seen = set(self._in_sight())
            for old in list(self._images):
                if sum(one.sizeInBytes() for one in self._images.values()) <= _KEPT:
                    break
                if old not in seen and old != page:
                    del self._images[old]
            self.viewport().update()
        self._draw()


def _page(
    pdf: bytes, page: int, width: int, _tick: ui.background.Tick
) -> tuple[bytes, int, QImage]:
    """``pdf`` with one of its pages drawn."""
    return pdf, page, ui.preview.drawing.drawn(pdf, page, width)
