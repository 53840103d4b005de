"""The header over each page: its title, the quiet word, the search box, the page's actions."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import ui.search
import ui.theme

UNLIMITED = 16_777_215  # Qt's QWIDGETSIZE_MAX
SAID = 260  # pixels at 100 % that the quiet word may be wide
# Pixels at 100 % of the search box: in a wide window, beside a title in a narrow one, below it.
SEARCH, SEARCH_NARROW, SEARCH_LEAST = 280, 140, 110


class Header(QWidget):
    """The page's title, the quiet word, the search box, the page's actions."""

    menu_wanted = Signal()

    def __init__(self, search: ui.search.SearchBox) -> None:
        super().__init__()
        self.menu = ui.theme.button("Mục", "header.menu")
        self.menu.setAccessibleName("Mở danh mục các trang")
        self.title = ui.theme.label("", "title")
        self.title.setObjectName("header.title")
        self.said = ui.theme.label("", "good")
        self.said.setObjectName("header.said")
        self.said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._search = search
        self._actions: list[QWidget] = []
        self._narrow = False
        self._upper, self._lower, self._last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for row in (self._upper, self._lower, self._last):
            row.setSpacing(10)
            rows.addLayout(row)
        self._upper.addWidget(self.menu)
        self._upper.addWidget(self.title, 1)
        self._upper.addWidget(self.said)
        self.menu.clicked.connect(self.menu_wanted)
        self.say("")

    def say(self, word: str) -> None:
        """Show the quiet word, on as many lines as it needs: it never makes the window wider."""
        self.said.setText(word)
        room = min(ui.theme.px(SAID), self.width() // 3)
        width = min(room, self.said.fontMetrics().horizontalAdvance(word) + 2)
        self.said.setFixedWidth(width)
        self.said.setMinimumHeight(max(0, self.said.heightForWidth(width)) if word else 0)

    def arrange(self, actions: list[QWidget], *, narrow: bool) -> None:
        """Put the search box and ``actions`` beside the title, or below it where they must be.

        Where they have no room beside each other either, the actions stand below the search box.
        """
        for one in self._actions:
            if one not in actions:
                one.hide()
                for row in (self._upper, self._lower, self._last):
                    row.removeWidget(one)
        self._actions, self._narrow = actions, narrow
        row = actions_row = self._upper
        written = self.title.fontMetrics().horizontalAdvance(self.title.text())
        beside = written + 2 * self._upper.spacing() + ui.theme.px(SEARCH_NARROW)
        if narrow and self._is_too_narrow_for([self.menu, *actions], beside):
            row = actions_row = self._lower
            if self._is_too_narrow_for(actions, ui.theme.px(SEARCH_LEAST)):
                actions_row = self._last
        row.addWidget(self._search, 1 if narrow else 0)
        for one in actions:
            actions_row.addWidget(one)
        for one in (self._search, *actions):
            one.show()
        for before, after in itertools.pairwise((self.menu, self._search, *actions)):
            QWidget.setTabOrder(before, after)  # a page's buttons were made after it
        self._search.shorten(narrow)
        self.menu.setVisible(narrow)
        self._search.setMinimumWidth(ui.theme.px(SEARCH_LEAST if narrow else SEARCH))
        self._search.setMaximumWidth(UNLIMITED if narrow else ui.theme.px(SEARCH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: the sidebar came or went, or the window was made another size."""
        super().resizeEvent(event)
        if self._narrow and event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self._arrange_again)

    @Slot()
    def _arrange_again(self) -> None:
        self.arrange(self._actions, narrow=self._narrow)

    def _is_too_narrow_for(self, parts: list[QWidget], beside: int) -> bool:
        """Whether ``parts`` have no room in one row with something that is ``beside`` pixels."""
        wide = sum(self._upper.spacing() + one.sizeHint().width() for one in parts)
        return wide + beside > self.width()
