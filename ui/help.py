"""F1: what the page in front is for and which keys work, in the page itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

import ui.returning
import ui.scrolling
import ui.theme

KEYS = (
    "Phím dùng được ở mọi trang: Ctrl+K tìm · Ctrl+N thêm mới · Ctrl+Z hoàn tác · "
    "Ctrl+Y làm lại · Alt+1 đến Alt+7 chuyển trang · F6 chuyển giữa danh mục, danh sách và phần "
    "nhập · Tab sang ô sau · Esc về danh sách · Ctrl + và Ctrl − đổi cỡ chữ · Ctrl+L khóa sổ · "
    "F1 hoặc Esc đóng trợ giúp."
)

KEYS_BEFORE = (
    "Phím dùng được ở đây: Tab sang ô hoặc nút sau · Shift+Tab về ô trước · Enter xong ô này, sang "
    "ô sau · Ctrl + và Ctrl − đổi cỡ chữ · F1 hoặc Esc đóng trợ giúp."
)
WORD = "Trợ giúp (F1)"

_PAGE = 560  # pixels at 100 % of the window's height that the page and its header need
_FEWEST = 3  # lines in sight, however little room there is
_STEP = QAbstractSlider.SliderAction
_SCROLLING = {
    Qt.Key.Key_Up: _STEP.SliderSingleStepSub,
    Qt.Key.Key_Down: _STEP.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: _STEP.SliderPageStepSub,
    Qt.Key.Key_PageDown: _STEP.SliderPageStepAdd,
}


class Panel(QFrame):
    """A few plain sentences above the page, and below them the ``keys`` that work there.

    ``whole`` shows all of them at once, where the place around scrolls.
    """

    turned = Signal()  # it was shown, or taken away

    def __init__(self, keys: str = KEYS, *, whole: bool = False) -> None:
        super().__init__()
        self._named, self._whole = keys, whole
        self.setObjectName("help.panel")
        self.setProperty("band", "blue")
        self._title = ui.theme.label("", "heading")
        self._words = ui.theme.label()
        self._words.setObjectName("help.words")
        self._keys = ui.theme.label(keys, "soft")
        self._inside = QWidget()
        self._scroll = ui.scrolling.Scrolled(self._inside)
        self._close = ui.theme.button("Đóng", "help.close", "link")
        self._way = ui.returning.Way()
        row = QHBoxLayout(self)
        column, inside = QVBoxLayout(), QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        for one in (self._title, self._words, self._keys):
            inside.addWidget(one)
        column.addWidget(self._scroll)
        row.addLayout(column, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._close.clicked.connect(self.leave)
        self._close.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its words, as long as the page has room; then they are scrolled."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def leave(self) -> None:
        """Take it away; the keys go where they went before."""
        had = ui.returning.let_go(self)
        self.hide()
        if had:
            self._way.go()
        self.turned.emit()

    def toggle(self, title: str, words: str) -> None:
        """Show what ``words`` say of the page ``title``, or take it away."""
        if self.isVisible():
            self.leave()
            return
        self._way = ui.returning.Way()
        self._title.setText(title)
        self._words.setText(words)
        self._close.setAccessibleDescription(f"{title}. {words} {self._named}")
        self.show()
        self._fit()
        self._scroll.verticalScrollBar().setValue(0)
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit()

    def answer(self, event: QKeyEvent, title: str, words: str) -> bool:
        """Take a key that reached the screen around it: F1 asks for it, Escape takes it away."""
        if event.key() == Qt.Key.Key_F1 and not event.modifiers():
            self.toggle(title, words)
        elif event.key() == Qt.Key.Key_Escape and self.isVisible():
            self.leave()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes it away; arrows scroll words that are higher than their place."""
        bar, key = self._scroll.verticalScrollBar(), event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in _SCROLLING and bar.maximum() > 0:
            bar.triggerAction(_SCROLLING[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's question: arrows scroll the words; the button would hand the keys on by them."""
        pressed = event.type() == QEvent.Type.KeyPress and not self._whole
        if pressed and isinstance(event, QKeyEvent) and event.key() in _SCROLLING:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _fit(self) -> None:
        """Whole lines, as many as there is room for; the heading, said above too, goes first."""
        room, line = self._scroll.viewport().width(), self._words.fontMetrics().lineSpacing()
        left = self.window().height() - ui.theme.px(_PAGE)
        most = max(left // line, _FEWEST) * line + ui.theme.px(1)
        self._title.show()
        if self._inside.heightForWidth(room) > most:
            self._title.hide()
        tall = self._inside.heightForWidth(room)
        self._scroll.setFixedHeight(tall if self._whole else min(tall, most))
