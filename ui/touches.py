"""Whether somebody touches the program: keys, mouse, fingers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class Touches(QObject):
    """Emits ``touched`` at every key, movement of the mouse and finger.

    It listens at the windows that have the focus and not at the whole application: every paint
    and layout event of every widget would otherwise pass through Python first.
    """

    touched = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QWindow | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.listen)
        self.listen(QGuiApplication.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what comes in, and keep nothing of it back."""
        if event.type() in _TOUCHES:
            self.touched.emit()
        return super().eventFilter(watched, event)

    @Slot(QWindow)
    def listen(self, window: QWindow | None) -> None:
        """Listen at ``window`` from now on; the one before is no longer touched."""
        if window is None or window is self._watched:
            return
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = window
        window.installEventFilter(self)
        window.destroyed.connect(self._forget)
        self.touched.emit()

    @Slot()
    def _forget(self) -> None:
        """The window is gone."""
        self._watched = None
