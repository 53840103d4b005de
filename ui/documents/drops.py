"""Files dropped anywhere on a form or a list, not only on the place drawn for them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


def takers(widget: QWidget) -> list[QWidget]:
    """What inside ``widget`` would take a dropped file as text."""
    return [one for one in widget.findChildren(QWidget) if one.acceptDrops()]


class Drops(QObject):
    """Watches widgets for files: ``fell`` carries where and the addresses, as they came.

    Text that is dragged goes on to the widget itself.
    """

    over = Signal(bool)  # files are held over one of the widgets, or no longer
    fell = Signal(QPoint, object)

    def watch(self, *widgets: QWidget) -> None:
        """Take files from ``widgets`` too."""
        for widget in widgets:
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt's question: whether a widget's event ends here."""
        if event.type() is QEvent.Type.DragLeave:
            self.over.emit(False)
            return False
        if not isinstance(event, QDropEvent) or not event.mimeData().hasUrls():
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self.over.emit(False)
            self.fell.emit(event.position().toPoint(), event.mimeData().urls())
        else:
            self.over.emit(True)
        return True
