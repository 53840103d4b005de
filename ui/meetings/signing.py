"""Fields for signing: a certificate file and its password."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

import ui.choosing
import ui.fields
import ui.fields.files
import ui.theme

_FILTER = "Tệp chứng thư (*.p12 *.pfx)"
_NONE = "Chưa chọn"


class CertificateFile(ui.fields.Editor):
    """A .p12 file that a person chose, or None."""

    def __init__(self) -> None:
        self._path = ""
        super().__init__()
        self.button = ui.theme.button("Chọn tệp", "")
        self._shown = ui.theme.label(_NONE, "soft")
        self._drop = ui.theme.button("Bỏ", "", "link")
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self._shown, 1)
        row.addWidget(self._drop)
        self.column.addLayout(row)
        self.setFocusProxy(self.button)
        self.button.clicked.connect(self._choose)
        self._drop.clicked.connect(self._forget)
        self._drop.hide()

    def inner(self) -> QWidget:
        """The button."""
        return self.button

    def set_name(self, name: str) -> None:
        """The button that takes the file away again is found as ``name``.remove."""
        super().set_name(name)
        self._drop.setObjectName(f"{name}.remove")
        self._shown.setObjectName(f"{name}.file")

    def describe(self, label: str, description: str) -> None:
        """What a screen reader says."""
        super().describe(label, description)
        self._drop.setAccessibleName(f"Bỏ tệp: {label}")

    def value(self) -> Any:
        """The file, None where none was chosen."""
        return Path(self._path) if self._path else None

    def typed(self) -> str:
        """Where the file lies."""
        return self._path

    def put_typed(self, text: str) -> None:
        """Show a file that was chosen."""
        self._path = text
        name = ui.fields.files.breakable(Path(text).name) if text else _NONE
        self._shown.setText(name)
        self._drop.setVisible(bool(text))

    @Slot()
    def _choose(self) -> None:
        found = ui.choosing.file(self.window(), "Chọn chứng thư", [_FILTER], purpose="p12")
        if found is not None:
            self.put_typed(str(found))
            self.edited.emit()

    @Slot()
    def _forget(self) -> None:
        self.put_typed("")
        self.edited.emit()
        self.button.setFocus()


class Password(ui.fields.Line):
    """A password: hidden, taken exactly as typed."""

    def __init__(self) -> None:
        super().__init__()
        self.entry.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> Any:
        """The letters as they were typed."""
        return self.typed()
