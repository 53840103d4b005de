"""The book locks itself when nobody has touched the PC for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
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
MINUTE = 60_000  # milliseconds


class IdleLock(QObject):
    """Emits ``locked`` when no key, mouse or finger has touched the program for so many minutes.

    It listens at the windows that have the focus and not at the whole application: every paint
    and layout event of every widget would otherwise pass through Python first.
    """

    locked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._watched: QWindow | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.setObjectName("idle")
        self._timer.timeout.connect(self.locked)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)

    def start(self, minutes: int) -> None:
        """Lock after ``minutes`` without a touch, counted from now; 0 is never."""
        self.stop()
        if minutes > 0:
            self._timer.setInterval(minutes * MINUTE)
            self._timer.start()
            self._watch(QGuiApplication.focusWindow())

    def running(self) -> bool:
        """Whether the book will lock by itself."""
        return self._timer.isActive()

    @Slot()
    def stop(self) -> None:
        """The book is closed, or busy: do not lock."""
        self._timer.stop()

    @Slot()
    def touch(self) -> None:
        """Somebody is there."""
        if self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what comes in, and keep nothing of it back."""
        if event.type() in _TOUCHES:
            self.touch()
        return super().eventFilter(watched, event)

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        """Listen at ``window`` from now on; the one before is no longer touched."""
        if window is None or window is self._watched:
            return
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = window
        window.installEventFilter(self)
        window.destroyed.connect(self._forget)
        self.touch()

    @Slot()
    def _forget(self) -> None:
        """A window is no more."""
        self._watched = None
