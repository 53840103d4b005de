"""The fields of the form that asks for an export: a path, a password, which edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

import ui.fields
import ui.theme


class PathLine(ui.fields.Line):
    """A path, typed or chosen with the button beside it."""

    def __init__(self, ask: Callable[[], Path | None], words: str) -> None:
        super().__init__(limit=1000)
        self._ask = ask
        self._button = ui.theme.button(words, "")
        self.column.removeWidget(self.entry)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.entry, 1)
        row.addWidget(self._button)
        self.column.addLayout(row)
        self._button.clicked.connect(self._choose)

    def set_name(self, name: str) -> None:
        """The button is found as ``name``.choose."""
        super().set_name(name)
        self._button.setObjectName(f"{name}.choose")

    def describe(self, label: str, description: str) -> None:
        """The button says what it chooses."""
        super().describe(label, description)
        self._button.setAccessibleName(f"{self._button.text()} {label}")

    @Slot()
    def _choose(self) -> None:
        chosen = self._ask()
        if chosen is not None:
            self.put_typed(str(chosen))
            self.edited.emit()


class Secret(ui.fields.Line):
    """A password: what is typed is not shown."""

    def __init__(self) -> None:
        super().__init__()
        self.entry.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        """Just what was typed: a password may begin with a blank."""
        return self.typed()


class Edition(ui.fields.Choice):
    """Which edition: only those that may come next are offered."""

    def __init__(self) -> None:
        super().__init__({})

    def offer(self, kinds: Mapping[str, str]) -> None:
        """Offer ``kinds`` (key → words) in place of those before."""
        self.box.clear()
        for key, words in kinds.items():
            self.box.addItem(words, key)
        self._known = len(kinds)
