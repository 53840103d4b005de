"""The header over each page: its title, the quiet word, the search box, the page's actions."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import ui.search
import ui.theme

UNLIMITED = 16_777_215  # Qt's QWIDGETSIZE_MAX
SAID = 260  # pixels at 100 % that the quiet word may be wide
SEARCH, SEARCH_NARROW = 280, 140  # pixels at 100 % of the search box: beside a title, below it


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
        self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        self._upper.setSpacing(10)
        self._lower.setSpacing(10)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(self._upper)
        rows.addLayout(self._lower)
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
        """Put the search box and ``actions`` beside the title, or below it where they must be."""
        for one in self._actions:
            if one not in actions:
                one.hide()
                self._upper.removeWidget(one)
                self._lower.removeWidget(one)
        self._actions = actions
        row = self._lower if narrow and self._is_too_narrow_for(actions) else self._upper
        for one in (self._search, *actions):
            row.addWidget(one, 1 if narrow and one is self._search else 0)
            one.show()
        for before, after in itertools.pairwise((self.menu, self._search, *actions)):
            QWidget.setTabOrder(before, after)  # a page's buttons were made after it
        self._search.shorten(narrow)
        self.menu.setVisible(narrow)
        self._search.setMinimumWidth(ui.theme.px(SEARCH_NARROW if narrow else SEARCH))
        self._search.setMaximumWidth(UNLIMITED if narrow else ui.theme.px(SEARCH))

    def _is_too_narrow_for(self, actions: list[QWidget]) -> bool:
        """Whether title, search box and ``actions`` have no room beside each other."""
        parts = [self.menu.sizeHint().width(), ui.theme.px(SEARCH_NARROW)]
        parts += [self.title.fontMetrics().horizontalAdvance(self.title.text())]
        parts += [one.sizeHint().width() for one in actions]
        return sum(parts) + self._upper.spacing() * (len(parts) + 1) > self.width()
